import { readShellCall } from '../shell/interpreter.js';
import type { ShellWord } from '../shell/types.js';
import { baseName, scriptFileEffects } from './programs.js';
import { effects, mergeEffects, opaqueEffects } from './effects.js';
import { homeOf } from './home.js';
import { optionsOf } from './leading-options.js';
import { WRAPPER_SHAPES } from './wrapper-shapes.js';
import type { WrapperShape } from './wrapper-shapes.js';
import type { CommandModel, CommandTable, Effects, RunChanges } from './types.js';

const quiet = (name: string): Effects =>
  effects(name, { programs: [name], replayable: true, confidence: 'proven' });

/** The inner command's effects; the wrapper has to be there too. */
function wrapped(name: string, inner: Effects, needed = true): Effects {
  const outer = effects(name, {
    programs: needed ? [name] : [],
    replayable: true,
    confidence: 'proven',
  });
  return { ...mergeEffects(inner.model, [inner, outer]), model: inner.model };
}

/** `wrapper [OPTIONS] COMMAND…`; what the shell does itself is not `needed` as a program. */
function prefix({ valued, skip }: WrapperShape, needed = true): CommandModel {
  return (argv, context) => {
    const name = baseName(argv[0]?.value ?? '');
    const { at, unclear } = optionsOf(argv, valued);
    const rest = argv.slice(at + skip);
    if (unclear) return opaqueEffects(name, `what ${name} runs is not known`);
    return rest.length === 0 ? quiet(name) : wrapped(name, context.run(rest), needed);
  };
}

/** `sh -c TEXT`, `bash -euo pipefail -c TEXT`, `sh FILE`. */
const shell: CommandModel = (argv, context) => {
  const name = baseName(argv[0]?.value ?? '');
  const call = readShellCall([name, ...argv.slice(1).map((word) => word.value)]);
  if (!call) return opaqueEffects(name, `what ${name} runs is not known`);
  if (call.kind === 'nothing') return quiet(name);
  if (call.kind === 'stdin') return opaqueEffects(name, `${name} runs what comes from its standard input`);
  const value = (call.at === null ? null : argv[call.at]?.value) ?? null;
  if (call.kind === 'file') return wrapped(name, scriptFileEffects(context.resolve(value), context, call));
  if (value === null) return opaqueEffects(name, `the text that ${name} -c runs is not known`);
  const changes: RunChanges = { dialect: call.dialect, errexit: call.errexit };
  return wrapped(name, context.run(value, undefined, changes));
};

/** Files that are sourced for the variables and functions they define. */
const ENVIRONMENT_FILE =
  /(?:^|\/)(?:\.?(?:bash_?rc|profile|bash_profile|bash_completion|bash_aliases|zshrc)|activate|nvm\.sh|os-release|environment|envvars|sdkman-init\.sh|emsdk_env\.sh|conda\.sh|rvm\.sh|asdf\.sh|\.cargo\/env)$/;

