import { ts } from 'ts-morph';
import { field } from '../../../src/project/json.js';

/** A source file as a tree, without types: names are resolved by this folder's own, cheaper rules. */
export interface ParsedSource {
  /** Context path. */
  readonly path: string;
  readonly tree: ts.SourceFile;
  /** True when the parser had to guess. */
  readonly broken: boolean;
  /** TypeScript drops imports that only types use; JavaScript keeps every one. */
  readonly typed: boolean;
}

const kinds: Readonly<Record<string, ts.ScriptKind>> = {
  ts: ts.ScriptKind.TS,
  mts: ts.ScriptKind.TS,
  cts: ts.ScriptKind.TS,
  tsx: ts.ScriptKind.TSX,
};

function extensionOf(path: string): string {
  return /\.(\w+)$/.exec(path)?.[1] ?? '';
}

/** The code of a component file: what stands in its script elements, or in Astro's front matter. Lines stay where they are. */
function embeddedCode(path: string, text: string): string | null {
  const extension = extensionOf(path);
  if (extension === 'astro') return /^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? '';
  if (extension !== 'vue' && extension !== 'svelte') return null;
  let code = '';
  let line = 0;
  for (const found of text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)) {
    const before = text.slice(0, found.index).split('\n').length - 1;
    code += '\n'.repeat(Math.max(0, before - line)) + (found[1] ?? '');
    line = code.split('\n').length - 1;
  }
  return code;
}

/** Parses one file. Never throws; syntax errors give what could be read and `broken`. */
export function parseSource(path: string, text: string): ParsedSource | null {
  const embedded = embeddedCode(path, text);
  const kind =
    embedded === null ? (kinds[extensionOf(path).toLowerCase()] ?? ts.ScriptKind.JSX) : ts.ScriptKind.TS;
  try {
    const tree = ts.createSourceFile(
      path,
      embedded ?? text,
      { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
      false,
      kind,
    );
    const problems = field(tree, 'parseDiagnostics');
    const broken = Array.isArray(problems) && problems.length > 0;
    // A template uses names that the script only imports.
    const typed = embedded === null && kind !== ts.ScriptKind.JSX;
    return { path, tree, broken, typed };
  } catch {
    // Thousands of nested expressions overflow the stack of any recursive parser.
    return null;
  }
}

/** Line of a node, counted from 1. */
export function lineOf(source: ParsedSource, node: ts.Node): number {
  return source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree)).line + 1;
}
