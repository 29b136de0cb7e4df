/** What the build is for: decides which files of a package belong to it. */
export interface BuildTarget {
  readonly goos: string;
  readonly goarch: string;
  readonly tags: readonly string[];
  /** `unknown` counts as both: a file that either needs is taken. */
  readonly cgo: 'on' | 'off' | 'unknown';
}

const SYSTEMS = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos'.split(
    ' ',
  ),
);
const MACHINES = new Set(
  '386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm'.split(
    ' ',
  ),
);

/** Three values: `null` when it hangs on something that is not known (cgo). */
type Truth = boolean | null;

function tagHolds(tag: string, target: BuildTarget): Truth {
  if (tag === target.goos || tag === target.goarch || tag === 'gc') return true;
  if (tag === 'unix') return target.goos !== 'windows' && target.goos !== 'plan9' && target.goos !== 'js';
  if (tag === 'cgo') return target.cgo === 'unknown' ? null : target.cgo === 'on';
  // Release tags stand for "this version or newer"; sources that ask for a newer Go do not build at all.
  if (/^go1(\.\d+)?$/.test(tag)) return true;
  return target.tags.includes(tag);
}

function not(value: Truth): Truth {
  return value === null ? null : !value;
}

function and(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

function or(a: Truth, b: Truth): Truth {
  return not(and(not(a), not(b)));
}

/** Evaluates a `//go:build` expression; null when it hangs on an unknown. */
export function buildLineHolds(expression: string, target: BuildTarget): boolean | null {
  const words = expression.match(/&&|\|\||!|\(|\)|[\w.]+/g) ?? [];
  let at = 0;
  const unary = (): Truth => {
    const word = words[at++];
    if (word === '!') return not(unary());
    if (word !== '(') return word === undefined ? null : tagHolds(word, target);
    const inside = either();
    at++;
    return inside;
  };
  const both = (): Truth => {
    let value = unary();
    while (words[at] === '&&') {
      at++;
      value = and(value, unary());
    }
    return value;
  };
  const either = (): Truth => {
    let value = both();
    while (words[at] === '||') {
      at++;
      value = or(value, both());
    }
    return value;
  };
  return either();
}

/** Evaluates one old `// +build` line: blanks are or, commas are and. Several lines are joined by and. */
export function plusBuildHolds(text: string, target: BuildTarget): boolean | null {
  let any: Truth = false;
  for (const option of text.split(/\s+/).filter(Boolean)) {
    let all: Truth = true;
    for (const term of option.split(','))
      all = and(all, term.startsWith('!') ? not(tagHolds(term.slice(1), target)) : tagHolds(term, target));
    any = or(any, all);
  }
  return any;
}

/** Does a file name take part: no `_test.go`, no leading `_` or `.`, and GOOS/GOARCH suffixes that fit. */
export function fileNameFits(name: string, target: BuildTarget): boolean {
  if (!name.endsWith('.go') || name.endsWith('_test.go') || /^[_.]/.test(name)) return false;
  const parts = name.slice(0, -3).split('_').slice(1);
  const last = parts.at(-1) ?? '';
  const before = parts.at(-2) ?? '';
  if (MACHINES.has(last)) {
    if (last !== target.goarch) return false;
    return !SYSTEMS.has(before) || before === target.goos;
  }
  return !SYSTEMS.has(last) || last === target.goos;
}
