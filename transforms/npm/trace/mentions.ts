import { ts } from 'ts-morph';
import { evaluate, type Scope } from './evaluate.js';
import type { Findings, Situation } from './findings.js';
import { type Known, literal } from './known.js';

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

const scriptName = /^(?:\.{0,2}\/)?[\w@.-]+(?:\/[\w@.-]+)*\.[cm]?[jt]s$/;
/** Directories whose scripts browsers run. */
const browserPath =
  /(?:^|\/)(?:public|static|assets|client|www|wwwroot|views|browser|frontend|htdocs|node_modules)\//;

/**
 * Notes a text that may name an own script: worker pools, queues and schedulers take their files by name. Some of them
 * look from the working directory, some from the file that calls them.
 */
export function readScriptName(node: ts.StringLiteralLike, findings: Findings, at: Situation): void {
  const { text } = node;
  if (text.length > 200 || !scriptName.test(text) || browserPath.test(text)) return;
  const beside: Known = { base: 'file', text: `/${text}`, open: false, tail: '' };
  const values = text.startsWith('/') ? [literal(text)] : [literal(text), beside];
  findings.uses.push({ kind: 'script', values, guarded: true, line: at.line });
}

const treePath = /(?:^|[\s"'`(=/])node_modules\/(?:@[\w.-]+\/)?[a-z\d][\w.-]*/gi;

/** Notes paths into the app's packages wherever a text has one: directories that are served, addresses in a page. */
export function readTreePath(text: string, findings: Findings, at: Situation): void {
  if (!text.includes('node_modules/')) return;
  const values = [...text.matchAll(treePath)].map((match) =>
    literal(match[0].slice(match[0].indexOf('node_modules'))),
  );
  if (values.length > 0) findings.reads.push({ values, line: at.line });
}
