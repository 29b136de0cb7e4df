import { expect } from 'chai';
import { sourcesByName } from '../../src/verify/source-names.js';
import { file, listing } from '../support/listings.js';

function tells(
  paths: readonly string[],
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const image = (of: readonly string[]) => listing(Object.fromEntries(of.map((path) => [path, file('x')])));
  return paths.filter(sourcesByName(image([...before, ...paths]), image(after), ['/app', '/srv/site']));
}

describe('names of sources and documents', () => {
  it('tell something in a project alone', () => {
    const paths = ['/app/src/main.ts', '/app/docs/x.html', '/srv/site/docs/x.html', '/srv/site/start.md'];
    expect(tells(paths, ['/app/package.json'], [])).to.deep.equal(['/app/src/main.ts', '/app/docs/x.html']);
  });

  it('tell nothing of what is served, and always what is a repository’s', () => {
    const paths = [
      '/app/public/docs/x.md',
      '/app/content/hello.md',
      '/srv/site/README.md',
      '/srv/site/.gitignore',
    ];
    expect(tells(paths, ['/app/package.json'], [])).to.deep.equal([
      '/srv/site/README.md',
      '/srv/site/.gitignore',
    ]);
  });

  it('tell nothing of TypeScript where some of it is kept to run, but for tests and declarations', () => {
    const paths = ['/app/jobs/report.ts', '/app/jobs/report.test.ts', '/app/types.d.ts', '/app/main.go'];
    expect(tells(paths, ['/app/package.json'], ['/app/server.ts'])).to.deep.equal(paths.slice(1));
    expect(tells(paths, ['/app/package.json'], ['/app/types.d.ts'])).to.deep.equal(paths);
  });
});