/** `. FILE`. */
const source: CommandModel = (argv, context) => {
  const word = argv[1];
  const text = (word?.value ?? word?.text ?? '').replace(/["']/g, '');
  const path = context.resolve(word?.value ?? null);
  if (path !== null && context.files.read(path) !== null)
    return scriptFileEffects(path, context, readShellCall(['sh', path]));
  if (ENVIRONMENT_FILE.test(text) && !/\$\(|`/.test(text))
    return effects('source', { reads: path === null ? [] : [path], replayable: true });
  return opaqueEffects('source', `${text || 'a file'} is sourced and not known`);
};

function assignmentsOf(words: readonly ShellWord[]): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    words.map((word): [string, string | null] => {
      const text = word.value ?? word.text;
      const cut = text.indexOf('=');
      return [text.slice(0, cut), word.value === null ? null : text.slice(cut + 1)];
    }),
  );
}

const isAssignment = (word: ShellWord): boolean => /^[A-Za-z_]\w*=/.test(word.value ?? word.text);

/** The words before the first one that is no assignment, and the rest. */
function splitAssignments(
  words: readonly ShellWord[],
): readonly [readonly ShellWord[], readonly ShellWord[]] {
  const end = words.findIndex((word) => !isAssignment(word));
  return end < 0 ? [words, []] : [words.slice(0, end), words.slice(end)];
}

const env: CommandModel = (argv, context) => {
  const { at, unclear, options } = optionsOf(argv, WRAPPER_SHAPES.env.valued);
  if (unclear || options.has('-S') || options.has('--split-string'))
    return opaqueEffects('env', 'what env runs is not known');
  const [assigned, command] = splitAssignments(argv.slice(at));
  if (command.length === 0) return quiet('env');
  const directory = options.get('-C') ?? options.get('--chdir');
  const cwd = directory === undefined ? undefined : context.resolve(directory);
  if (cwd === null) return opaqueEffects('env', 'the directory that env runs in is not known');
  const unset = options.get('-u') ?? options.get('--unset');
  const variables = { ...(unset ? { [unset]: null } : {}), ...assignmentsOf(assigned) };
  return wrapped('env', context.run(command, cwd, { env: variables }));
};

const sudo: CommandModel = (argv, context) => {
  const name = baseName(argv[0]?.value ?? '');
  const { at, unclear, options } = optionsOf(argv, WRAPPER_SHAPES.sudo.valued);
  if (unclear || options.has('-R') || options.has('--chroot') || options.has('-D') || options.has('--chdir'))
    return opaqueEffects(name, `what ${name} runs is not known`);
  const [assigned, command] = splitAssignments(argv.slice(at));
  if (command.length === 0) {
    return options.has('-s') || options.has('-i') ? opaqueEffects(name, 'it starts a shell') : quiet(name);
  }
  const user = options.get('-u') ?? options.get('--user') ?? 'root';
  const home = options.has('-E') || options.has('--preserve-env') ? context.home : homeOf(user, {});
  const variables = { HOME: home, ...assignmentsOf(assigned) };
  return wrapped(name, context.run(command, undefined, { user, home, env: variables }));
};

/** `gosu USER COMMAND…`, `su-exec USER COMMAND…`. */
const asUser: CommandModel = (argv, context) => {
  const name = baseName(argv[0]?.value ?? '');
  const user = argv[1]?.value;
  if (argv.length === 2 && user?.startsWith('-')) return quiet(name);
  if (user === null || user === undefined) return opaqueEffects(name, 'the user is not known');
  const home = homeOf(user, {});
  const rest = argv.slice(2);
  if (rest.length === 0) return quiet(name);
  return wrapped(name, context.run(rest, undefined, { user, home, env: { HOME: home } }));
};

const SU = new Set('-c --command -s --shell -g --group -G --supp-group -u --user -w'.split(' '));

/** `su [-] [USER] -c TEXT` in any order, `runuser -u USER -- COMMAND…`. */
const su: CommandModel = (argv, context) => {
  const name = baseName(argv[0]?.value ?? '');
  const operands: ShellWord[] = [];
  const options = new Map<string, string | null>();
  let login = false;
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i];
    if (!word) continue;
    const text = word.value;
    if (text === '-' || text === '-l' || text === '--login') login = true;
    else if (text === '--') operands.push(...argv.slice(i + 1));
    else if (text !== null && SU.has(text)) options.set(text, argv[++i]?.value ?? null);
    else if (!text?.startsWith('-')) operands.push(word);
    if (text === '--') break;
  }
  const byOption = options.get('-u') ?? options.get('--user');
  const user = byOption ?? operands[0]?.value ?? 'root';
  const home = homeOf(user, {});
  const changes: RunChanges = { user, home, env: { HOME: home } };
  const text = options.get('-c') ?? options.get('--command');
  if (typeof text === 'string') return wrapped(name, context.run(text, login ? home : undefined, changes));
  if (byOption && operands.length > 0) return wrapped(name, context.run(operands, undefined, changes));
  return opaqueEffects(name, `what ${name} runs is not known`);
};

const XARGS = new Set(
  '-a --arg-file -d --delimiter -E -I -L --max-lines -n --max-args -P --max-procs -s --max-chars'.split(' '),
);

/** `xargs COMMAND…`: the command gets operands that nobody knows. */
const xargs: CommandModel = (argv, context) => {
  const { at, unclear, options } = optionsOf(argv, XARGS);
  if (unclear) return opaqueEffects('xargs', 'what xargs runs is not known');
  const command = argv.slice(at);
  const last = command.at(-1);
  if (!last) return quiet('xargs');
  const marker = options.get('-I') ?? options.get('-i');
  const unknown = { ...last, text: '$operands', value: null, glob: false };
  const words =
    typeof marker === 'string'
      ? command.map((word) => (word.value?.includes(marker) ? { ...unknown, span: word.span } : word))
      : [...command, unknown];
  return wrapped('xargs', context.run(words));
};

/** `command -v NAME` asks; `command NAME…` runs. */
const command: CommandModel = (argv, context) => {
  const first = argv[1]?.value;
  if (first === '-v' || first === '-V')
    return effects('command -v', { replayable: true, confidence: 'proven' });
  return prefix(WRAPPER_SHAPES.command, false)(argv, context);
};

const chroot: CommandModel = () => opaqueEffects('chroot', 'it works in another root directory');

/** What the shell does itself needs no program. */
const BUILTINS: ReadonlySet<string> = new Set(['builtin', 'exec']);

const prefixes: CommandTable = Object.fromEntries(
  Object.entries(WRAPPER_SHAPES).map(([name, shape]) => [name, prefix(shape, !BUILTINS.has(name))]),
);

/** Programs that run another one: their effects are its effects. */
export const wrappers: CommandTable = {
  ...prefixes,
  sh: shell,
  bash: shell,
  ash: shell,
  dash: shell,
  '.': source,
  source,
  env,
  sudo,
  doas: sudo,
  su,
  runuser: su,
  gosu: asUser,
  'su-exec': asUser,
  's6-setuidgid': asUser,
  xargs,
  command,
  chroot,
};
