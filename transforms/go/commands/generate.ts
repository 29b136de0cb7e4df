import { opaqueEffects, mergeEffects } from '../../../src/effects/effects.js';
import { sourceScriptEffects } from '../../../src/effects/source/script.js';
import type { SourceFile } from '../../../src/effects/source/bindings.js';
import type { CommandContext, Effects } from '../../../src/effects/types.js';
import { absolutePath } from '../../../src/project/path.js';
import type { ImageView } from '../../../src/project/types.js';
import type { ShellWord } from '../../../src/shell/types.js';
import { moduleFacts } from '../source/modules.js';
import { goPath, type GoCall } from './call.js';
import { goSources } from './source-library.js';

const MOST_DIRECTORIES = 400;

function inDirectory(dir: string, name: string): string {
  return `${dir === '/' ? '' : dir}/${name}`;
}

function goFiles(dir: string, files: ImageView): readonly string[] {
  return files
    .list(dir)
    .filter((name) => name.endsWith('.go') && !name.endsWith('_test.go'))
    .map((name) => inDirectory(dir, name));
}

/** Import paths of a program's own modules, as directories; others come from the network and write nothing of ours. */
function importsIn(call: GoCall, context: CommandContext): (file: SourceFile) => readonly string[] {
  const { modules } = moduleFacts(call.cwd ?? '/', context.files, goPath(call, context.home));
  return (file) =>
    file.tokens.flatMap((token) => {
      if (token.kind !== 'string') return [];
      const owner = modules.find(
        (each) => each.path !== '' && (token.text === each.path || token.text.startsWith(`${each.path}/`)),
      );
      if (!owner) return [];
      return goFiles(owner.dir + token.text.slice(owner.path.length), context.files);
    });
}

/** Files of the program that `go run` starts; null when it is not one of the project. */
function programFiles(call: GoCall, context: CommandContext): readonly string[] | null {
  const [first] = call.packages;
  if (first === undefined || call.cwd === null) return null;
  const named = call.packages.filter((each) => each.endsWith('.go'));
  if (first.endsWith('.go')) return named.map((each) => absolutePath(each, call.cwd ?? '/'));
  if (/^\.{1,2}(?:\/|$)|^\//.test(first)) return goFiles(absolutePath(first, call.cwd), context.files);
  const { modules } = moduleFacts(call.cwd, context.files, goPath(call, context.home));
  const owner = modules.find(
    (each) => each.path !== '' && (first === each.path || first.startsWith(`${each.path}/`)),
  );
  return owner ? goFiles(owner.dir + first.slice(owner.path.length), context.files) : null;
}

/** Words behind the program's name. */
function programArguments(call: GoCall): readonly (string | null)[] {
  const first = call.packages[0] ?? '';
  const count = first.endsWith('.go') ? call.packages.filter((each) => each.endsWith('.go')).length : 1;
  const at = call.words.findIndex((word) => word.value === call.packages[count - 1]);
  return call.words.slice(at + 1).map((word) => word.value);
}

/** What `go run` of a program does: in the directory that it runs in anything, elsewhere what its source tells. */
export function runEffects(call: GoCall, context: CommandContext): Effects {
  const model = 'go run';
  if (call.cwd === null) return opaqueEffects(model, 'it runs a program that may write files');
  const base = opaqueEffects(model, 'it runs a program that may write files', [call.cwd]);
  const files = programFiles(call, context);
  if (files === null) return base;
  const args = programArguments(call);
  const beyond = sourceScriptEffects(
    {
      model: `go run ${call.packages[0] ?? ''}`,
      files,
      projects: [call.cwd],
      args,
      library: goSources,
      imports: importsIn(call, context),
      run: (what) => context.run(what),
    },
    context,
  );
  if (beyond) return { ...mergeEffects(base.model, [base, beyond]), model: base.model };
  return context.files.complete ? base : opaqueEffects(model, `the program ${call.packages[0] ?? ''} cannot be read, and it may write anywhere`); // prettier-ignore
}

/** Directories that hold what `go generate` is told to look at. */
function directoriesOf(call: GoCall, cwd: string, files: ImageView): readonly string[] {
  const found: string[] = [];
  const walk = (dir: string): void => {
    if (found.length >= MOST_DIRECTORIES) return;
    found.push(dir);
    for (const name of files.list(dir)) {
      if (/^[._]/.test(name) || /^(?:vendor|testdata|node_modules)$/.test(name)) continue;
      const path = inDirectory(dir, name);
      if (files.stat(path)?.kind === 'directory') walk(path);
    }
  };
  for (const each of call.packages.length > 0 ? call.packages : ['.']) {
    const plain = each.replace(/\/?\.\.\.$/, '') || '.';
    const dir = absolutePath(plain.endsWith('.go') ? plain.replace(/[^/]*$/, '') || '.' : plain, cwd);
    if (each.endsWith('...')) walk(dir);
    else found.push(dir);
  }
  return found;
}

/** The words of a `//go:generate` line, quotes undone and Go's own variables filled in. */
function directiveWords(line: string, path: string, context: CommandContext): readonly ShellWord[] {
  const cut = path.lastIndexOf('/');
  const own: Readonly<Record<string, string>> = {
    GOFILE: path.slice(cut + 1),
    GOPACKAGE: path.slice(0, cut).split('/').at(-1) ?? '',
    DOLLAR: '$',
    GOOS: 'linux',
  };
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map((match) => {
    const text = match[1] ?? match[2] ?? '';
    let value: string | null = '';
    let at = 0;
    for (const variable of text.matchAll(/\$(?:\{(\w+)\}|(\w+))/g)) {
      const name = variable[1] ?? variable[2] ?? '';
      const found: string | undefined = Object.hasOwn(own, name) ? own[name] : context.env(name);
      if (value !== null) value = found === undefined ? null : value + text.slice(at, variable.index) + found;
      at = variable.index + variable[0].length;
    }
    return {
      text,
      value: value === null ? null : value + text.slice(at),
      span: { start: 0, end: 0 },
      glob: false,
    };
  });
}

/**
 * What `go generate` does: it runs the commands of the files' `//go:generate` lines, each in its file's directory. A
 * generator that nobody knows is a tool of the project and writes there.
 */
export function generateEffects(call: GoCall, context: CommandContext): Effects {
  const model = 'go generate';
  const { cwd } = call;
  if (cwd === null) return opaqueEffects(model, 'it runs a program that may write files');
  const base = opaqueEffects(model, 'it runs a program that may write files', [cwd]);
  const parts: Effects[] = [];
  for (const dir of directoriesOf(call, cwd, context.files)) {
    for (const path of goFiles(dir, context.files)) {
      const text = context.files.read(path);
      if (text === null || !text.includes('//go:generate')) continue;
      for (const [, line = ''] of text.matchAll(/^\/\/go:generate[ \t]+(.+?)\r?$/gm)) {
        const words = directiveWords(line, path, context);
        const found = context.run(words, dir);
        const name = words[0]?.value ?? null;
        // Installed generators are found on PATH; shells and files of the project say themselves what they do.
        const tool = name !== null && /^[\w.-]+$/.test(name) && found.opaque?.because === `what ${name} does is not known`; // prettier-ignore
        parts.push(
          tool ? { ...found, opaque: { because: `${name} generates files`, within: [dir] } } : found,
        );
      }
    }
  }
  if (parts.length === 0) return base;
  return { ...mergeEffects(model, [base, ...parts]), model };
}
