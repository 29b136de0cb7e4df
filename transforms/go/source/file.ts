import { buildLineHolds, plusBuildHolds, type BuildTarget } from './constraints.js';
import { readTokens, type GoToken } from './lexer.js';

export interface GoImport {
  readonly path: string;
  /** The name used in this file: the alias, or the last element of the path (a final `/vN` left out); `_` and `.` as written. */
  readonly name: string;
  readonly line: number;
}

/** One Go source file, as far as dockopt reads it. */
export interface GoFile {
  /** Absolute image path. */
  readonly path: string;
  readonly text: string;
  readonly packageName: string;
  readonly imports: readonly GoImport[];
  /** Patterns of `//go:embed`, relative to the file's directory. */
  readonly embeds: readonly string[];
  readonly tokens: readonly GoToken[];
  /** Index of the first token after the imports. */
  readonly body: number;
  readonly clean: boolean;
  /** Build constraint: does the file belong to the build; null when that hangs on cgo. */
  readonly included: boolean | null;
}

/** The name by which a package is usually called: Go takes it from the package clause, which is not always there to read. */
function defaultName(path: string): string {
  const parts = path.split('/');
  const last = parts.at(-1) ?? path;
  const named = /^v\d+$/.test(last) && parts.length > 1 ? (parts.at(-2) ?? last) : last;
  return named
    .replace(/\.v\d+$/, '')
    .replace(/^go-/, '')
    .replace(/[-.](?:go|golang)$/, '')
    .replaceAll('-', '_');
}

/** Words of a `//go:embed` line; they may be quoted, and `all:` only widens what is taken. */
function embedPatterns(text: string): readonly string[] {
  return (text.match(/"[^"]*"|`[^`]*`|\S+/g) ?? []).map((word) =>
    word.replace(/^["`]|["`]$/g, '').replace(/^all:/, ''),
  );
}

/** Reads one Go file. `path` is only remembered. */
export function readGoFile(path: string, text: string, target: BuildTarget): GoFile {
  const { tokens, directives, clean } = readTokens(text);
  const imports: GoImport[] = [];
  let packageName = '';
  let packageLine = 0;
  let at = 0;
  const add = (alias: GoToken | null, word: GoToken): void => {
    imports.push({ path: word.value, name: alias?.text ?? defaultName(word.value), line: word.line });
  };
  while (at < tokens.length) {
    const token = tokens[at];
    if (token?.text === ';') {
      at++;
      continue;
    }
    if (token?.text === 'package' && !packageName) {
      packageName = tokens[at + 1]?.text ?? '';
      packageLine = token.line;
      at += 2;
      continue;
    }
    if (token?.text !== 'import') break;
    at++;
    const grouped = tokens[at]?.text === '(';
    if (grouped) at++;
    while (at < tokens.length) {
      const word = tokens[at];
      if (!word || word.text === ')') {
        at++;
        break;
      }
      if (word.text === ';') {
        at++;
        continue;
      }
      if (word.kind === 'string') {
        add(null, word);
        at++;
      } else {
        const imported = tokens[at + 1];
        if (imported?.kind === 'string') add(word, imported);
        at += 2;
      }
      if (!grouped) break;
    }
  }
  const head = directives.filter((each) => each.line < packageLine);
  const modern = head.find((each) => each.name === 'build');
  let included: boolean | null = true;
  if (modern) included = buildLineHolds(modern.text, target);
  else
    for (const each of head.filter((one) => one.name === '+build')) {
      const holds = plusBuildHolds(each.text, target);
      if (holds === false) included = false;
      else if (holds === null && included) included = null;
    }
  if (imports.some((each) => each.path === 'C') && included) {
    if (target.cgo === 'off') included = false;
    if (target.cgo === 'unknown') included = null;
  }
  return {
    path,
    text,
    packageName,
    imports,
    embeds: directives.flatMap((each) => (each.name === 'embed' ? embedPatterns(each.text) : [])),
    tokens,
    body: at,
    clean,
    included,
  };
}
