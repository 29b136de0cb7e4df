import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createContext, runInContext, type Context } from 'node:vm';
import { expect } from 'chai';
import { memoryFileSystem } from '../src/project/file-system.js';
import { rewrite } from '../src/rewrite.js';

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

describe('the core in a bare virtual machine, on the corpus', () => {
  it('rewrites an example as Node does', async () => {
    const { buildCore } = await import(pathToFileURL(join(root, 'scripts', 'bundle.js')).href);
    const { outputFiles } = await buildCore();
    const context = createContext({});
    runInContext(outputFiles[0].text, context);
    const folder = join(root, 'corpus', 'go', 'tests-before-build');
    const files = Object.fromEntries(
      readdirSync(join(folder, 'context'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [relative(join(folder, 'context'), path), readFileSync(path, 'utf8')]),
    );
    const input = { text: readFileSync(join(folder, 'Dockerfile'), 'utf8'), source: 'Dockerfile' };
    const expected = rewrite(input, {}, { context: memoryFileSystem(files) }).report;
    expect(expected.outcome).to.equal('rewritten');
    const script = `dockopt.rewrite(${JSON.stringify(input)}, {}, { context: dockopt.memoryFileSystem(${JSON.stringify(files)}) }).report`;
    const shown: unknown = JSON.parse(String(runInContext(`JSON.stringify(${script})`, context)));
    expect(shown).to.deep.equal(JSON.parse(JSON.stringify(expected)));
  });
});

describe('the bundled program', () => {
  it('loads no tables and no parsers before it knows the command', async () => {
    const { buildCli } = await import(pathToFileURL(join(root, 'scripts', 'bundle.js')).href);
    const { metafile } = await buildCli();
    const output = metafile.outputs['dist/cli/dockopt.js'];
    expect(output.bytes).to.be.lessThan(32 * 1024);
    const imports: readonly { readonly path: string }[] = output.imports;
    expect(imports.map((each) => each.path).filter((path) => !path.startsWith('node:'))).to.deep.equal([]);
  });

  it('keeps ts-morph out and loads it with the trace of sources alone', async () => {
    const { buildCli } = await import(pathToFileURL(join(root, 'scripts', 'bundle.js')).href);
    const { outputFiles, metafile } = await buildCli();
    const inputs = Object.keys(metafile.outputs['dist/cli/commands.js'].inputs);
    expect(
      inputs.filter((path) => /node_modules\/(?:ts-morph|typescript|prettier\/(?!doc))/.test(path)),
    ).to.deep.equal([]);
    const commands = outputFiles.find((file: { readonly path: string }) => file.path.endsWith('commands.js'));
    const loaded: string[] = [];
    const context = createContext({ console, process, Buffer, URL, TextDecoder, performance });
    const load = (name: string): unknown => {
      loaded.push(name);
      return createRequire(import.meta.url)(name);
    };
    runInContext(`(function (exports, require, module) {${commands.text}\n})`, context)({}, load, {
      exports: {},
    });
    expect(loaded).to.include('node:fs');
    expect(loaded).to.not.include('ts-morph');
  });

  it('starts with the compiled code beside it, without, and with a broken one', () => {
    const here = mkdtempSync(join(tmpdir(), 'dockopt-bundle-'));
    const folder = join(here, 'cli');
    cpSync(join(root, 'dist', 'cli'), folder, { recursive: true });
    const run = (): string =>
      execFileSync(process.execPath, [join(folder, 'dockopt.js'), 'rewrite', '-', '--format', 'dockerfile'], {
        input: text,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'ignore'],
      });
    const text =
      'FROM golang:1.22 AS build\nWORKDIR /a\nCOPY . .\nRUN go build -o /x .\n\nFROM scratch\nCOPY --from=build /x /x\nCMD ["/x"]\n';
    expect(existsSync(join(folder, 'commands.cache'))).to.equal(true);
    // It is read as Latin-1.
    expect(readFileSync(join(folder, 'commands.js')).every((byte) => byte < 0x80)).to.equal(true);
    const first = run();
    writeFileSync(join(folder, 'commands.cache'), 'not compiled code');
    expect(run()).to.equal(first);
    rmSync(join(folder, 'commands.cache'));
    expect(run()).to.equal(first);
    rmSync(here, { recursive: true });
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
