import { expect } from 'chai';
import { otherDirectories, otherFlags } from '../../src/verify/go-build.js';

const MODULES =
  'go\tgo1.22.12\npath\texample.com/a\nmod\texample.com/a\t(devel)\t\ndep\tgithub.com/x/y\tv1.0.0\th1:abc=\n';

function build(settings: string, modules = MODULES): string {
  return `${modules}build\t-compiler=gc\n${settings}`;
}

describe('builds of Go', () => {
  const plain = build('build\tCGO_ENABLED=1\n');

  it('of the same modules with other flags are not told apart by their bytes', () => {
    const stripped = otherFlags(plain, build('build\t-ldflags="-s -w"\nbuild\tCGO_ENABLED=0\n'));
    expect(stripped).to.contain('-ldflags="-s -w"').and.to.contain('CGO_ENABLED=0');
    expect(
      otherFlags(build('build\t-ldflags="-X main.at=1"\n'), build('build\t-ldflags="-X main.at=2"\n')),
    ).to.contain('main.at=2');
  });

  it('with the same flags differ by their sources', () => {
    expect(otherFlags(plain, plain)).to.equal(null);
  });

  it('of other modules, for another system or with other tags are other programs', () => {
    expect(otherFlags(plain, build('build\tCGO_ENABLED=0\n', MODULES.replace('v1.0.0', 'v1.0.1')))).to.equal(
      null,
    );
    expect(otherFlags(plain, build('build\tCGO_ENABLED=0\n', MODULES.replace('1.22', '1.23')))).to.equal(
      null,
    );
    expect(otherFlags(plain, `${plain}build\t-tags=dev\n`)).to.equal(null);
  });

  it('that say nothing prove nothing', () => {
    expect(otherFlags(undefined, plain)).to.equal(null);
  });

  it('in another directory are told apart from those of other sources', () => {
    const built = (goBuild: string, ...goSources: readonly string[]) => ({ goBuild, goSources });
    const before = built(plain, '/app/main.go', '/app/util/u.go');
    const after = built(plain, '/go/src/x/main.go', '/go/src/x/util/u.go');
    expect(otherDirectories(before, after)).to.deep.equal(['/app', '/go/src/x']);
    expect(
      otherDirectories(built(plain, '/app/main.go', '/lib/l.go'), built(plain, '/lib/l.go', '/src/main.go')),
    ).to.deep.equal(['/app', '/src']);
    expect(otherDirectories(before, before)).to.equal(null);
    expect(otherDirectories(before, built(plain, '/src/main.go', '/src/util/v.go'))).to.equal(null);
    expect(otherDirectories(before, built(plain, '/src/main.go'))).to.equal(null);
  });

  it('in another directory of other modules or with other flags are other programs', () => {
    const after = (goBuild: string) => ({ goBuild, goSources: ['/src/main.go'] });
    const before = { goBuild: plain, goSources: ['/app/main.go'] };
    expect(otherDirectories(before, after(plain))).to.deep.equal(['/app', '/src']);
    expect(otherDirectories(before, after(plain.replace('v1.0.0', 'v1.0.1')))).to.equal(null);
    expect(otherDirectories(before, after(plain.replace('h1:abc=', 'h1:abd=')))).to.equal(null);
    expect(otherDirectories(before, after(`${plain}build\t-tags=dev\n`))).to.equal(null);
    expect(otherDirectories(before, after(plain.replace('CGO_ENABLED=1', 'CGO_ENABLED=0')))).to.equal(null);
    expect(otherDirectories({ goSources: ['/app/main.go'] }, after(plain))).to.equal(null);
    expect(otherDirectories({ goBuild: plain }, { goBuild: plain })).to.equal(null);
  });
});
