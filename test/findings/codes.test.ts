import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { allCodes } from '../../src/findings/codes.js';
import { corpusRoot } from '../support/corpus.js';

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith('.ts') && !entry.name.includes('.generated.')
      ? [readFileSync(path, 'utf8')]
      : [];
  });
}

describe('codes', () => {
  it('have a title for every code that the sources use', () => {
    const root = dirname(corpusRoot());
    const known = new Set(allCodes().map((each) => each.code));
    const used = new Set(
      [...sources(join(root, 'src')), ...sources(join(root, 'transforms'))].flatMap(
        (text) => text.match(/(?<=')[EHVWI]-[A-Z][A-Z0-9_-]+(?=')/g) ?? [],
      ),
    );
    expect([...used].filter((code) => !known.has(code))).to.deep.equal([]);
    expect(used.size).to.be.greaterThan(20);
    expect([...known].filter((code) => !used.has(code))).to.deep.equal([]);
  });
});
