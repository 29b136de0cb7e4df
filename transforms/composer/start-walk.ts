import type { Evidence } from '../../src/classify/types.js';
import { inside, nameOf } from '../../src/effects/commands/place.js';
import { SHELL_BUILTINS, SHELLS } from '../../src/shell/names.js';
import { parseShell } from '../../src/shell/parse.js';
import type { ShellCommand, ShellWord } from '../../src/shell/types.js';
import type { Facts } from '../../src/transform/types.js';
import { readManifest } from './manifest.js';

/** A program call that happens at run time, with where it is written. */
export interface StartedCall {
  /** Base name; the words behind it, null where one is not known. */
  readonly name: string;
  readonly args: readonly (string | null)[];
  readonly evidence: Evidence;
}

/** Programs of the base images that only start what follows, with the number of words of their own. */
const WRAPPERS: Readonly<Record<string, number>> = {
  'docker-php-entrypoint': 0,
  exec: 0,
  command: 0,
  tini: 0,
  'dumb-init': 0,
  nohup: 0,
  time: 0,
  env: 0,
  sudo: 0,
  gosu: 1,
  'su-exec': 1,
  nice: 0,
  catatonit: 0,
  timeout: 1,
};
/** Arguments that the wrapped program gets as they come: `"$@"`, `$@`, `$*`. */
const PASSED = /^"?\$(?:\{?[@*]\}?)"?$/;
const SYSTEM_BIN = /^(?:\/usr(?:\/local)?)?\/s?bin\//;

/** What is found on the way, filled while scripts are read. */
export interface Walk {
  readonly facts: Facts;
  readonly calls: StartedCall[];
  readonly gaps: string[];
  readonly read: Set<string>;
  /** What `"$@"` stands for in the entry script. */
  readonly passed: readonly (string | null)[];
}

const LOCATES = /^"?(?:\$\(|`)\s*(?:which|command -v|type -p)\s+"?([\w.-]+)"?\s*[)`]"?$/;

function evidence(because: string): Evidence {
  return { rule: 'composer/started', because, at: null };
}

/** Reads a script of the image; false when it is not there. */
export function visitScript(path: string, walk: Walk, depth: number): boolean {
  if (walk.read.has(path)) return true;
  const text = walk.facts.files.read(path);
  if (text === null) return false;
  walk.read.add(path);
  const shebang = /^#!\s*(\S+)(?:[ \t]+(\S+))?/.exec(text);
  const interpreter = nameOf(shebang?.[1] ?? '/bin/sh');
  const program = interpreter === 'env' ? nameOf(shebang?.[2] ?? '') : interpreter;
  if (shebang)
    walk.calls.push({
      name: program,
      args: [path],
      evidence: evidence(`${path} names it as its interpreter`),
    });
  if (program === 'php') return true;
  if (!SHELLS.has(program)) {
    walk.gaps.push(`${path} is a ${program} script, which is not read`);
    return true;
  }
  visitText(text, `${path} calls it`, walk, depth + 1);
  return true;
}

/** Reads a shell text: what it calls, scripts and substitutions included. `because` is what a report says of its calls. */
export function visitText(text: string, because: string, walk: Walk, depth: number): void {
  if (depth > 8) return;
  const functions = new Set(
    [...text.matchAll(/^\s*(?:function\s+)?([\w-]+)\s*\(\)/gm)].map((match) => match[1] ?? ''),
  );
  const env = (name: string): string | undefined => walk.facts.contract.env[name];
  /** Variables that hold a program's place: `PHP=$(which php)`. */
  const located = new Map<string, string>();
  const visit = (command: ShellCommand): void => {
    if (command.type === 'simple') {
      for (const { name, value } of command.assignments) {
        const found = LOCATES.exec(value?.text ?? '')?.[1];
        if (found) located.set(name, found);
        else located.delete(name);
      }
    }
    if (command.type === 'compound') command.commands.forEach(visit);
    else if (command.type === 'opaque')
      walk.gaps.push(`${because.replace(/ calls it$/, '')} could not be read: ${command.because}`);
    else if (command.argv.length > 0) {
      const words = command.argv.flatMap((word): readonly (string | null)[] => {
        if (PASSED.test(word.text)) return walk.passed;
        const variable = /^"?\$\{?(\w+)\}?"?$/.exec(word.text)?.[1];
        return [word.value ?? located.get(variable ?? '') ?? null];
      });
      if (typeof words[0] === 'string' && functions.has(words[0])) return;
      visitWords(words, because, walk, depth, command.argv[0]);
    }
    if (command.type === 'simple') substitutions(command.argv, because, walk, depth);
  };
  parseShell(text, env).units.forEach((unit) => visit(unit.command));
}

