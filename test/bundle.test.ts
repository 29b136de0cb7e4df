import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createContext, runInContext, type Context } from 'node:vm';
import { expect } from 'chai';

/** The nearest directory upwards with a package.json: tests run from their sources and from dist. */
function packageRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return directory;
}

const root = packageRoot();

describe('the core in a bare virtual machine', () => {
  let context: Context;

  before(async () => {
    const { buildCore } = await import(pathToFileURL(join(root, 'scripts', 'bundle.js')).href);
    const result = await buildCore();
    context = createContext({});
    // V8 puts it into every context.
    runInContext('delete globalThis.console', context);
    runInContext(result.outputFiles[0].text, context);
  });

  function run(script: string): unknown {
    return JSON.parse(String(runInContext(`JSON.stringify(${script})`, context)));
  }

  it('has no globals of Node or a browser', () => {
    expect(run('[typeof process, typeof Buffer, typeof URL, typeof console, typeof require]')).to.deep.equal(
      Array.from({ length: 5 }, () => 'undefined'),
    );
  });

  it('parses, with a byte order mark too', () => {
    expect(run('dockopt.parseDockerfile("\\ufeffFROM node:20\\nRUN echo é\\n").bom')).to.equal(true);
    expect(
      run('dockopt.parseDockerfile("FROM node:20 AS a\\nFROM a\\n").stages.map((stage) => stage.base)'),
    ).to.deep.equal([null, 0]);
  });

  it('reads .dockerignore', () => {
    const script = `(() => {
      const files = dockopt.memoryFileSystem({ 'a/keep.txt': 'x', 'a/drop.log': 'x', 'top.log': 'x' });
      const view = dockopt.ignoredView(files, '**/*.log\\n!top.log\\n');
      return ['a/keep.txt', 'a/drop.log', 'top.log'].map((path) => view.stat(path) !== null);
    })()`;
    expect(run(script)).to.deep.equal([true, false, true]);
  });

  it('decides, also on what needs a decoder', () => {
    for (const text of [
      'FROM golang:1.22\nWORKDIR /app\nCOPY . .\nRUN go build -o app .\nCMD ["/app/app"]\n',
      'FROM node:20\nRUN printf $\'\\xc3\\xa9\\xff\'\nCMD ["node", "x.js"]\n',
    ]) {
      const input = JSON.stringify({ text, source: 'Dockerfile' });
      expect(run(`dockopt.rewrite(${input}).report.outcome`)).to.be.oneOf([
        'rewritten',
        'unchanged',
        'refused',
      ]);
    }
  });
});

describe('the bundled program', () => {
  it('loads no tables and no parsers before it knows the command', async () => {
    const { buildCli } = await import(pathToFileURL(join(root, 'scripts', 'bundle.js')).href);
    const { metafile } = await buildCli();
    const loaded = new Set<string>();
    const queue = Object.keys(metafile.outputs).filter((path) => path.endsWith('dockopt.js'));
    expect(queue).to.have.length(1);
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      if (loaded.has(path)) continue;
      loaded.add(path);
      for (const { path: next, kind } of metafile.outputs[path]?.imports ?? [])
        if (kind === 'import-statement' && next in metafile.outputs) queue.push(next);
    }
    const bytes = [...loaded].reduce((sum, path) => sum + metafile.outputs[path].bytes, 0);
    expect(bytes).to.be.lessThan(64 * 1024);
  });

  it('names no directory of the machine that made it', async () => {
    const { buildCli } = await import(pathToFileURL(join(root, 'scripts', 'bundle.js')).href);
    const { outputFiles } = await buildCli();
    for (const file of outputFiles) expect(file.text.includes(root), file.path).to.equal(false);
    expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).bin.dockopt).to.equal(
      './dist/cli/dockopt.js',
    );
  });
});
