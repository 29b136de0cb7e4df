import { effects } from '../../../src/effects/effects.js';
import type { CommandContext, CommandModel, CommandTable, Effects } from '../../../src/effects/types.js';
import type { ShellWord } from '../../../src/shell/types.js';
import { ownScript } from './own-script.js';
import { runInProject } from './scripts.js';
import {
  gateEvidence,
  isSystemDirectory,
  projectDirectory,
  projectOpaque,
  withEffects,
  write,
} from './shared.js';

/** Node's options that take a value in the next word. */
const valued = ['-r', '--require', '--import', '--loader', '--experimental-loader', '-C', '--conditions', '--env-file', '--title', '--icu-data-dir', '--openssl-config', '--input-type']; // prettier-ignore

/** A node command line: preloaded modules, the script, and what is left. */
export interface NodeCall {
  readonly preloads: readonly string[];
  readonly envFiles: readonly string[];
  /** Index of the script in the words; -1 when there is none. */
  readonly scriptAt: number;
  /** Code given on the command line. */
  readonly code: string | null;
  readonly watch: boolean;
  readonly stripsTypes: boolean;
}

/** Takes a node command line apart. `words[0]` is node itself. */
export function readNodeCall(words: readonly (string | null)[]): NodeCall {
  const preloads: string[] = [];
  const envFiles: string[] = [];
  let code: string | null = null;
  let watch = false;
  let stripsTypes = false;
  for (let i = 1; i < words.length; i++) {
    const word = words[i];
    if (word === '--')
      return { preloads, envFiles, scriptAt: i + 1 < words.length ? i + 1 : -1, code, watch, stripsTypes };
    if (word === null || word === undefined || !word.startsWith('-') || word === '-')
      return { preloads, envFiles, scriptAt: code === null ? i : -1, code, watch, stripsTypes };
    const equals = word.indexOf('=');
    const name = equals > 0 ? word.slice(0, equals) : word;
    if (['-e', '--eval', '-p', '--print', '-pe', '-c', '--check'].includes(name)) {
      if (name === '-c' || name === '--check') continue;
      code = equals > 0 ? word.slice(equals + 1) : (words[++i] ?? '');
      continue;
    }
    if (name === '--watch' || name === '--watch-path') watch = true;
    if (name === '--experimental-strip-types' || name === '--experimental-transform-types')
      stripsTypes = true;
    if (!valued.includes(name)) continue;
    const value = equals > 0 ? word.slice(equals + 1) : words[++i];
    if (typeof value !== 'string') continue;
    if (['-r', '--require', '--import', '--loader', '--experimental-loader'].includes(name))
      preloads.push(value);
    if (name === '--env-file') envFiles.push(value);
  }
  return { preloads, envFiles, scriptAt: -1, code, watch, stripsTypes };
}

/** The program of the tree that a path like `node_modules/.bin/webpack` or `node_modules/webpack/bin/webpack.js` is. */
export function treeProgram(path: string): string | null {
  const bin = /(?:^|\/)node_modules\/\.bin\/([\w.@-]+)$/.exec(path);
  if (bin) return bin[1] ?? null;
  const inside = /(?:^|\/)node_modules\/(?:@[\w.-]+\/)?[\w.-]+\/(?:[\w.-]+\/)*([\w.-]+?)(?:\.[cm]?js)?$/.exec(
    path,
  );
  if (inside) return inside[1] ?? null;
  return null;
}

