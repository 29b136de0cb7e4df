import { ts } from 'ts-morph';
import { type Bindings, memberOf, ownerOf, plain, propertyOf } from './bindings.js';
import { conditionOf } from './conditions.js';
import { concatAll, joinAll, type Known, literal, parentOf, unknownText } from './known.js';

/** A file's names together with the file's own. */
export interface Scope {
  readonly bindings: Bindings;
  /** Name of the file, without its directory. */
  readonly fileName: string;
  /** Values found so far. Without them a name that is used in a hundred texts is followed a hundred times. */
  readonly seen: Map<ts.Node, readonly Known[]>;
}

const fileDirectory: Known = { base: 'file', text: '', open: false, tail: '' };
const workingDirectory: Known = { base: 'cwd', text: '', open: false, tail: '' };

function isImportMeta(node: ts.Expression): boolean {
  return ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword;
}

/** Dotted names only: `process.cwd`; null for anything else. */
export function dottedName(node: ts.Expression): string | null {
  const at = plain(node);
  if (ts.isIdentifier(at)) return at.text;
  if (isImportMeta(at)) return 'import.meta';
  const owner = ownerOf(at);
  const key = propertyOf(at);
  if (owner === null || key === null) return null;
  const before = dottedName(owner);
  return before === null ? null : `${before}.${key}`;
}

function property(object: ts.ObjectLiteralExpression, name: string): ts.Expression | null {
  for (const each of object.properties)
    if (
      ts.isPropertyAssignment(each) &&
      (ts.isIdentifier(each.name) || ts.isStringLiteral(each.name)) &&
      each.name.text === name
    )
      return each.initializer;
  return null;
}

/** The value of a property of an object literal, written in place or kept in a constant; null when there is none. */
export function optionOf(node: ts.Expression | undefined, name: string, scope: Scope): ts.Expression | null {
  if (node === undefined) return null;
  const at = plain(node);
  if (ts.isObjectLiteralExpression(at)) return property(at, name);
  const value = ts.isIdentifier(at) ? scope.bindings.constants.get(at.text) : undefined;
  return value !== undefined && ts.isObjectLiteralExpression(plain(value))
    ? optionOf(value, name, scope)
    : null;
}

function unique(found: readonly Known[]): readonly Known[] {
  const seen = new Map<string, Known>();
  for (const each of found) seen.set(`${each.base}\0${each.text}\0${each.open}\0${each.tail}`, each);
  return seen.size > 24 ? [unknownText] : [...seen.values()];
}