/** Command substitutions in words call programs too. */
function substitutions(argv: readonly ShellWord[], because: string, walk: Walk, depth: number): void {
  for (const word of argv) {
    if (word.value !== null) continue;
    for (const match of word.text.matchAll(/\$\(([^()]*)\)|`([^`]*)`/g))
      visitText(match[1] ?? match[2] ?? '', because, walk, depth + 1);
  }
}

/** Words behind a wrapper's own options and arguments. */
function wrapped(words: readonly (string | null)[], own: number): readonly (string | null)[] {
  let left = own;
  for (let i = 1; i < words.length; i++) {
    const word = words[i];
    if (word === '--') return words.slice(i + 1);
    if (word !== null && word !== undefined && (word.startsWith('-') || /^\w+=/.test(word))) {
      if (/^-[ugC]$/.test(word)) i++;
      continue;
    }
    if (left > 0) left--;
    else return words.slice(i);
  }
  return [];
}

/** Follows one call: through wrappers, shells, services and scripts. A null word is one whose value is not known. */
export function visitWords(
  words: readonly (string | null)[],
  because: string,
  walk: Walk,
  depth: number,
  written?: ShellWord,
): void {
  const first = words[0];
  if (first === undefined || depth > 8) return;
  if (first === null) {
    walk.gaps.push(
      `${because.replace(/ calls it$/, '')} starts a program whose name it computes: ${written?.text ?? ''}`,
    );
    return;
  }
  const name = nameOf(first);
  const args = words.slice(1);
  if (name === '.' || name === 'source') {
    const path = args[0];
    if (
      typeof path !== 'string' ||
      (!visitScript(inside(walk.facts.contract.workdir || '/', path), walk, depth) &&
        !visitScript(path, walk, depth))
    ) {
      walk.gaps.push(`${because.replace(/ calls it$/, '')} sources a file that could not be read`);
    }
    return;
  }
  if (name === 'eval') {
    walk.gaps.push(`${because.replace(/ calls it$/, '')} runs text with eval`);
    return;
  }
  if (name === 'docker-php-entrypoint' && typeof args[0] === 'string' && args[0].startsWith('-')) {
    visitWords(['php', ...args], because, walk, depth);
    return;
  }
  if (Object.hasOwn(WRAPPERS, name)) {
    if (!SHELL_BUILTINS.has(name)) walk.calls.push({ name, args, evidence: evidence(because) });
    visitWords(wrapped(words, WRAPPERS[name] ?? 0), because, walk, depth + 1);
    return;
  }
  if (SHELL_BUILTINS.has(name) || name === '') return;
  walk.calls.push({ name, args, evidence: evidence(because) });
  if (name === 'composer') visitComposerScript(args, because, walk, depth);
  if ((name === 'service' || name === 'rc-service') && typeof args[0] === 'string') {
    walk.calls.push({ name: args[0], args: args.slice(1), evidence: evidence(because) });
    return;
  }
  if (SHELLS.has(name)) {
    const at = args.findIndex((arg) => arg !== null && /^-\w*c$/.test(arg));
    const text = at >= 0 ? args[at + 1] : undefined;
    const file = args.find((arg) => arg !== null && !arg.startsWith('-'));
    if (typeof text === 'string') visitText(text, because, walk, depth + 1);
    else if (
      typeof file !== 'string' ||
      !visitScript(
        inside(walk.facts.contract.workdir || '/', file.startsWith('/') ? `/${file}` : file),
        walk,
        depth,
      )
    ) {
      if (!(
        typeof file === 'string' &&
        file.startsWith('/') &&
        visitScript(inside('/', file), walk, depth)
      )) {
        walk.gaps.push(`${because.replace(/ calls it$/, '')} runs a shell script that could not be read`);
      }
    }
    return;
  }
  const path = first.startsWith('/')
    ? inside('/', first)
    : first.includes('/')
      ? inside(walk.facts.contract.workdir || '/', first)
      : null;
  if (path !== null) {
    if (!visitScript(path, walk, depth) && !SYSTEM_BIN.test(path))
      walk.gaps.push(`${path} is started and could not be read`);
    return;
  }
  const onPath = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'].find(
    (directory) => walk.facts.files.stat(`${directory}/${name}`),
  );
  if (onPath !== undefined) visitScript(`${onPath}/${name}`, walk, depth);
  // The base image's own entry script ends by running its arguments (wordpress, drupal, nextcloud).
  else if (/entrypoint(?:\.sh)?$/.test(name)) visitWords(args, because, walk, depth + 1);
}

/** `composer start`: the lines of the script in composer.json. */
function visitComposerScript(
  args: readonly (string | null)[],
  because: string,
  walk: Walk,
  depth: number,
): void {
  const words = args.filter((arg) => arg !== null && !arg.startsWith('-'));
  const name = words[0] === 'run-script' || words[0] === 'run' ? words[1] : words[0];
  const scripts = readManifest(walk.facts.files, walk.facts.contract.workdir || '/')?.scripts ?? {};
  if (typeof name !== 'string' || !Object.hasOwn(scripts, name)) return;
  for (const line of scripts[name] ?? [])
    visitText(line.replace(/^@(?=php |composer )/, ''), because, walk, depth + 1);
}
