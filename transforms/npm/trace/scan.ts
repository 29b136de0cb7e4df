import { ts } from 'ts-morph';
import { type Bindings, isExported, memberOf, ownerOf, plain, readBindings, stringOf } from './bindings.js';
import { conditionOf, type Fate } from './conditions.js';
import { readVariable, readVariables } from './environment.js';
import { type Scope } from './evaluate.js';
import { readFileCall } from './file-calls.js';
import { type Findings, noFindings, type Situation } from './findings.js';
import { isAmbient, readImports } from './imports.js';
import { readGlob, readMention, readScriptName, readTreePath } from './mentions.js';
import { isRescued } from './rescue.js';
import { literal } from './known.js';
import { plainModule } from '../module-names.js';
import { metadataTypes } from './metadata.js';
import { isRequire, readCodeObject, readModuleCall } from './module-calls.js';
import { type Declared, readMapper, readNamedProperty, readViewEngine } from './named-loads.js';
import { lineOf, type ParsedSource } from './parse-source.js';
import { readCluster, readSpawnCall, readSpawnTag, readWorker, startsPrograms } from './spawn-calls.js';

/** What of the compiler's settings decides which imports stay in its output. */
export interface ImportRules {
  /** `verbatimModuleSyntax` and its older forms: only `import type` goes. */
  readonly verbatim: boolean;
  /** The package that JSX imports by itself (`react`); null when it uses a name that the file imports. */
  readonly jsxImport: string | null;
}

interface Context {
  readonly guarded: boolean;
  readonly foreign: boolean;
  /** Inside a path that is noted as a whole. */
  readonly inPath: boolean;
}

function under(context: Context, fate: Fate): Context {
  if (fate === 'live') return context;
  return { ...context, guarded: true, foreign: context.foreign || fate === 'foreign' };
}

