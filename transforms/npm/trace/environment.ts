import { ts } from 'ts-morph';
import { ownerOf, propertyOf } from './bindings.js';
import { dottedName } from './evaluate.js';
import type { Findings } from './findings.js';

const environments = /^(?:process\.env|import\.meta\.env|Bun\.env|globalThis\.process\.env)$/;

/** `process.env.NAME` and its like. */
export function readVariable(node: ts.Expression, findings: Findings): void {
  const owner = ownerOf(node);
  const name = propertyOf(node);
  if (owner !== null && name !== null && environments.test(dottedName(owner) ?? '')) findings.env.add(name);
}

/** `const { A, B: b } = process.env`. */
export function readVariables(node: ts.VariableDeclaration, findings: Findings): void {
  if (node.initializer === undefined || !ts.isObjectBindingPattern(node.name)) return;
  if (!environments.test(dottedName(node.initializer) ?? '')) return;
  for (const element of node.name.elements) {
    const name = element.propertyName ?? element.name;
    if (ts.isIdentifier(name)) findings.env.add(name.text);
  }
}
