import { argumentsAt, closingAt } from './tokens.js';
import type { SourceToken } from './tokens.js';

/** One file of the program. */
export interface SourceFile {
  readonly path: string;
  readonly tokens: readonly SourceToken[];
}

export interface Given {
  readonly file: SourceFile;
  readonly tokens: readonly SourceToken[];
}

/** A name's values: what is assigned to it, and for a parameter what its function is called with. */
interface Binding {
  readonly values: Given[];
  readonly parameterOf: { readonly name: string; readonly index: number }[];
  unknown: boolean;
}

/** What a program's names stand for. */
export interface Bindings {
  readonly names: ReadonlyMap<string, Binding>;
  readonly functions: ReadonlySet<string>;
  /** Arguments of every call, by the function's last name. */
  readonly calls: ReadonlyMap<string, readonly (readonly Given[])[]>;
}

/** A variable's name without PHP's dollar. */
export function bare(name: string): string {
  return name.replace(/^\$/, '');
}

/** Tokens of the value behind an `=` at `at`: up to the end of the statement or argument. */
function assigned(tokens: readonly SourceToken[], at: number): readonly SourceToken[] {
  let i = at + 1;
  for (; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.kind !== 'punctuation') {
      const before = tokens[i - 1];
      if (token?.fresh && i > at + 1 && before?.kind !== 'punctuation') break;
      continue;
    }
    if (/^[([{]$/.test(token.text)) i = closingAt(tokens, i);
    else if (/^(?:[)\]};,]|=>)$/.test(token.text)) break;
  }
  return tokens.slice(at + 1, i);
}

function parameterNames(tokens: readonly SourceToken[], open: number): readonly (string | null)[] {
  return argumentsAt(tokens, open).map((argument) => {
    const equals = argument.findIndex((token) => token.text === '=');
    const head = (equals < 0 ? argument : argument.slice(0, equals)).filter((token) => token.kind === 'name');
    // PHP writes types in front of the name, TypeScript and Go behind it.
    return head.find((token) => token.text.startsWith('$'))?.text ?? head[0]?.text ?? null;
  });
}

/** `= process.env` behind a pattern: `const { OUT } = process.env`. */
function isEnvironment(tokens: readonly SourceToken[], at: number): boolean {
  return ['=', 'process', '.', 'env'].every((text, index) => tokens[at + index]?.text === text);
}

/** What names a program's files declare, by what stands in them. */
export function bindingsOf(files: readonly SourceFile[]): Bindings {
  const names = new Map<string, Binding>();
  const functions = new Set<string>();
  const calls = new Map<string, Given[][]>();
  const bind = (name: string): Binding => {
    const key = bare(name);
    const found = names.get(key) ?? { values: [], parameterOf: [], unknown: false };
    names.set(key, found);
    return found;
  };
  for (const file of files) {
    const { tokens } = file;
    const declare = (name: string | null, open: number): void => {
      if (name !== null) functions.add(bare(name));
      for (const [index, parameter] of parameterNames(tokens, open).entries()) {
        if (parameter === null) continue;
        if (name === null) bind(parameter).unknown = true;
        else bind(parameter).parameterOf.push({ name: bare(name), index });
      }
    };
    tokens.forEach((token, i) => {
      const next = tokens[i + 1];
      if (
        token.kind === 'punctuation' &&
        token.text === '(' &&
        tokens[closingAt(tokens, i) + 1]?.text === '=>'
      ) {
        const equals = tokens[i - 1]?.text === 'async' ? i - 2 : i - 1;
        const name = tokens[equals]?.text === '=' ? tokens[equals - 1] : undefined;
        declare(name?.kind === 'name' ? name.text : null, i);
      }
      if (token.text === '{' && isEnvironment(tokens, closingAt(tokens, i) + 1)) {
        for (const part of argumentsAt(tokens, i)) {
          const from = part[0];
          const to = part[1]?.text === ':' ? part[2] : from;
          const at = part.findIndex((each) => each.text === '=');
          if (!from || to?.kind !== 'name') continue;
          const read: SourceToken = {
            kind: 'name',
            text: `process.env.${from.text}`,
            parts: [],
            fresh: false,
            closes: 0,
          };
          const other: SourceToken = { kind: 'punctuation', text: '??', parts: [], fresh: false, closes: 0 };
          const rest = at < 0 ? [] : [other, ...part.slice(at + 1)];
          bind(to.text).values.push({ file, tokens: [read, ...rest] });
        }
      }
      if (token.kind !== 'name') return;
      if (/^(?:function|func|fn)$/.test(token.text)) {
        const receiver = token.text === 'func' && next?.text === '(' ? closingAt(tokens, i + 1) + 1 : i + 1;
        const name = tokens[receiver];
        if (name?.kind === 'name' && tokens[receiver + 1]?.text === '(') declare(name.text, receiver + 1);
        else if (next?.text === '(') declare(null, i + 1);
        return;
      }
      if (next?.text === '=>') bind(token.text).unknown = true;
      if (/^(?:foreach|for)$/.test(token.text) && next?.text === '(') {
        const end = closingAt(tokens, i + 1);
        const head = tokens.slice(i + 2, end);
        const at = head.findIndex((each) => /^(?:as|of|in)$/.test(each.text));
        const variables = token.text === 'for' ? head.slice(0, at) : head.slice(at + 1);
        if (at >= 0) for (const each of variables) if (each.kind === 'name') bind(each.text).unknown = true;
        return;
      }
      const call = tokens[i + 1]?.text === '(' ? i + 1 : -1;
      if (call > 0) {
        const given = argumentsAt(tokens, call).map((argument) => ({ file, tokens: argument }));
        const key = bare(token.text);
        const known = calls.get(key);
        if (known) known.push(given);
        else calls.set(key, [given]);
        // A method: `name(a, b) {`.
        if (tokens[closingAt(tokens, call) + 1]?.text === '{' && !/^(?:if|for|while|switch|catch|with|foreach|elseif)$/.test(token.text) && tokens[i - 1]?.text !== '.' && tokens[i - 1]?.text !== '->') declare(token.text, call); // prettier-ignore
        return;
      }
      // `const out: string = x` has its type between.
      const typed = next?.text === ':' && tokens[i + 2]?.kind === 'name' && tokens[i + 3]?.text === '=';
      const at = typed ? i + 3 : i + 1;
      const operator = tokens[at]?.text ?? '';
      if (/^(?::=|=|\?\?=)$/.test(operator))
        bind(token.text).values.push({ file, tokens: assigned(tokens, at) });
      else if (next?.text === ':' || next?.text === '=>') {
        const before = tokens[i - 1]?.text ?? '';
        if (/^[{,]$/.test(before)) bind(token.text).values.push({ file, tokens: assigned(tokens, i + 1) });
      } else if (/^[+.]=$/.test(operator)) bind(token.text).unknown = true;
      else if (next?.text === ',' && tokens[i + 3]?.text === ':=') {
        // Go: `dir, err := …`
        bind(token.text).values.push({ file, tokens: assigned(tokens, i + 3) });
      }
    });
  }
  return { names, functions, calls };
}
