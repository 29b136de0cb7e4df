import { expect } from 'chai';
import * as fc from 'fast-check';
import { memoryFileSystem } from '../../src/project/file-system.js';
import { expandGlob, hasWildcard, matchName, matchPath } from '../../src/project/glob.js';

describe('glob', () => {
  // Cases of Go's own path.Match table that have no slash.
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['abc', 'abc', true],
    ['*', 'abc', true],
    ['*', '', true],
    ['*c', 'abc', true],
    ['a*', 'a', true],
    ['a*b*c*d*e*', 'axbxcxdxe', true],
    ['a*b?c*x', 'abxbbxdbxebxczzx', true],
    ['a*b?c*x', 'abxbbxdbxebxczzy', false],
    ['ab[c]', 'abc', true],
    ['ab[b-d]', 'abc', true],
    ['ab[e-g]', 'abc', false],
    ['ab[^c]', 'abc', false],
    ['ab[^e-g]', 'abc', true],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'ab', false],
    ['a?b', 'a☺b', true],
    ['a[^a]b', 'a☺b', true],
    ['[a-ζ]*', 'α', true],
    ['*[a-ζ]', 'A', false],
    ['[\\]a]', ']', true],
    ['[\\-x]', '-', true],
    ['[x\\-]', 'z', false],
    ['[]a]', ']', false],
    ['[-]', '-', false],
    ['[x-]', 'x', false],
    ['[a-b-c]', 'a', false],
    ['[', 'a', false],
    ['[^', 'a', false],
    ['a[', 'a', false],
    ['*x', 'xxx', true],
    ['*', '.env', true],
  ];
  for (const [pattern, name, matches] of cases) {
    it(`${pattern} ${matches ? 'matches' : 'does not match'} ${name}`, () => {
      expect(matchName(pattern, name)).to.equal(matches);
    });
  }

  it('lets ** stand for any number of components', () => {
    expect(matchPath('**/x', 'x')).to.equal(true);
    expect(matchPath('**/x', 'a/b/x')).to.equal(true);
    expect(matchPath('a/**', 'a/b/c')).to.equal(true);
    expect(matchPath('a/**/c', 'a/c')).to.equal(true);
    expect(matchPath('a/*', 'a/b/c')).to.equal(false);
  });

  it('stays quick on patterns made to be slow', () => {
    expect(matchPath('**/a/'.repeat(30) + 'x', 'a/'.repeat(60) + 'y')).to.equal(false);
    expect(matchName('a*'.repeat(30) + 'b', 'a'.repeat(200))).to.equal(false);
  });

  it('knows wildcards from escaped characters', () => {
    expect(hasWildcard('a\\*b')).to.equal(false);
    expect(hasWildcard('a[b]')).to.equal(true);
  });

  const fs = memoryFileSystem({
    'package.json': '',
    'package-lock.json': '',
    '.env': '',
    'a*b': '',
    'apps/api/package.json': '',
    'apps/web/package.json': '',
    'apps/web/src/x.ts': '',
    link: { link: 'apps' },
  });

  it('finds what a source stands for', () => {
    expect(expandGlob(fs, 'package*.json')).to.deep.equal(['package-lock.json', 'package.json']);
    expect(expandGlob(fs, './apps/*/package.json')).to.deep.equal([
      'apps/api/package.json',
      'apps/web/package.json',
    ]);
    expect(expandGlob(fs, '*')).to.include('.env');
    expect(expandGlob(fs, '.')).to.deep.equal(['']);
    expect(expandGlob(fs, 'a\\*b')).to.deep.equal(['a*b']);
    expect(expandGlob(fs, '**/package.json')).to.have.length(3);
    expect(expandGlob(fs, 'nope*')).to.deep.equal([]);
    expect(expandGlob(fs, 'link/*/package.json')).to.have.length(2);
    expect(expandGlob(fs, '*/web')).to.deep.equal(['apps/web']);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (pattern, name) => {
        expect(matchName(pattern, name)).to.be.a('boolean');
        expect(matchPath(pattern, name)).to.be.a('boolean');
        expandGlob(fs, pattern);
      }),
    );
  });

  it('a name without special characters matches itself alone', () => {
    const plain = fc.string().filter((text) => !/[*?[\]\\/]/u.test(text));
    fc.assert(
      fc.property(plain, plain, (one, other) => {
        expect(matchName(one, other)).to.equal(one === other);
      }),
    );
  });
});
