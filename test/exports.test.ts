import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import ts from 'typescript';
import { root } from './cli/program.js';

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

/** Exported functions of a text that no docstring describes. */
function undescribed(path: string, text: string): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return file.statements.flatMap((statement) => {
    if (!ts.isFunctionDeclaration(statement)) return [];
    const exported = ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    return exported === true && ts.getJSDocCommentsAndTags(statement).length === 0
      ? [`${path}: ${statement.name?.text ?? ''}`]
      : [];
  });
}

/** The one that still lacks it. */
const UNDESCRIBED = 'src/verify/accounts.ts: accountsOfBoth';

describe('exported functions', () => {
  it('have a docstring each', () => {
    const paths = [...sources('src'), ...sources('transforms')];
    expect(paths.length).to.be.greaterThan(100);
    const found = paths.flatMap((path) => undescribed(path, readFileSync(join(root, path), 'utf8')));
    expect(found.filter((each) => each !== UNDESCRIBED)).to.deep.equal([]);
  });

  it('are told from those without one', () => {
    const text =
      '/** Does. */\nexport function a(): void {}\nexport function b(): void {}\nfunction c(): void {}\n';
    expect(undescribed('x.ts', text)).to.deep.equal(['x.ts: b']);
  });
});
