import { expect } from 'chai';
import { otherFlags } from '../../src/verify/go-build.js';

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
});
