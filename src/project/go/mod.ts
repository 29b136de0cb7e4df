/** A module that go.mod requires. */
export interface GoRequire {
  readonly path: string;
  readonly version: string;
}

export interface GoReplace {
  readonly path: string;
  /** Null: every version is replaced. */
  readonly version: string | null;
  /** A module path, or a directory when `local`. */
  readonly target: string;
  /** True when the target is a directory, which the build then needs. */
  readonly local: boolean;
}

export interface GoMod {
  /** Null when the line is missing. */
  readonly module: string | null;
  /** The language version, e.g. `1.22` or `1.22.3`; null when absent (1.16 is meant). */
  readonly go: string | null;
  readonly requires: readonly GoRequire[];
  readonly replaces: readonly GoReplace[];
}

export interface GoWork {
  /** Module directories as written (`./api`). */
  readonly uses: readonly string[];
  readonly replaces: readonly GoReplace[];
}

interface Statement {
  readonly verb: string;
  readonly words: readonly string[];
  readonly comment: string;
}

/** Words of a line; `"…"` and back-quoted strings count as one. A comment runs from `//` to the line's end. */
function splitLine(line: string): { readonly words: readonly string[]; readonly comment: string } {
  const words: string[] = [];
  let comment = '';
  for (const found of line.matchAll(/\/\/.*|"(?:[^"\\]|\\.)*"|`[^`]*`|(?:(?!\/\/)[^\s"`()])+|[()"`]/gsu)) {
    const word = found[0];
    if (word.startsWith('//')) comment = word.slice(2).trim();
    else words.push(/^["`].*["`]$/su.test(word) && word.length > 1 ? word.slice(1, -1) : word);
  }
  return { words, comment };
}

/** Lines of words; those in parentheses carry the verb before the parenthesis. */
function statements(text: string): readonly Statement[] {
  const all: Statement[] = [];
  let verb: string | null = null;
  for (const line of text.replace(/^\uFEFF/u, '').split(/\r?\n/u)) {
    const { words, comment } = splitLine(line);
    const first = words[0];
    if (first === undefined) continue;
    if (first === ')') verb = null;
    else if (words[1] === '(') verb = first;
    else if (verb === null) all.push({ verb: first, words: words.slice(1), comment });
    else all.push({ verb, words, comment });
  }
  return all;
}

function isDirectory(target: string): boolean {
  return /^(?:\.{1,2}(?:[/\\]|$)|\/|[a-z]:[/\\])/iu.test(target);
}

function replaceOf(words: readonly string[]): GoReplace | null {
  const arrow = words.indexOf('=>');
  const path = words[0];
  const target = words[arrow + 1];
  if (arrow < 1 || path === undefined || target === undefined) return null;
  return {
    path,
    version: arrow > 1 ? (words[1] ?? null) : null,
    target,
    local: isDirectory(target),
  };
}

function lastWord(all: readonly Statement[], verb: string): string | null {
  return all.findLast((statement) => statement.verb === verb)?.words[0] ?? null;
}

function replacesOf(all: readonly Statement[]): readonly GoReplace[] {
  return all.flatMap((statement) => {
    const found = statement.verb === 'replace' ? replaceOf(statement.words) : null;
    return found === null ? [] : [found];
  });
}

/** Reads a go.mod (https://go.dev/ref/mod#go-mod-file). Lines that make no sense are passed over. */
export function goMod(text: string): GoMod {
  const all = statements(text);
  const requires: GoRequire[] = [];
  for (const { verb, words } of all) {
    const [path, version] = words;
    if (verb !== 'require' || path === undefined || version === undefined) continue;
    requires.push({ path, version });
  }
  return {
    module: lastWord(all, 'module'),
    go: lastWord(all, 'go'),
    requires,
    replaces: replacesOf(all),
  };
}

/** Reads a go.work (https://go.dev/ref/mod#go-work-file). */
export function goWork(text: string): GoWork {
  const all = statements(text);
  return {
    uses: all.flatMap(({ verb, words }) => (verb === 'use' ? words.slice(0, 1) : [])),
    replaces: replacesOf(all),
  };
}
