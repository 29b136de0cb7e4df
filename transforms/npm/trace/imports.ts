import { ts } from 'ts-morph';
import { stringOf } from './bindings.js';
import type { Findings } from './findings.js';
import { literal } from './known.js';
import { lineOf, type ParsedSource } from './parse-source.js';
import type { ImportRules } from './scan.js';

/** `declare …`: says what exists elsewhere, and is not there at run time. */
export function isAmbient(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node)?.some((each) => each.kind === ts.SyntaxKind.DeclareKeyword) ?? false)
  );
}

function keepsImport(
  node: ts.ImportDeclaration,
  typed: boolean,
  rules: ImportRules,
  used: ReadonlySet<string>,
): boolean {
  const clause = node.importClause;
  if (clause === undefined) return true;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return false;
  const named = clause.namedBindings;
  if (rules.verbatim || !typed) {
    // Babel and esbuild drop `import { type A }`, TypeScript keeps `import {}`: keep it where nothing else says so.
    return true;
  }
  if (clause.name && used.has(clause.name.text)) return true;
  if (named === undefined) return false;
  if (ts.isNamespaceImport(named)) return used.has(named.name.text);
  // `import {} from 'x'` names nothing and is dropped like unused names.
  return named.elements.some((each) => !each.isTypeOnly && used.has(each.name.text));
}

/**
 * Notes the import and export declarations that are there at run time. TypeScript leaves out what only types use, JavaScript
 * nothing; `used` holds the names that stand in values.
 */
export function readImports(
  source: ParsedSource,
  rules: ImportRules,
  used: ReadonlySet<string>,
  findings: Findings,
): void {
  const add = (specifier: ts.Expression | undefined, node: ts.Node): void => {
    const name = stringOf(specifier);
    if (name !== null)
      findings.uses.push({
        kind: 'module',
        values: [literal(name)],
        guarded: false,
        line: lineOf(source, node),
      });
  };
  for (const node of source.tree.statements) {
    if (ts.isImportDeclaration(node)) {
      if (keepsImport(node, source.typed, rules, used)) add(node.moduleSpecifier, node);
    } else if (ts.isExportDeclaration(node)) {
      const named = node.exportClause;
      const onlyTypes =
        node.isTypeOnly ||
        (!rules.verbatim &&
          named !== undefined &&
          ts.isNamedExports(named) &&
          named.elements.length > 0 &&
          named.elements.every((each) => each.isTypeOnly));
      if (!onlyTypes) add(node.moduleSpecifier, node);
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      const exported = ts.getModifiers(node)?.some((each) => each.kind === ts.SyntaxKind.ExportKeyword);
      if (!node.isTypeOnly && (!source.typed || rules.verbatim || exported || used.has(node.name.text)))
        add(node.moduleReference.expression, node);
    }
  }
}
