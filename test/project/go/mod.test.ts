import { expect } from 'chai';
import * as fc from 'fast-check';
import { goMod, goWork } from '../../../src/project/go/mod.js';
import { modulesTxt } from '../../../src/project/go/vendor.js';

const MOD = `// A service.
module example.org/shop/v2 // the shop

go 1.22.3
toolchain go1.22.5

require github.com/acme/router v1.4.0

require (
	github.com/acme/sqlite v0.9.1 // indirect
	"github.com/acme/quoted" v1.0.0 // indirect; used by x
	github.com/acme/odd v0.0.0-20240101000000-abcdef123456+incompatible
)

replace (
	github.com/acme/router v1.4.0 => ../router
	github.com/acme/sqlite => github.com/fork/sqlite v0.9.2
)
exclude github.com/acme/bad v1.0.0
retract [v1.0.0, v1.1.0]
tool golang.org/x/tools/cmd/stringer
`;

describe('Go modules', () => {
  it('go.mod', () => {
    const mod = goMod(MOD);
    expect(mod).to.deep.include({ module: 'example.org/shop/v2', go: '1.22.3' });
    expect(mod.requires).to.deep.equal([
      { path: 'github.com/acme/router', version: 'v1.4.0' },
      { path: 'github.com/acme/sqlite', version: 'v0.9.1' },
      { path: 'github.com/acme/quoted', version: 'v1.0.0' },
      {
        path: 'github.com/acme/odd',
        version: 'v0.0.0-20240101000000-abcdef123456+incompatible',
      },
    ]);
    expect(mod.replaces).to.deep.equal([
      {
        path: 'github.com/acme/router',
        version: 'v1.4.0',
        target: '../router',
        local: true,
      },
      {
        path: 'github.com/acme/sqlite',
        version: null,
        target: 'github.com/fork/sqlite',
        local: false,
      },
    ]);
    expect(goMod(MOD.replaceAll('\n', '\r\n'))).to.deep.equal(mod);
    expect(goMod('')).to.deep.equal({
      module: null,
      go: null,
      requires: [],
      replaces: [],
    });
  });

  it('go.work', () => {
    expect(goWork('go 1.22\n\nuse (\n\t./api\n\t./lib // shared\n)\nuse .\n')).to.deep.equal({
      uses: ['./api', './lib', '.'],
      replaces: [],
    });
  });

  it('vendor/modules.txt', () => {
    const text = `# github.com/acme/router v1.4.0
## explicit; go 1.17
github.com/acme/router
github.com/acme/router/middleware
# github.com/acme/sqlite v0.9.1 => github.com/fork/sqlite v0.9.2
github.com/acme/sqlite
# github.com/acme/sqlite => github.com/fork/sqlite v0.9.2
`;
    expect(modulesTxt(text)).to.deep.equal([
      {
        path: 'github.com/acme/router',
        version: 'v1.4.0',
        explicit: true,
        packages: ['github.com/acme/router', 'github.com/acme/router/middleware'],
      },
      {
        path: 'github.com/acme/sqlite',
        version: 'v0.9.1',
        explicit: false,
        packages: ['github.com/acme/sqlite'],
      },
    ]);
  });

  it('never throw', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'()"`/ \n=>#go modrequire') }));
    fc.assert(
      fc.property(text, (any) => {
        goMod(any);
        goWork(any);
        modulesTxt(any);
      }),
    );
  });
});
