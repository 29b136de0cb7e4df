import { ts } from 'ts-morph';
import { evaluate, type Scope } from './evaluate.js';
import type { Findings, Situation } from './findings.js';
import { literal } from './known.js';

/** Notes a path that starts at the file or at the working directory. False when the expression is none. */
export function readMention(node: ts.Expression, scope: Scope, findings: Findings, at: Situation): boolean {
  const found = evaluate(node, scope).filter((each) => each.base !== 'none');
  if (found.length === 0) return false;
  findings.uses.push({ kind: 'mention', values: found, guarded: at.guarded, line: at.line });
  return true;
}

const sourceGlob = /[*].*\.(?:[cm]?[jt]sx?|\{[^}]*\}|[cm]?[jt]s\*?|\(js\|ts\)|\+?\([^)]*\)|\*)$/;

/** Notes a pattern of source files (`dist/*.entity.js`), which mappers and routers load by name. */
export function readGlob(node: ts.StringLiteralLike, findings: Findings, at: Situation): void {
  if (!sourceGlob.test(node.text)) return;
  findings.uses.push({ kind: 'glob', values: [literal(node.text)], guarded: true, line: at.line });
}
