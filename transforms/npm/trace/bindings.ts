import { ts } from 'ts-morph';
import { plainModule } from '../module-names.js';

/** Something that a module exports; `*` is the module itself. */
export interface ModuleMember {
  readonly module: string;
  readonly member: string;
}

/** A parameter, by the function that has it. */
export interface ParameterPlace {
  readonly function: string;
  readonly index: number;
}

/**
 * The names of one file. There are no scopes: a name that is declared twice is known by none of its values, which is safe and
 * spares a type checker.
 */
export interface Bindings {
  /** Names bound to (parts of) other modules. */
  readonly modules: ReadonlyMap<string, ModuleMember>;
  /** Names that are declared once and never assigned again, with their value. */
  readonly constants: ReadonlyMap<string, ts.Expression>;
  /** Names that run over a collection: `for (const x of list)`, `list.forEach((x) => …)`. */
  readonly elements: ReadonlyMap<string, ts.Expression>;
  readonly parameters: ReadonlyMap<string, ParameterPlace>;
  /** Arguments of each call of a function by its name; null when the function is also used otherwise. */
  readonly callsOf: (name: string) => readonly (readonly ts.Expression[])[] | null;
  readonly declared: ReadonlySet<string>;
  /** Expressions that give a module or a part of it to a name of this file, and the loading calls in them. */
  readonly bound: ReadonlySet<ts.Node>;
}

/** `(0, x.y)`, as compilers write a name that is imported: `x.y` without `x` as its `this`. */
function isDetached(node: ts.Expression): node is ts.BinaryExpression {
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.CommaToken &&
    ts.isNumericLiteral(node.left)
  );
}

/** Takes off parentheses, type assertions and `await`, which change nothing about where a value comes from. */
export function plain(node: ts.Expression): ts.Expression {
  let at = node;
  for (;;) {
    if (
      ts.isParenthesizedExpression(at) ||
      ts.isAsExpression(at) ||
      ts.isSatisfiesExpression(at) ||
      ts.isNonNullExpression(at) ||
      ts.isTypeAssertionExpression(at) ||
      ts.isAwaitExpression(at)
    )
      at = at.expression;
    else if (isDetached(at)) at = at.right;
    else return at;
  }
}

/** The text of a string literal, also one in back-quotes without holes; null for anything else. */
export function stringOf(node: ts.Node | undefined): string | null {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : null;
}

/** The name of a property access, `a.b` and `a['b']` alike. */
export function propertyOf(node: ts.Expression): string | null {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  return ts.isElementAccessExpression(node) ? stringOf(node.argumentExpression) : null;
}

/** What a property access is made on; null when it is none. */
export function ownerOf(node: ts.Expression): ts.Expression | null {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) ? node.expression : null;
}

const interop = /^(?:_?_?interop\w*|_?__importDefault|_?__importStar|__toESM|promisify|pify|memoize)$/;

function memberIn(
  node: ts.Expression,
  modules: ReadonlyMap<string, ModuleMember>,
  constants: ReadonlyMap<string, ts.Expression>,
  depth: number,
): ModuleMember | null {
  if (depth > 12) return null;
  const at = plain(node);
  const again = (next: ts.Expression): ModuleMember | null => memberIn(next, modules, constants, depth + 1);
  if (ts.isIdentifier(at)) {
    const found = modules.get(at.text);
    if (found) return found;
    const value = constants.get(at.text);
    return value === undefined ? null : again(value);
  }
  const owner = ownerOf(at);
  const property = propertyOf(at);
  if (owner !== null && property !== null) {
    const from = again(owner);
    if (from === null) return null;
    const whole = from.member === '*' || from.member === 'default' || from.member === 'promises';
    return { module: from.module, member: whole ? property : `${from.member}.${property}` };
  }
  if (!ts.isCallExpression(at)) return null;
  const [first] = at.arguments;
  const callee = plain(at.expression);
  if (ts.isIdentifier(callee) && callee.text === 'require') {
    const name = stringOf(first);
    return name === null ? null : { module: plainModule(name), member: '*' };
  }
  if (at.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const name = stringOf(first);
    return name === null ? null : { module: plainModule(name), member: '*' };
  }
  const called = ts.isIdentifier(callee) ? callee.text : propertyOf(callee);
  if (called !== null && interop.test(called) && first !== undefined) return again(first);
  if (called === 'bind') {
    const bound = ownerOf(callee);
    return bound === null ? null : again(bound);
  }
  return null;
}

/** Which export of which module an expression is; null when it is not seen to be one. */
export function memberOf(node: ts.Expression, bindings: Bindings): ModuleMember | null {
  return memberIn(node, bindings.modules, bindings.constants, 0);
}