function inlineCode(code: string, context: CommandContext): Effects {
  const model = 'node -e';
  if (!/require|import|process\.(?:binding|dlopen)|eval|Function/.test(code))
    return effects(model, { programs: ['node'], gate: gateEvidence('node -e'), confidence: 'strong' });
  // `require('x')` alone, without anything that writes or starts, is a smoke test.
  if (/^[^;]*require\((['"])[^'"]+\1\)(?:\.[\w.]+)?;?$/.test(code) && !/fs|child_process/.test(code))
    return effects(model, { programs: ['node'], gate: gateEvidence('node -e'), confidence: 'strong' });
  return projectOpaque(
    model,
    'code on the command line may write in the project',
    projectDirectory(context, context.resolve('.')),
    { programs: ['node'] },
  );
}

const node: CommandModel = (argv, context) => {
  const call = readNodeCall(argv.map((word) => word.value));
  if (call.code !== null) return inlineCode(call.code, context);
  const script = call.scriptAt < 0 ? undefined : argv[call.scriptAt];
  const programs = ['node'];
  // Node's own test runner: tests may write in their project, and are there to fail.
  if (argv.some((word) => word.value === '--test'))
    return projectOpaque(
      'node --test',
      'tests may write in their project',
      projectDirectory(context, context.resolve('.')),
      {
        programs,
        gate: gateEvidence('node --test'),
      },
    );
  if (!script) {
    if (
      argv.slice(1).every((word) => /^(?:-v|--version|-h|--help)$/.test(word.value ?? '')) &&
      argv.length > 1
    )
      return effects('node --version', { programs, replayable: true, gate: gateEvidence('node --version') });
    return null;
  }
  const dir = context.resolve('.');
  if (script.value === null || dir === null) return null;
  const program = treeProgram(script.value);
  if (program !== null) {
    const word: ShellWord = { ...script, value: program };
    return withEffects(
      `node ${program}`,
      effects('node', { programs }),
      runInProject([word, ...argv.slice(call.scriptAt + 1)], context, dir),
    );
  }
  const root = projectDirectory(context, dir);
  if (script.value === 'ace' && argv[call.scriptAt + 1]?.value === 'build' && root !== null)
    return effects('node ace build', {
      reads: [root],
      writes: [write(`${root}/build`, 'artefact')],
      programs,
    });
  const path = context.resolve(script.value);
  if (root !== null && !isSystemDirectory(root) && path !== null && !path.startsWith(`${root}/`))
    return projectOpaque(`node ${script.value}`, `${script.value} lies outside the project`, null, {
      programs,
    });
  return ownScript('node', script.value, argv.slice(call.scriptAt + 1), context, root);
};

const nodeGyp: CommandModel = (_argv, context) => {
  const dir = projectDirectory(context, context.resolve('.'));
  if (dir === null) return null;
  return effects('node-gyp', {
    writes: [write(`${dir}/build`, 'artefact'), write(`${context.home}/.cache/node-gyp`, 'cache')],
    programs: ['node-gyp', 'python3', 'make', 'g++'],
  });
};

/** Options with a value of the programs that run a TypeScript file. */
const runnerOptions = ['-P', '--project', '-r', '--require', '--tsconfig', '--loader', '--import', '-x', '--extensions', '--presets', '-O', '--compiler-options']; // prettier-ignore

/** `tsx FILE`, `ts-node FILE`: node with a loader; without a file they ask or wait. */
function scriptRunner(name: string): CommandModel {
  return (argv, context) => {
    const dir = context.resolve('.');
    const root = projectDirectory(context, dir);
    const at = argv.findIndex((word, index) => {
      if (index === 0 || (word.value ?? '').startsWith('-')) return false;
      return !runnerOptions.includes(argv[index - 1]?.value ?? '');
    });
    const script = at < 0 ? undefined : argv[at];
    if (!script || script.value === null)
      return projectOpaque(name, `${name} works in its project`, root, { programs: [name] });
    return ownScript(name, script.value, argv.slice(at + 1), context, root);
  };
}

const scriptRunners = ['tsx', 'ts-node', 'ts-node-esm', 'babel-node', 'esno', 'zx', 'sucrase-node'];

export const nodeCommands: CommandTable = {
  node,
  'node-gyp': nodeGyp,
  ...Object.fromEntries(scriptRunners.map((name) => [name, scriptRunner(name)])),
};