/** The members of a list: of an array literal, or of what a glob finds. */
function elementsOf(node: ts.Expression, scope: Scope, depth: number): readonly Known[] {
  const at = plain(node);
  if (ts.isArrayLiteralExpression(at))
    return unique(at.elements.flatMap((each) => evaluateAt(each, scope, depth + 1)));
  if (ts.isIdentifier(at)) {
    const value = scope.bindings.constants.get(at.text);
    return value === undefined ? [unknownText] : elementsOf(value, scope, depth + 1);
  }
  if (!ts.isCallExpression(at)) return [unknownText];
  const callee = plain(at.expression);
  const [first] = at.arguments;
  const from = memberOf(callee, scope.bindings);
  if (
    from !== null &&
    /^(?:glob|fast-glob|tinyglobby|globby|fs)$/.test(from.module) &&
    !from.member.startsWith('readdir')
  ) {
    if (first === undefined) return [unknownText];
    // What a glob finds starts with the literal part of its pattern.
    return evaluateAt(first, scope, depth + 1).map((each) => {
      const wild = each.text.search(/[*?{[(]/);
      if (wild < 0 || each.open) return unknownText;
      const text = each.text.slice(0, each.text.lastIndexOf('/', wild) + 1);
      const tail = /[\w.]*$/.exec(each.text)?.[0] ?? '';
      return { base: each.base === 'none' ? 'cwd' : each.base, text: `/${text}`, open: true, tail };
    });
  }
  const list = ownerOf(callee);
  // `.filter(…)`, `.sort()` and the like leave the members what they are.
  if (list !== null && /^(?:filter|sort|reverse|slice|concat|toSorted)$/.test(propertyOf(callee) ?? ''))
    return elementsOf(list, scope, depth + 1);
  return [unknownText];
}

function evaluateIdentifier(name: string, scope: Scope, depth: number): readonly Known[] {
  const { bindings } = scope;
  const value = bindings.constants.get(name);
  if (value !== undefined) return evaluateAt(value, scope, depth + 1);
  if (name === '__dirname') return [fileDirectory];
  if (name === '__filename') return [{ ...fileDirectory, text: `/${scope.fileName}` }];
  const list = bindings.elements.get(name);
  if (list !== undefined) return elementsOf(list, scope, depth + 1);
  const parameter = bindings.parameters.get(name);
  const calls = parameter === undefined ? null : bindings.callsOf(parameter.function);
  if (parameter === undefined || calls === null) return [unknownText];
  // A helper that only this file calls takes what the calls give it.
  return unique(
    calls.flatMap((args) => {
      const given = args[parameter.index];
      return given === undefined ? [unknownText] : evaluateAt(given, scope, depth + 1);
    }),
  );
}

function evaluateCall(node: ts.CallExpression, scope: Scope, depth: number): readonly Known[] {
  const again = (next: ts.Expression): readonly Known[] => evaluateAt(next, scope, depth + 1);
  const callee = plain(node.expression);
  const name = dottedName(callee);
  const from = memberOf(callee, scope.bindings);
  const args = node.arguments;
  const [first] = args;
  if (name === 'process.cwd') return [workingDirectory];
  if (from?.module === 'process' && from.member === 'cwd') return [workingDirectory];
  const pathCall =
    from !== null && /^path(?:\/posix)?$|^upath$|^pathe$/.test(from.module)
      ? from.member.replace(/^posix\./, '')
      : /^path\.(\w+)$/.exec(name ?? '')?.[1];
  if (pathCall === 'join' || pathCall === 'resolve') {
    if (args.some((each) => ts.isSpreadElement(each))) return [unknownText];
    return joinAll(args.map(again), pathCall === 'resolve');
  }
  if (first !== undefined) {
    if (pathCall === 'normalize') return again(first);
    if (pathCall === 'dirname') return again(first).map(parentOf);
    if (from?.module === 'url' && /^(?:fileURLToPath|pathToFileURL)$/.test(from.member)) return again(first);
    if (name === 'String' || name === 'require.resolve' || name === 'import.meta.resolve')
      return again(first);
    if (from?.module === 'app-root-path' && from.member === 'resolve')
      return joinAll([[workingDirectory], again(first)], false);
  }
  const owner = ownerOf(callee);
  const method = propertyOf(callee);
  if (owner !== null && (method === 'toString' || method === 'trim')) return again(owner);
  if (owner !== null && method === 'join') {
    const list = plain(owner);
    const [separator = literal(',')] = first === undefined ? [] : again(first);
    if (ts.isArrayLiteralExpression(list) && !separator.open)
      return concatAll(
        list.elements.flatMap((each, index) => (index === 0 ? [again(each)] : [[separator], again(each)])),
      );
  }
  return [unknownText];
}

function evaluateAt(node: ts.Expression, scope: Scope, depth: number): readonly Known[] {
  const known = scope.seen.get(node);
  if (known !== undefined) return known;
  if (depth > 40) return [unknownText];
  // A value that hangs on itself is not known.
  scope.seen.set(node, [unknownText]);
  const found = evaluateNode(node, scope, depth);
  scope.seen.set(node, found);
  return found;
}

function evaluateNode(node: ts.Expression, scope: Scope, depth: number): readonly Known[] {
  const at = plain(node);
  const again = (next: ts.Expression): readonly Known[] => evaluateAt(next, scope, depth + 1);
  if (ts.isStringLiteralLike(at) || ts.isNumericLiteral(at)) return [literal(at.text)];
  if (ts.isIdentifier(at)) return evaluateIdentifier(at.text, scope, depth);
  if (ts.isTemplateExpression(at))
    return concatAll([
      [literal(at.head.text)],
      ...at.templateSpans.flatMap((span) => [again(span.expression), [literal(span.literal.text)]]),
    ]);
  if (ts.isConditionalExpression(at)) {
    const { whenTrue, whenFalse } = conditionOf(at.condition, scope.bindings);
    if (whenTrue === 'foreign') return again(at.whenFalse);
    if (whenFalse === 'foreign') return again(at.whenTrue);
    return unique([...again(at.whenTrue), ...again(at.whenFalse)]);
  }
  if (ts.isBinaryExpression(at)) {
    const { kind } = at.operatorToken;
    if (kind === ts.SyntaxKind.PlusToken) return concatAll([again(at.left), again(at.right)]);
    if (kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken)
      return unique([...again(at.left), ...again(at.right)]);
    return [unknownText];
  }
  if (ts.isCallExpression(at)) return evaluateCall(at, scope, depth);
  if (ts.isNewExpression(at) && dottedName(at.expression) === 'URL') {
    const [path, base] = at.arguments ?? [];
    if (path === undefined) return [unknownText];
    return base === undefined ? again(path) : joinAll([again(base).map(parentOf), again(path)], false);
  }
  const name = dottedName(at);
  if (name === 'import.meta.dirname') return [fileDirectory];
  if (name === 'import.meta.filename' || name === 'import.meta.url')
    return [{ ...fileDirectory, text: `/${scope.fileName}` }];
  if (name === 'process.env.PWD' || name === 'process.env.INIT_CWD') return [workingDirectory];
  const owner = ownerOf(at);
  const key = propertyOf(at);
  if (owner === null || key === null) return [unknownText];
  const from = memberOf(owner, scope.bindings);
  if (from?.module === 'app-root-path' && key === 'path') return [workingDirectory];
  const value = optionOf(owner, key, scope);
  if (value !== null) return again(value);
  if (key === 'pathname' || key === 'href') return again(owner);
  return [unknownText];
}

/** Every string that an expression may give, as far as it is written in the file. Never empty. */
export function evaluate(node: ts.Expression, scope: Scope): readonly Known[] {
  const found = evaluateAt(node, scope, 0);
  return found.length === 0 ? [unknownText] : found;
}
