import { expect } from 'chai';
import * as fc from 'fast-check';
import { ignoredView } from '../../src/project/dockerignore.js';
import { memoryFileSystem } from '../../src/project/file-system.js';
import type { ReadonlyFileSystem } from '../../src/project/types.js';

const files = {
  Dockerfile: 'FROM scratch',
  '.dockerignore': '',
  'README.md': '',
  'package.json': '{}',
  'package-lock.json': '{}',
  '.env': 'SECRET=1',
  'src/index.ts': 'x',
  'src/secret.key': 'x',
  'docs/guide/a.md': '',
  'docs/guide/b.txt': '',
  'node_modules/x/index.js': '',
  'node_modules/x/readme.md': '',
  'a/b/c/keep.txt': '',
  'a/b/drop.txt': '',
  'linked.json': { link: 'package-lock.json' },
} as const;
const fs = memoryFileSystem(files);

function all(tree: ReadonlyFileSystem, dir = ''): readonly string[] {
  return tree.list(dir).flatMap((name) => {
    const path = dir === '' ? name : `${dir}/${name}`;
    return tree.stat(path)?.kind === 'directory' ? all(tree, path) : [path];
  });
}

describe('.dockerignore', () => {
  it('hides files and directories, with comments, a BOM, CRLF and leading or trailing slashes', () => {
    const view = ignoredView(fs, '\uFEFF# a comment\r\n/node_modules/\r\n\r\n  .env  \r\n**/*.key\r\n');
    expect(view.stat('node_modules')).to.equal(null);
    expect(view.stat('node_modules/x/index.js')).to.equal(null);
    expect(view.list('')).to.not.include('node_modules');
    expect(view.read('.env')).to.equal(null);
    expect(view.stat('src/secret.key')).to.equal(null);
    expect(view.list('src')).to.deep.equal(['index.ts']);
    expect(view.read('package.json')).to.equal('{}');
    expect(view.complete).to.equal(true);
  });

  it('brings back what a later ! pattern names, and the directories that lead to it', () => {
    const view = ignoredView(fs, '*\n!src\n!a/b/c/keep.txt\nsrc/*.key');
    expect(all(view)).to.deep.equal(['a/b/c/keep.txt', 'src/index.ts']);
    expect(view.stat('a/b')?.kind).to.equal('directory');
    expect(view.stat('docs')).to.equal(null);
  });

  it('finds out about ! patterns with wildcards by looking', () => {
    const view = ignoredView(fs, 'docs\nnode_modules\n!**/*.md\nREADME.md');
    expect(view.list('docs/guide')).to.deep.equal(['a.md']);
    expect(view.list('node_modules/x')).to.deep.equal(['readme.md']);
    expect(view.stat('README.md')).to.equal(null);
  });

  it('minds the case of names', () => {
    expect(ignoredView(fs, 'readme.md').stat('README.md')?.kind).to.equal('file');
  });

  it('does not follow a link to a hidden file', () => {
    const view = ignoredView(fs, 'package-lock.json');
    expect(view.stat('linked.json')?.kind).to.equal('symlink');
    expect(view.read('linked.json')).to.equal(null);
    expect(ignoredView(fs, '').read('linked.json')).to.equal('{}');
  });

  it('treats Dockerfile and .dockerignore like any file', () => {
    expect(ignoredView(fs, 'Dockerfile\n.dockerignore').list('')).to.not.include.members([
      'Dockerfile',
      '.dockerignore',
    ]);
    expect(ignoredView(fs, 'node_modules').read('Dockerfile')).to.equal('FROM scratch');
  });

  it('does not claim to be complete over a malformed pattern', () => {
    const view = ignoredView(fs, 'a(\n.env');
    expect(view.complete).to.equal(false);
    expect(view.stat('.env')).to.equal(null);
  });

  it('asks only for what it is asked', () => {
    const asked: string[] = [];
    const spy: ReadonlyFileSystem = {
      complete: true,
      stat: (path) => {
        asked.push(path);
        return fs.stat(path);
      },
      read: fs.read,
      list: (path) => {
        asked.push(`${path}/`);
        return fs.list(path);
      },
    };
    const view = ignoredView(spy, '*\n!src/**');
    expect(view.list('')).to.deep.equal(['src']);
    expect(view.stat('node_modules/x/index.js')).to.equal(null);
    expect(asked).to.not.include('node_modules/');
  });

  it('shows a directory exactly when it shows something in it or does not ignore it, and never throws', () => {
    const part = fc.constantFrom(
      '*',
      '**',
      'src',
      'docs',
      'node_modules',
      'x',
      '*.md',
      'a',
      'b',
      '?',
      '[a-c]',
      'README.md',
    );
    const line = fc
      .tuple(fc.constantFrom('', '!', '/', '!/'), fc.array(part, { minLength: 1, maxLength: 4 }))
      .map(([start, parts]) => start + parts.join('/'));
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 6 }), (lines) => {
        const view = ignoredView(fs, lines.join('\n'));
        for (const path of Object.keys(files)) {
          const visible = view.stat(path) !== null;
          if (!visible) continue;
          const slash = path.lastIndexOf('/');
          if (slash > 0)
            expect(view.stat(path.slice(0, slash))?.kind, `${path} with ${lines.join(' | ')}`).to.equal(
              'directory',
            );
          expect(view.list(slash < 0 ? '' : path.slice(0, slash))).to.include(path.slice(slash + 1));
        }
      }),
    );
  });
});
