import type { CommandContext } from '../../../src/effects/types.js';
import type { ShellWord } from '../../../src/shell/types.js';

/** Go flags that take no value; every other one takes the next word unless it is written `-flag=value`. */
const SWITCHES = new Set(
  (
    'a n v x race msan asan cover i work trimpath linkshared modcacherw json c failfast short benchmem fullpath ' +
    'compiled deps e export find m retracted test u d t fix insecure tool'
  ).split(' '),
);

const VARIABLES = [
  'CGO_ENABLED',
  'GOOS',
  'GOARCH',
  'GOFLAGS',
  'GOBIN',
  'GOPATH',
  'GO111MODULE',
  'GOROOT',
  'CC',
  'GOEXPERIMENT',
  'GOMODCACHE',
  'GOCACHE',
] as const;

/** One call of the `go` command, read. */
export interface GoCall {
  /** `build`, `install`, `mod download`, … */
  readonly verb: string;
  /** Where it runs (`-C` applied); null when not known. */
  readonly cwd: string | null;
  /** Flags in order, values null for switches and for values that are not known. */
  readonly flags: readonly { readonly name: string; readonly value: string | null; readonly text: string }[];
  /** Packages or files, as written. */
  readonly packages: readonly string[];
  /** A word of it hangs on a variable that is not known, other than a value of -ldflags and the like. */
  readonly unclear: boolean;
  readonly env: Readonly<Partial<Record<(typeof VARIABLES)[number], string>>>;
  readonly words: readonly ShellWord[];
}

/** Flags whose unknown values change nothing about where files are written. */
const HARMLESS = new Set([
  'ldflags',
  'gcflags',
  'asmflags',
  'gccgoflags',
  'p',
  'tags',
  'mod',
  'modfile',
  'run',
  'timeout',
  'buildvcs',
  'coverprofile',
  'pkgdir',
  'toolexec',
]);

/** Flags that GOFLAGS adds, as `go` splits it: on blanks. */
function goFlags(text: string | undefined): GoCall['flags'] {
  return (text ?? '')
    .split(/\s+/)
    .filter((word) => word.startsWith('-'))
    .map((word) => {
      const [name = '', ...value] = word.replace(/^--?/, '').split('=');
      return { name, value: value.length > 0 ? value.join('=') : null, text: word };
    });
}

/** Reads a call of `go`; null when it is not one (`go` alone, `go help`). */
export function readGoCall(argv: readonly ShellWord[], context: CommandContext): GoCall | null {
  let at = 1;
  let cwd = context.cwd;
  let unclear = false;
  const first = argv[at]?.value ?? null;
  if (first === null) return null;
  let verb = first;
  at++;
  if (verb === '-C' || verb.startsWith('-C=')) return null;
  if (['mod', 'work', 'tool', 'env', 'clean'].includes(verb)) {
    const second = argv[at]?.value ?? '';
    if (verb !== 'env' && verb !== 'clean' && /^[a-z]+$/.test(second)) {
      verb = `${verb} ${second}`;
      at++;
    }
  }
  const env: Partial<Record<(typeof VARIABLES)[number], string>> = {};
  for (const name of VARIABLES) {
    const value = context.env(name);
    if (value !== undefined) env[name] = value;
  }
  const takesFlags = [
    'build',
    'install',
    'get',
    'test',
    'vet',
    'run',
    'list',
    'generate',
    'fmt',
    'fix',
  ].includes(verb);
  const flags: { name: string; value: string | null; text: string }[] = takesFlags
    ? [...goFlags(env.GOFLAGS)]
    : [];
  const packages: string[] = [];
  let rest = false;
  for (; at < argv.length; at++) {
    const word = argv[at];
    if (!word) continue;
    // `-ldflags="-X main.v=$(git describe)"`: the flag is known, its value is not.
    const glued = word.value === null ? /^--?([a-z]+)=/.exec(word.text)?.[1] : undefined;
    if (glued !== undefined && !rest) {
      if (!HARMLESS.has(glued)) unclear = true;
      flags.push({ name: glued, value: null, text: word.text });
      continue;
    }
    const value = word.value;
    if (value === null) {
      unclear = true;
      packages.push(word.text);
      continue;
    }
    if (rest || !value.startsWith('-') || value === '-') {
      packages.push(value);
      // Flags stand before packages; `go run x -flag` hands the rest to the program.
      if (verb === 'run' || verb === 'tool') rest = true;
      continue;
    }
    const [name = '', ...parts] = value.replace(/^--?/, '').split('=');
    if (parts.length > 0) flags.push({ name, value: parts.join('='), text: value });
    else if (SWITCHES.has(name)) flags.push({ name, value: null, text: value });
    else {
      const next = argv[++at];
      if (next && next.value === null && !HARMLESS.has(name)) unclear = true;
      flags.push({ name, value: next?.value ?? null, text: next?.text ?? '' });
    }
  }
  const into = flags.findLast((flag) => flag.name === 'C');
  if (into) cwd = into.value === null ? null : context.resolve(into.value);
  return { verb, cwd, flags, packages, unclear, env, words: argv };
}

/** The last value given for a flag; undefined when it is not given, null when its value is not known. */
export function flagValue(call: GoCall, name: string): string | null | undefined {
  return call.flags.findLast((flag) => flag.name === name)?.value;
}

/** True when a switch of the go command is given and not turned off (`-race=false`). */
export function hasFlag(call: GoCall, name: string): boolean {
  return call.flags.some((flag) => flag.name === name && flag.value !== 'false' && flag.value !== '0');
}

/** GOPATH's first entry, `/go` in the golang images. */
export function goPath(call: Pick<GoCall, 'env'>, home: string): string {
  const value = call.env.GOPATH?.split(':')[0];
  return value || `${home}/go`;
}
