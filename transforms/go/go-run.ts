import { absolutePath } from '../../src/project/path.js';
import type { Evidence, Refusal } from '../../src/classify/types.js';
import type { Facts, StartChange } from '../../src/transform/types.js';
import type { Consumers } from './consumers.js';
import { sourceMount } from './consumers.js';
import { executableName, importPathOf } from './commands/output.js';
import type { Entry } from './entry.js';

/** Flags of `go run` that `go build` takes as well. */
const SWITCHES = new Set(['race', 'msan', 'asan', 'trimpath', 'v', 'a', 'n', 'x', 'work', 'modcacherw']);
const VALUED = new Set([
  'tags',
  'ldflags',
  'gcflags',
  'asmflags',
  'mod',
  'modfile',
  'buildmode',
  'p',
  'buildvcs',
  'installsuffix',
]);

export interface GoRun {
  readonly start: StartChange;
  /** Absolute path of the program that the build stage makes. */
  readonly program: string;
  readonly dir: string;
  readonly only: readonly string[] | null;
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function refusal(code: string, message: string, entry: Entry, unlock: string): { readonly refusal: Refusal } {
  return { refusal: { code, message, at: entry.at, unlock } };
}

/**
 * `go run` as the start command: a `go build` at the end of the build stage and the program it makes. Only for packages or
 * files of the image, without -exec, without words that the running container fills in, and when no compose file mounts
 * the sources over it: then the image is a development image.
 */
export function convertGoRun(
  facts: Facts,
  entry: Entry,
  found: Consumers,
): { readonly run: GoRun } | { readonly refusal: Refusal } {
  const { contract } = facts;
  const mount = sourceMount(facts, found);
  if (mount)
    return refusal(
      'E-DEV-IMAGE',
      `${mount.file}:${mount.line} mounts the sources over ${mount.target}: the image is used for development`,
      entry,
      'give the mount up, or use another Dockerfile for production',
    );
  const inEntrypoint = (contract.entrypoint?.length ?? 0) > 0;
  const own = (inEntrypoint ? contract.entrypoint : contract.cmd) ?? [];
  const shell = inEntrypoint ? contract.entrypointShell : contract.cmdShell;
  const words = shell
    ? (own.at(-1) ?? '')
        .trim()
        .replace(/^exec\s+/, '')
        .split(/\s+/)
    : own;
  const odd = 'start with `go build` in the Dockerfile and the program it makes';
  if (words[0] !== 'go' || words[1] !== 'run' || entry.script)
    return refusal(
      'E-DEV-IMAGE',
      'go run stands inside another command, so the start command cannot be replaced',
      entry,
      odd,
    );
  if (shell && words.some((word) => /[$`"'\\;&|<>*?(){}~]/.test(word)))
    return refusal('E-DEV-IMAGE', 'the shell fills in words of the go run command at start', entry, odd);
  const flags: string[] = [];
  let at = 2;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) break;
    const [name = '', ...value] = word.replace(/^--?/, '').split('=');
    if (SWITCHES.has(name)) flags.push(word);
    else if (VALUED.has(name)) flags.push(word, ...(value.length > 0 ? [] : [words[++at] ?? '']));
    else return refusal('E-DEV-IMAGE', `go run has a flag that go build does not take: ${word}`, entry, odd);
  }
  const files: string[] = [];
  while ((words[at] ?? '').endsWith('.go')) files.push(words[at++] ?? '');
  const named = files.length > 0 ? null : words[at++];
  const rest = words.slice(at);
  if (files.length === 0 && named === undefined)
    return refusal('E-ENTRY-UNKNOWN', 'go run names no package', entry, odd);
  if (named?.includes('@'))
    return refusal('E-DEV-IMAGE', `go run downloads ${named} at every start`, entry, odd);
  if (
    named &&
    !/^\.{1,2}(?:\/|$)|^\//.test(named) &&
    facts.context.complete &&
    importPathOf(contract.workdir, facts.files, '/go') === null
  )
    return refusal('E-ENTRY-UNKNOWN', `the package ${named} is not in the build context`, entry, odd);
  const target = named ?? files[0] ?? '.';
  const path = absolutePath(target, contract.workdir);
  const dir = files.length > 0 ? path.slice(0, path.lastIndexOf('/')) || '/' : path;
  const name =
    executableName(
      files.length > 0
        ? (target.split('/').at(-1) ?? '').replace(/\.go$/, '')
        : (importPathOf(dir, facts.files, '/go') ?? dir),
    ) || 'app';
  // In golang images everybody may write to /go/bin; elsewhere only root has a place on PATH.
  const golang = facts.base?.repository === 'golang';
  const root = /^(?:|0|root)(?::.*)?$/.test(contract.user);
  if (!golang && !root)
    return refusal('E-DEV-IMAGE', `${contract.user} has no place to build the program in`, entry, odd);
  const program = root ? `/usr/local/bin/${name}` : `/go/bin/${name}`;
  const evidence: Evidence[] = [
    {
      rule: 'go/run-to-build',
      because: 'go run compiled the program at every start; it is compiled once, in the build',
      at: entry.at,
    },
    {
      rule: 'go/run-exit-code',
      because:
        'go run ends with 1 and prints "exit status N" whatever the program returned, and does not pass signals on; the program itself does both right',
      at: entry.at,
    },
  ];
  const replaced = [program, ...rest];
  return {
    run: {
      program,
      dir,
      only: files.length > 0 ? files.map((each) => each.slice(each.lastIndexOf('/') + 1)) : null,
      start: {
        entrypoint: inEntrypoint ? replaced : null,
        // Default arguments stay CMD's; in shell form ENTRYPOINT never got them.
        cmd: !inEntrypoint ? replaced : shell ? null : contract.cmd,
        build: [
          'go build',
          ...flags.map(quote),
          '-o',
          program,
          ...(files.length > 0 ? files : [target]).map(quote),
        ].join(' '),
        tier: 'T2',
        allow: null,
        evidence,
      },
    },
  };
}
