import { shebangOf } from '../../../src/shell/interpreter.js';
import { packagesOfBin } from '../bins.js';
import type { ModuleUse, SpawnUse } from './findings.js';
import type { ImagePaths } from './image-paths.js';
import { type Known, literal } from './known.js';
import type { Settings } from './settings.js';
import { type CommandWords, commandsOf, computedWord } from './shell-programs.js';
import type { SourceFiles } from './source-files.js';

/** What a started program adds to the facts of the file that starts it. */
export interface Started {
  readonly spawns: string[];
  /** Own code and packages that run in the new process. */
  readonly uses: ModuleUse[];
  readonly gaps: { readonly kind: 'import' | 'spawn'; readonly because: string }[];
}

export interface ProgramSurroundings {
  readonly read: (path: string) => string | null;
  readonly files: SourceFiles;
  readonly paths: ImagePaths;
  readonly settings: Settings;
  readonly root: string;
}

/** Options of node that take the next word. */
const nodeValued = /^(?:-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--env-file)$/;

interface Word {
  readonly known: Known;
  /** The whole text; null when some of it is computed or it hangs on a directory. */
  readonly text: string | null;
}

function wordOf(known: Known): Word {
  return { known, text: known.open || known.base !== 'none' ? null : known.text };
}

/** Takes apart what a file starts: programs by name, own scripts, packages that a manager or node runs. */
export function startedBy(use: SpawnUse, from: string, around: ProgramSurroundings): Started {
  const { files, paths } = around;
  const started: Started = { spawns: [], uses: [], gaps: [] };
  const at = { guarded: use.guarded, line: use.line };
  const scripts = new Set<string>();
  const followed = new Set<string>();

  const gap = (kind: 'import' | 'spawn', because: string): void => {
    started.gaps.push({ kind, because });
  };
  /** Own code that is not seen imports and starts what it likes. */
  const unseen = (because: string): void => {
    gap('import', because);
    gap('spawn', because);
  };
  const packageOfProgram = (name: string): string | null => {
    const manifest = around.settings.manifestAt(around.root)?.manifest;
    const declared = (each: string): boolean =>
      manifest !== undefined &&
      [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].some((ranges) =>
        Object.hasOwn(ranges, each),
      );
    return packagesOfBin(name).find(declared) ?? null;
  };
  const module = (specifier: Known): void => {
    started.uses.push({ kind: 'module', values: [specifier], ...at });
  };

  const nodeCall = (words: readonly Word[] | null): void => {
    started.spawns.push('node');
    if (words === null) return unseen('node is started with computed arguments');
    for (let i = 0; i < words.length; i++) {
      const word = words[i];
      if (word === undefined) return;
      const text = word.text;
      if (text !== null && /^(?:-e|-p|--eval|--print|-pe)$/.test(text)) return unseen('node runs a text');
      const next = words[i + 1];
      if (text !== null && nodeValued.test(text)) {
        if (next !== undefined && /^(?:-r|--require|--import|--loader)/.test(text)) module(next.known);
        i++;
      } else if (text === null || !text.startsWith('-')) {
        if (word.known.open) return unseen('node starts a computed file');
        started.uses.push({ kind: 'path', values: [word.known], ...at });
        return;
      }
    }
  };

  const runner = (program: string, words: readonly Word[] | null): void => {
    const texts = (words ?? []).map((word) => word.text);
    const plain = texts.filter((text) => text === null || !text.startsWith('-'));
    const [command, name] = plain;
    started.spawns.push(program);
    if (program === 'npx' || program === 'bunx' || program === 'pnpx') {
      if (typeof command !== 'string') return unseen(`${program} starts a computed program`);
      module(literal(packageOfProgram(command) ?? command.replace(/(.)@.*$/, '$1')));
      return;
    }
    if (words === null || command === null) return unseen(`${program} runs a computed command`);
    if (command === undefined || texts.includes('--version') || texts.includes('-v')) return;
    if (
      /^(?:install|i|ci|add|view|info|config|cache|root|bin|ls|list|pack|publish|outdated|prune|why)$/.test(
        command,
      )
    )
      return;
    if (command === 'exec' || command === 'dlx') {
      if (typeof name === 'string') module(literal(packageOfProgram(name) ?? name));
      else unseen(`${program} starts a computed program`);
      return;
    }
    const script = command === 'run' || command === 'run-script' ? name : command;
    if (typeof script !== 'string' || !packageScript(script, texts))
      unseen(`${program} ${command} runs a package script`);
  };

  /** Follows a script of the package that the program runs in; false when it is not known which text that is. */
  const packageScript = (called: string, words: readonly (string | null)[]): boolean => {
    // Another directory's or workspace's scripts, and words behind `--` that are not known, are not looked up.
    if (
      words.some(
        (text) => text !== null && /^(?:-C|-w|-F|--(?:prefix|cwd|dir|filter|workspaces?)\b)/.test(text),
      )
    )
      return false;
    const texts = around.settings.manifestAt(around.root)?.manifest.scripts ?? {};
    const name = called === 't' || called === 'tst' ? 'test' : called;
    const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
    if (text === undefined) return false;
    if (followed.has(name)) return true;
    followed.add(name);
    for (const each of [`pre${name}`, name, `post${name}`])
      if (Object.hasOwn(texts, each)) shell(texts[each] ?? '');
    return true;
  };

  const ownScript = (path: string, image: string | null): void => {
    const text = scripts.has(path) ? null : around.read(path);
    if (scripts.has(path)) return;
    scripts.add(path);
    const shebang = text === null ? null : shebangOf(text);
    const interpreter = shebang?.[0]?.replace(/^.*\//, '');
    if (text === null || (interpreter === undefined && !/\.(?:ba)?sh$/.test(path))) {
      // A compiled program of the project, or a text that the kernel hands to a shell.
      if (image !== null) started.spawns.push(image);
      else gap('spawn', `${path} is started`);
      return;
    }
    if (interpreter !== undefined) {
      if (interpreter === 'node') {
        started.spawns.push('node');
        started.uses.push({ kind: 'path', values: [{ ...literal(`/${path}`), base: 'none' }], ...at });
        return;
      }
      started.spawns.push(interpreter);
      if (!/^(?:ba|da|a|z|k)?sh$/.test(interpreter)) return;
    }
    shell(text);
  };

  const start = (words: readonly Word[], all: boolean): void => {
    const [program, ...rest] = words;
    if (program === undefined) return;
    const args = all ? rest : null;
    const { known } = program;
    if (known.open) return gap('spawn', 'a computed program is started');
    const text = known.text;
    if (text === '' && known.base === 'none') return;
    if (/\.(?:exe|cmd|bat|ps1)$/i.test(text)) return;
    const local = /(?:^|\/)node_modules\/\.bin\/([\w.-]+)$/.exec(text)?.[1];
    if (local !== undefined)
      return module(literal(packageOfProgram(local) ?? packagesOfBin(local)[0] ?? local));
    const name = text.slice(text.lastIndexOf('/') + 1);
    if (known.base !== 'none' || text.includes('/')) {
      const path = paths.contextOf(known, from);
      if (path !== null && files.kindOf(path) === 'file')
        return ownScript(path, paths.imageOf(known, from).path);
      const image = paths.imageOf(known, from);
      if (!text.startsWith('/') || known.base !== 'none') {
        if (image.path === null || !image.sure)
          gap('spawn', `${text} is started, which is not in the build context`);
        else started.spawns.push(image.path);
        return;
      }
    }
    if (name === 'node' || name === 'nodejs') return nodeCall(args);
    if (/^(?:npm|npx|yarn|pnpm|pnpx|bun|bunx)$/.test(name)) return runner(name, args);
    const owner = text.includes('/') ? null : packageOfProgram(text);
    if (owner !== null) return module(literal(owner));
    started.spawns.push(text);
    if (!/^(?:ba|da|a|z)?sh$/.test(name) || args === null) return;
    const option = args.findIndex((word) => word.text !== null && /^-\w*c$/.test(word.text));
    const inner = args[option + 1];
    if (option >= 0) {
      if (inner !== undefined) shellText(inner.known);
      return;
    }
    const script = args.find((word) => word.text === null || !word.text.startsWith('-'));
    if (script === undefined) return;
    const path = script.known.open ? null : paths.contextOf(script.known, from);
    if (path !== null && files.kindOf(path) === 'file') ownScript(path, null);
    else gap('spawn', `${name} runs a script that is not in the build context`);
  };

  const shell = (text: string): void => {
    const { commands, unclear } = commandsOf(text);
    for (const because of unclear) gap('spawn', because);
    for (const words of commands) startWords(words);
  };
  const startWords = (words: CommandWords): void => {
    start(
      words.map((word) => {
        const known: Known = word === null ? { base: 'none', text: '', open: true, tail: '' } : literal(word);
        return { known, text: word };
      }),
      true,
    );
  };
  const shellText = (known: Known): void => {
    if (known.base !== 'none') {
      // The path of an own program, with its arguments behind.
      const [word = ''] = known.text.split(/\s/);
      if (word === known.text && known.open) return gap('spawn', 'a computed program is started');
      start([wordOf({ ...known, text: word, open: false, tail: '' })], false);
      return;
    }
    shell(known.open ? `${known.text}${computedWord}${known.tail}` : known.text);
  };

  for (const known of use.values) {
    if (use.kind === 'shell') shellText(known);
    else {
      const args = (use.args ?? []).map((values) =>
        wordOf(values.length === 1 && values[0] ? values[0] : { ...literal(''), open: true }),
      );
      start([wordOf(known), ...args], use.args !== null);
    }
  }
  return started;
}