/** Does other code of the project get this by `export`? */
export function isExported(node: ts.FunctionDeclaration | ts.VariableStatement): boolean {
  return ts.getModifiers(node)?.some((each) => each.kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

/** The expressions that a value goes through up to the call that loads its module: `promisify(require('x').y)`. */
function chainOf(value: ts.Expression): readonly ts.Expression[] {
  const chain: ts.Expression[] = [];
  let at: ts.Expression | undefined = value;
  while (at !== undefined && chain.length < 12) {
    at = plain(at);
    chain.push(at);
    at = ownerOf(at) ?? (ts.isCallExpression(at) ? at.arguments[0] : undefined);
  }
  return chain;
}

/** `import('x')` of `import('x').then(…)`, and the list of `Promise.all([import('x'), …]).then(…)`. */
function promised(node: ts.Expression): readonly ts.Expression[] | null {
  const at = plain(node);
  if (!ts.isCallExpression(at)) return null;
  if (at.expression.kind === ts.SyntaxKind.ImportKeyword) return [at];
  const [list] = at.arguments;
  const callee = plain(at.expression);
  const owner = ownerOf(callee);
  const all = owner !== null && ts.isIdentifier(owner) && owner.text === 'Promise';
  if (!all || list === undefined || !/^all(?:Settled)?$/.test(propertyOf(callee) ?? '')) return null;
  const values = plain(list);
  return ts.isArrayLiteralExpression(values) ? values.elements : null;
}

const iterators = new Set(['forEach', 'map', 'flatMap', 'filter', 'some', 'every', 'find']);

/** Reads every declaration of a file. */
export function readBindings(tree: ts.SourceFile): Bindings {
  const modules = new Map<string, ModuleMember>();
  const constants = new Map<string, ts.Expression>();
  const elements = new Map<string, ts.Expression>();
  const parameters = new Map<string, ParameterPlace>();
  const declarations = new Map<string, number>();
  const assigned = new Set<string>();
  const exported = new Set<string>();
  const changed = new Set<string>();
  const mentions = new Map<string, number>();
  const calls = new Map<string, (readonly ts.Expression[])[]>();
  const bound = new Set<ts.Node>();

  const declare = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) {
      declarations.set(name.text, (declarations.get(name.text) ?? 0) + 1);
      return;
    }
    for (const element of name.elements) if (ts.isBindingElement(element)) declare(element.name);
  };
  const bindModule = (name: ts.BindingName, value: ts.Expression): void => {
    if (ts.isArrayBindingPattern(name)) {
      // const [{ $ }, x] = await Promise.all([import('zx'), …])
      for (const [index, each] of (promised(value) ?? []).entries()) {
        const element = name.elements[index];
        if (element !== undefined && ts.isBindingElement(element)) bindModule(element.name, each);
      }
      return;
    }
    const from = memberIn(value, modules, constants, 0);
    if (from === null) return;
    const whole =
      ts.isIdentifier(name) ||
      name.elements.every((each) => ts.isIdentifier(each.name) && !each.dotDotDotToken);
    if (whole) for (const each of chainOf(value)) bound.add(each);
    if (ts.isIdentifier(name)) modules.set(name.text, from);
    else if (ts.isObjectBindingPattern(name))
      for (const element of name.elements) {
        if (!ts.isIdentifier(element.name)) continue;
        const property =
          element.propertyName === undefined
            ? element.name.text
            : ts.isIdentifier(element.propertyName)
              ? element.propertyName.text
              : stringOf(element.propertyName);
        if (property !== null) modules.set(element.name.text, { module: from.module, member: property });
      }
  };
  const bindParameters = (name: string | null, node: ts.SignatureDeclaration): void => {
    for (const [index, parameter] of node.parameters.entries()) {
      declare(parameter.name);
      if (name !== null && ts.isIdentifier(parameter.name) && parameter.initializer === undefined)
        parameters.set(parameter.name.text, { function: name, index });
    }
  };
  const bindImport = (node: ts.ImportDeclaration): void => {
    const module = stringOf(node.moduleSpecifier);
    const clause = node.importClause;
    if (module === null || clause === undefined) return;
    const from = plainModule(module);
    if (clause.name) modules.set(clause.name.text, { module: from, member: 'default' });
    const named = clause.namedBindings;
    if (named === undefined) return;
    if (ts.isNamespaceImport(named)) modules.set(named.name.text, { module: from, member: '*' });
    else
      for (const each of named.elements)
        modules.set(each.name.text, { module: from, member: (each.propertyName ?? each.name).text });
  };

  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      mentions.set(node.text, (mentions.get(node.text) ?? 0) + 1);
      return;
    }
    if (ts.isImportDeclaration(node)) {
      bindImport(node);
      return;
    }
    if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      const module = stringOf(node.moduleReference.expression);
      if (module !== null) modules.set(node.name.text, { module: plainModule(module), member: '*' });
    }
    // A module that is loaded for what it does by itself is given to nobody.
    if (ts.isExpressionStatement(node)) bound.add(plain(node.expression));
    if (ts.isVariableStatement(node) && isExported(node))
      for (const each of node.declarationList.declarations)
        if (ts.isIdentifier(each.name)) exported.add(each.name.text);
    if (ts.isVariableDeclaration(node)) {
      declare(node.name);
      if (node.initializer !== undefined) {
        bindModule(node.name, node.initializer);
        if (ts.isIdentifier(node.name)) {
          constants.set(node.name.text, node.initializer);
          const value = plain(node.initializer);
          if (ts.isArrowFunction(value) || ts.isFunctionExpression(value))
            bindParameters(node.name.text, value);
        }
      }
    } else if (ts.isFunctionDeclaration(node)) {
      if (node.name) declare(node.name);
      if (node.name && isExported(node)) exported.add(node.name.text);
      bindParameters(node.name?.text ?? null, node);
    } else if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) {
      bindParameters(null, node);
    } else if (ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node) || ts.isSetAccessor(node)) {
      bindParameters(null, node);
    } else if (ts.isClassDeclaration(node) && node.name) {
      declare(node.name);
    } else if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment) {
        const left = plain(node.left);
        if (ts.isIdentifier(left)) {
          assigned.add(left.text);
          if (!modules.has(left.text)) bindModule(left, node.right);
        }
        const owner = ownerOf(left);
        if (owner !== null && ts.isIdentifier(owner)) changed.add(owner.text);
      }
    } else if (ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer)) {
      const name = node.initializer.declarations[0]?.name;
      if (name !== undefined && ts.isIdentifier(name)) elements.set(name.text, node.expression);
    } else if (ts.isCallExpression(node)) {
      const callee = plain(node.expression);
      if (ts.isIdentifier(callee))
        calls.set(callee.text, [...(calls.get(callee.text) ?? []), node.arguments]);
      const [callback] = node.arguments;
      const list = ownerOf(callee);
      const loaded = list !== null && propertyOf(callee) === 'then' ? promised(list) : null;
      if (
        loaded !== null &&
        callback !== undefined &&
        (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))
      ) {
        const name = callback.parameters[0]?.name;
        if (name !== undefined && ts.isArrayBindingPattern(name) && list !== null) bindModule(name, list);
        else if (name !== undefined && loaded[0] !== undefined && loaded.length === 1)
          bindModule(name, loaded[0]);
      }
      const target = /^(?:push|unshift|splice|fill)$/.test(propertyOf(callee) ?? '')
        ? list
        : /^(?:assign|defineProperty)$/.test(propertyOf(callee) ?? '')
          ? callback
          : undefined;
      if (target && ts.isIdentifier(target)) changed.add(target.text);
      if (
        list !== null &&
        callback !== undefined &&
        iterators.has(propertyOf(callee) ?? '') &&
        (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))
      ) {
        const name = callback.parameters[0]?.name;
        if (name !== undefined && ts.isIdentifier(name)) elements.set(name.text, list);
      }
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(tree, visit);

  // A function kept in a constant is visited twice, once by its name and once as an expression.
  const single = (name: string): boolean => {
    const count = declarations.get(name) ?? 0;
    return count === 1 || (count === 2 && parameters.has(name));
  };
  for (const [name, value] of constants)
    if (
      assigned.has(name) ||
      declarations.get(name) !== 1 ||
      // An object or list that is added to later is not what its literal says.
      (changed.has(name) &&
        (ts.isObjectLiteralExpression(plain(value)) || ts.isArrayLiteralExpression(plain(value))))
    )
      constants.delete(name);
  for (const name of elements.keys()) if (!single(name)) elements.delete(name);
  for (const name of parameters.keys())
    if (!single(name) || assigned.has(name) || constants.has(name)) parameters.delete(name);
  return {
    modules,
    constants,
    elements,
    parameters,
    callsOf: (name) => {
      if (exported.has(name)) return null;
      const found = calls.get(name) ?? [];
      return mentions.get(name) === found.length + 1 && found.length > 0 ? found : null;
    },
    declared: new Set(declarations.keys()),
    bound,
  };
}
