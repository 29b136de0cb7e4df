import type { Span } from '../source/span.js';
import type { SyntaxNode } from './tree.js';
import type { CompoundCommand, ShellCommand } from './types.js';

/** What one conversion shares: the text, and how many commands it may still make out of unrolled loops. */
export interface Conversion {
  readonly text: string;
  budget: number;
}

export const spanOf = (node: { readonly pos: number; readonly end: number }): Span => ({
  start: node.pos,
  end: node.end,
});

/** A compound command that stands where the node does. */
export function compound(
  kind: CompoundCommand['kind'],
  commands: readonly ShellCommand[],
  node: { readonly pos: number; readonly end: number },
): CompoundCommand {
  return { type: 'compound', kind, commands, span: spanOf(node) };
}

/** Where a node's text ends, here-document bodies included: those stand behind the line. */
export function textEnd(node: SyntaxNode): number {
  if (node.type === 'HereDoc') return node.body.end;
  if (node.type !== 'Command') return node.end;
  return node.redirects.reduce((end, each) => Math.max(end, textEnd(each)), node.end);
}
