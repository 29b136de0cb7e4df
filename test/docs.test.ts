import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { codesPage } from '../scripts/codes-page.js';
import { root } from './cli/program.js';

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

describe('the documentation', () => {
  it('lists every code; npm run docs:codes writes it', () => {
    expect(read('docs/codes.md')).to.equal(codesPage());
  });

  it('links to files that are there', () => {
    for (const page of ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/codes.md']) {
      for (const [, link = ''] of read(page).matchAll(/\]\(([^)#:]+)\)/g))
        expect(existsSync(join(root, dirname(page), link)), `${page}: ${link}`).to.equal(true);
    }
  });

  it('shows a case of the corpus as it is, and its rewrite as it is expected', () => {
    const blocks = [...read('README.md').matchAll(/```dockerfile\n([^]*?)```/g)].map(
      (match) => match[1] ?? '',
    );
    const folder =
      /rewrite (corpus\/\S+)\/Dockerfile --context \1\/context/.exec(read('README.md'))?.[1] ?? '';
    expect(blocks).to.deep.equal([read(`${folder}/Dockerfile`), read(`${folder}/expected/Dockerfile`)]);
  });

  it('names the sizes that the report of its example has', () => {
    const folder = /rewrite (corpus\/\S+)\/Dockerfile/.exec(read('README.md'))?.[1] ?? '';
    const [, before, after] = /about (\S+) MB -> (\S+) MB/.exec(read(`${folder}/expected/report.txt`)) ?? [];
    expect(read('README.md').replaceAll(/\s+/g, ' ')).to.include(
      `(about ${before} MB before, ${after} MB after, estimated from tables)`,
    );
  });
});