/** Reads everything that a file says about modules, files, programs and variables. */
export function scanSource(source: ParsedSource, rules: ImportRules, declared: Declared): Findings {
  const findings = noFindings();
  const { tree } = source;
  const bindings: Bindings = readBindings(tree);
  const scope: Scope = {
    bindings,
    fileName: source.path.slice(source.path.lastIndexOf('/') + 1),
    seen: new Map(),
  };
  const hasPaths = /__dirname|__filename|import\.meta|cwd|\bPWD\b|INIT_CWD|app-root-path|\bresolve\b/.test(
    tree.text,
  );
  const modules = [...tree.text.matchAll(/(?:\bfrom|\b(?:require|import)\s*\()\s*['"`]([^'"`\n]+)/g)].map(
    (match) => match[1] ?? '',
  );
  const used = new Set<string>();
  let jsx = false;

  const situation = (node: ts.Node, context: Context): Situation => ({
    line: lineOf(source, node),
    guarded: context.guarded || context.foreign,
    foreign: context.foreign,
  });
  /** A function that starts programs leaves this file's sight: nobody can tell what it starts. */
  const handedOn = (node: ts.Node, context: Context): void => {
    const from = ts.isExpression(node) && !bindings.bound.has(node) ? memberOf(node, bindings) : null;
    if (from !== null && startsPrograms(from) && !context.foreign)
      findings.gaps.push({
        kind: 'spawn',
        because: `${from.module} is handed on`,
        line: lineOf(source, node),
      });
  };
  const identifier = (node: ts.Identifier, context: Context): void => {
    used.add(node.text);
    if (node.text === 'require' && !bindings.declared.has('require'))
      findings.gaps.push({ kind: 'import', because: 'require is handed on', line: lineOf(source, node) });
    const from = bindings.modules.get(node.text);
    if (from !== undefined && startsPrograms(from) && !context.foreign)
      findings.gaps.push({
        kind: 'spawn',
        because: `${node.text} of ${from.module} is handed on`,
        line: lineOf(source, node),
      });
  };
  /** Marks the names in an expression as used without taking them for values that are handed on. */
  const markUsed = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) used.add(node.text);
    else if (ts.isPropertyAccessExpression(node)) markUsed(node.expression);
    else ts.forEachChild(node, markUsed);
  };
  const children = (node: ts.Node, context: Context): void => {
    ts.forEachChild(node, (child) => visit(child, context));
  };
  const each = (nodes: readonly ts.Node[] | undefined, context: Context): void => {
    for (const node of nodes ?? []) visit(node, context);
  };

  const call = (node: ts.CallExpression, context: Context): void => {
    const at = situation(node, context);
    const caught = ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'catch';
    if (readModuleCall(node, scope, findings, at)) {
      handedOn(node, context);
      markUsed(node.expression);
      each(node.arguments, { ...context, inPath: true });
      return;
    }
    readViewEngine(node, tree.text, scope, declared, findings, at);
    if (readSpawnCall(node, scope, findings, at) || readCluster(node, scope, findings, at)) {
      markUsed(node.expression);
      each(node.arguments, context);
      return;
    }
    const files = readFileCall(node, scope, findings, at);
    const from = memberOf(node, bindings);
    const path = hasPaths && !context.inPath && !files && readMention(node, scope, findings, at);
    const inner = path || files ? { ...context, inPath: true } : context;
    // promisify(exec) is exec again; the name that it goes by is known.
    if (from !== null) {
      handedOn(node, context);
      markUsed(node);
    } else {
      visit(node.expression, caught ? { ...inner, guarded: true } : inner);
      // A callback inside fs.readFile(path, callback) is code like any other.
      for (const argument of node.arguments) visit(argument, ts.isFunctionLike(argument) ? context : inner);
    }
  };

  const variable = (node: ts.VariableDeclaration, context: Context): void => {
    if (!ts.isIdentifier(node.name)) visit(node.name, context);
    if (node.initializer === undefined) return;
    readVariables(node, findings);
    const value = plain(node.initializer);
    // const load = require: the new name is followed.
    if (isRequire(value, bindings) && !ts.isCallExpression(value)) return;
    if (ts.isIdentifier(value) && memberOf(value, bindings) !== null) used.add(value.text);
    else if (ownerOf(value) !== null && memberOf(value, bindings) !== null) {
      markUsed(value);
      if (!ts.isIdentifier(ownerOf(value) ?? value)) visit(ownerOf(value) ?? value, context);
    } else visit(node.initializer, context);
  };

  const classLike = (node: ts.ClassLikeDeclaration, context: Context): void => {
    for (const name of metadataTypes(node)) used.add(name);
    each(ts.getDecorators(node), context);
    for (const clause of node.heritageClauses ?? [])
      if (clause.token === ts.SyntaxKind.ExtendsKeyword)
        for (const type of clause.types) visit(type.expression, context);
    each(node.members, context);
  };

  const visit = (node: ts.Node, context: Context): void => {
    if (ts.isExpressionWithTypeArguments(node)) return visit(node.expression, context);
    if (ts.isTypeNode(node) || ts.isTypeParameterDeclaration(node)) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isImportDeclaration(node) || isAmbient(node)) return;
    if (ts.isIdentifier(node)) return identifier(node, context);
    if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node))
      return readTreePath(node.text, findings, situation(node, context));
    if (ts.isStringLiteralLike(node)) {
      if (context.inPath) return;
      readTreePath(node.text, findings, situation(node, context));
      readGlob(node, findings, situation(node, context));
      readScriptName(node, findings, situation(node, context));
      return;
    }
    if (ts.isImportEqualsDeclaration(node)) {
      if (!ts.isExternalModuleReference(node.moduleReference)) markUsed(node.moduleReference);
      return;
    }
    if (ts.isExportDeclaration(node)) {
      const module = stringOf(node.moduleSpecifier);
      if (module !== null && !node.isTypeOnly && startsPrograms({ module: plainModule(module), member: '*' }))
        findings.gaps.push({ kind: 'spawn', because: `${module} is handed on`, line: lineOf(source, node) });
      if (node.moduleSpecifier === undefined && !node.isTypeOnly && node.exportClause !== undefined)
        if (ts.isNamedExports(node.exportClause))
          for (const name of node.exportClause.elements) {
            const local = name.propertyName ?? name.name;
            if (name.isTypeOnly) continue;
            if (ts.isIdentifier(local)) identifier(local, context);
            else used.add(local.text);
          }
      return;
    }
    if (ts.isVariableStatement(node) && isExported(node))
      for (const { initializer } of node.declarationList.declarations) {
        const from = initializer === undefined ? null : memberOf(initializer, bindings);
        if (from !== null && startsPrograms(from) && !context.foreign)
          findings.gaps.push({
            kind: 'spawn',
            because: `${from.module} is handed on`,
            line: lineOf(source, node),
          });
      }
    if (ts.isTryStatement(node)) {
      visit(node.tryBlock, isRescued(node) ? { ...context, guarded: true } : context);
      if (node.catchClause) visit(node.catchClause, context);
      if (node.finallyBlock) visit(node.finallyBlock, context);
      return;
    }
    if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
      const condition = ts.isIfStatement(node) ? node.expression : node.condition;
      const { whenTrue, whenFalse } = conditionOf(condition, bindings);
      visit(condition, context);
      visit(ts.isIfStatement(node) ? node.thenStatement : node.whenTrue, under(context, whenTrue));
      const otherwise = ts.isIfStatement(node) ? node.elseStatement : node.whenFalse;
      if (otherwise !== undefined) visit(otherwise, under(context, whenFalse));
      return;
    }
    if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) {
        const fates = conditionOf(node.left, bindings);
        visit(node.left, context);
        const and = kind === ts.SyntaxKind.AmpersandAmpersandToken;
        visit(node.right, under(context, and ? fates.whenTrue : fates.whenFalse));
        return;
      }
      const path =
        hasPaths &&
        kind === ts.SyntaxKind.PlusToken &&
        !context.inPath &&
        readMention(node, scope, findings, situation(node, context));
      return children(node, path ? { ...context, inPath: true } : context);
    }
    if (ts.isTemplateExpression(node)) {
      const path =
        hasPaths && !context.inPath && readMention(node, scope, findings, situation(node, context));
      return children(node, path ? { ...context, inPath: true } : context);
    }
    if (ts.isClassLike(node)) return classLike(node, context);
    if (ts.isCallExpression(node)) return call(node, context);
    if (ts.isNewExpression(node)) {
      const at = situation(node, context);
      const worker = readWorker(node, scope, findings, at);
      const code = worker || readCodeObject(node, scope, findings, at);
      const path = hasPaths && !code && !context.inPath && readMention(node, scope, findings, at);
      visit(node.expression, context);
      return each(node.arguments, worker || path ? { ...context, inPath: true } : context);
    }
    if (ts.isTaggedTemplateExpression(node)) {
      const started = readSpawnTag(node, scope, findings, situation(node, context));
      if (started) markUsed(node.tag);
      else visit(node.tag, context);
      return visit(node.template, { ...context, inPath: true });
    }
    if (ts.isVariableDeclaration(node)) return variable(node, context);
    if (ts.isTypeOfExpression(node)) return markUsed(node.expression);
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      readVariable(node, findings);
      const owner = plain(node.expression);
      const from = memberOf(node, bindings);
      // cp.ChildProcess starts nothing; cp.exec as a value may start anything.
      const harmless =
        ts.isIdentifier(owner) && (owner.text === 'require' || (from !== null && !startsPrograms(from)));
      if (harmless) used.add(owner.text);
      else visit(node.expression, context);
      if (ts.isElementAccessExpression(node)) visit(node.argumentExpression, context);
      return;
    }
    if (ts.isPropertyAssignment(node)) {
      if (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name))
        readNamedProperty(
          node.name.text,
          node.initializer,
          modules,
          scope,
          declared,
          findings,
          situation(node, context),
        );
      if (ts.isComputedPropertyName(node.name)) visit(node.name, context);
      return visit(node.initializer, context);
    }
    if (ts.isShorthandPropertyAssignment(node)) {
      const { name } = node;
      readNamedProperty(name.text, name, modules, scope, declared, findings, situation(node, context));
      return identifier(name, context);
    }
    if (ts.isParameter(node) || ts.isBindingElement(node)) {
      each(ts.isParameter(node) ? ts.getDecorators(node) : [], context);
      if (!ts.isIdentifier(node.name)) visit(node.name, context);
      if (node.initializer) visit(node.initializer, context);
      return;
    }
    if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) {
      jsx = true;
      if (!ts.isIdentifier(node.tagName) || /^[A-Z_$]/.test(node.tagName.text)) markUsed(node.tagName);
      return visit(node.attributes, context);
    }
    if (ts.isJsxOpeningFragment(node)) jsx = true;
    if (ts.isJsxClosingElement(node)) return;
    if (ts.isJsxAttribute(node)) {
      if (node.initializer) visit(node.initializer, context);
      return;
    }
    if (ts.isLabeledStatement(node)) return visit(node.statement, context);
    if (ts.isBreakOrContinueStatement(node) || ts.isMetaProperty(node)) return;
    const named =
      ts.isFunctionLike(node) ||
      ts.isPropertyDeclaration(node) ||
      ts.isEnumDeclaration(node) ||
      ts.isEnumMember(node)
        ? node.name
        : undefined;
    // The name of a declaration is no use of it.
    ts.forEachChild(node, (child) => {
      if (child !== named || !ts.isIdentifier(child)) visit(child, context);
    });
  };

  for (const statement of tree.statements)
    visit(statement, { guarded: false, foreign: false, inPath: false });
  readMapper(modules, declared, findings);
  if (jsx) used.add('React');
  readImports(source, rules, used, findings);
  if (jsx && rules.jsxImport !== null && !bindings.modules.has('React'))
    findings.uses.push({ kind: 'module', values: [literal(rules.jsxImport)], guarded: false, line: 1 });
  return findings;
}
