import { ts } from 'ts-morph';
import { type Bindings, memberOf, ownerOf, plain, propertyOf, stringOf } from './bindings.js';
import { dottedName, evaluate, optionOf, type Scope } from './evaluate.js';
import type { Findings, Situation, UseKind } from './findings.js';
import { isUnknown, type Known } from './known.js';

const requireNames = new Set([
  'require',
  'module.require',
  'require.main.require',
  '__non_webpack_require__',
  'nativeRequire',
]);

/** Is this Node's `require`, under whatever name? */
export function isRequire(node: ts.Expression, bindings: Bindings, depth = 0): boolean {
  const at = plain(node);
  const name = dottedName(at);
  if (name !== null && requireNames.has(name) && (name !== 'require' || !bindings.constants.has('require')))
    return true;
  if (depth > 4) return false;
  if (ts.isIdentifier(at)) {
    const value = bindings.constants.get(at.text);
    return value !== undefined && isRequire(value, bindings, depth + 1);
  }
  if (ts.isConditionalExpression(at))
    return isRequire(at.whenTrue, bindings, depth + 1) || isRequire(at.whenFalse, bindings, depth + 1);
  if (!ts.isCallExpression(at)) return false;
  const from = memberOf(at.expression, bindings);
  if (from?.module === 'module' && /createRequire(?:FromPath)?$/.test(from.member)) return true;
  return dottedName(at.expression) === 'eval' && stringOf(at.arguments[0]) === 'require';
}

/** Packages that require every file of a directory. */
const directoryLoaders = new Set([
  'require-all',
  'require-dir',
  'require-directory',
  'requireindex',
  'include-all',
  'requiredir',
  'require-context',
  'node-require-directory',
]);

function addUse(
  kind: UseKind,
  values: readonly Known[],
  what: string,
  findings: Findings,
  at: Situation,
): void {
  const known = values.filter((each) => !isUnknown(each));
  if (known.length < values.length)
    findings.gaps.push({ kind: 'import', because: `${what} takes a computed name`, line: at.line });
  if (known.length > 0)
    findings.uses.push({ kind, values: known, guarded: at.guarded || at.foreign, line: at.line });
}

/** What require.resolve names is looked up and not loaded; it is a package, own code or data. */
function addLocated(values: readonly Known[], findings: Findings, at: Situation): void {
  for (const known of values) {
    if (isUnknown(known)) continue;
    const path = known.base !== 'none' || known.text.startsWith('/');
    const kind: UseKind = path ? 'mention' : 'module';
    if (path || !known.open)
      findings.uses.push({ kind, values: [known], guarded: at.guarded || at.foreign, line: at.line });
  }
}

const thisDirectory: Known = { base: 'file', text: '', open: false, tail: '' };

function readImportMeta(node: ts.CallExpression, scope: Scope, findings: Findings, at: Situation): boolean {
  const name = dottedName(node.expression);
  const [first] = node.arguments;
  if (first === undefined) return false;
  if (name === 'import.meta.resolve') {
    addLocated(evaluate(first, scope), findings, at);
    return true;
  }
  if (name !== 'import.meta.glob' && name !== 'import.meta.globEager') return false;
  const list = plain(first);
  for (const each of ts.isArrayLiteralExpression(list) ? list.elements : [list])
    addUse('glob', evaluate(each, scope), 'import.meta.glob', findings, at);
  return true;
}

/** Code that comes out of a string can import anything. */
function readEval(node: ts.CallExpression | ts.NewExpression, findings: Findings, at: Situation): boolean {
  const name = dottedName(node.expression);
  if (name !== 'eval' && name !== 'Function') return false;
  const args = node.arguments ?? [];
  const harmless = args.every((each) => {
    const text = stringOf(each);
    return text !== null && !/\b(?:require|import)\b/.test(text);
  });
  const requires = name === 'eval' && stringOf(args[0]) === 'require';
  if (!harmless && !requires)
    findings.gaps.push({ kind: 'import', because: `${name} runs a text`, line: at.line });
  return true;
}

/** `new Function(…)` and `new vm.Script(…)`. */
export function readCodeObject(
  node: ts.NewExpression,
  scope: Scope,
  findings: Findings,
  at: Situation,
): boolean {
  if (readEval(node, findings, at)) return true;
  const from = memberOf(node.expression, scope.bindings);
  if (from?.module !== 'vm' && from?.module !== 'vm2' && from?.module !== 'isolated-vm') return false;
  findings.gaps.push({ kind: 'import', because: `${from.module} runs a text`, line: at.line });
  return true;
}

/**
 * Reads calls that load code: require and import() in every form, require.resolve, require.context, import.meta.glob, directory
 * loaders, eval and vm. False when it is none of them.
 */
export function readModuleCall(
  node: ts.CallExpression,
  scope: Scope,
  findings: Findings,
  at: Situation,
): boolean {
  const [first, second] = node.arguments;
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    if (first !== undefined) addUse('module', evaluate(first, scope), 'import()', findings, at);
    return true;
  }
  const callee = plain(node.expression);
  if (isRequire(callee, scope.bindings)) {
    if (first !== undefined) addUse('module', evaluate(first, scope), 'require', findings, at);
    return true;
  }
  const owner = ownerOf(callee);
  const method = propertyOf(callee);
  if (owner !== null && isRequire(owner, scope.bindings)) {
    if (method === 'resolve' && first !== undefined) addLocated(evaluate(first, scope), findings, at);
    if (method === 'context' && first !== undefined)
      addUse('directory', evaluate(first, scope), 'require.context', findings, at);
    return true;
  }
  if (readImportMeta(node, scope, findings, at) || readEval(node, findings, at)) return true;
  const from = memberOf(callee, scope.bindings);
  if (from !== null && directoryLoaders.has(from.module)) {
    const dir = optionOf(first, 'dirname', scope) ?? first;
    addUse(
      'directory',
      dir === undefined || dottedName(dir) === 'module' ? [thisDirectory] : evaluate(dir, scope),
      from.module,
      findings,
      at,
    );
    return true;
  }
  if (from?.module === 'vm' && /^(?:runIn|compileFunction)/.test(from.member)) {
    findings.gaps.push({ kind: 'import', because: 'vm runs a text', line: at.line });
    return true;
  }
  if (from?.module === 'module' && /(?:^|\.)_load$/.test(from.member)) {
    if (first !== undefined) addUse('module', evaluate(first, scope), 'Module._load', findings, at);
    return true;
  }
  // fastify.register(autoload, { dir })
  const loader = first === undefined ? null : memberOf(first, scope.bindings);
  if (loader !== null && /^(?:@fastify\/autoload|fastify-autoload)$/.test(loader.module)) {
    const dir = optionOf(second, 'dir', scope);
    if (dir === null)
      findings.gaps.push({
        kind: 'import',
        because: `${loader.module} takes a computed directory`,
        line: at.line,
      });
    else addUse('directory', evaluate(dir, scope), loader.module, findings, at);
  }
  return false;
}
