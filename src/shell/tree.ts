import { forEachChild, parse } from 'unbash';
import type { CommandExpansionPart, ParsedScript, ProcessSubstitutionPart, SyntaxNode } from 'unbash';

export type {
  AndOr,
  Assignment,
  Case,
  Command,
  CommandArgument,
  CompoundCommand as CompoundNode,
  CompoundList,
  DoubleQuotedChild,
  For,
  If,
  ParameterExpansionPart,
  Pipeline,
  Redirection,
  Statement,
  SyntaxNode,
  Word,
  WordPart,
} from 'unbash';

/** A syntax tree, or the first thing that is wrong with the text. */
export type Tree =
  | { readonly script: ParsedScript; readonly problem: null }
  | { readonly script: null; readonly problem: string };

/** `$(…)`, back-quotes, `<(…)`: a script inside a word. */
export type Substitution = CommandExpansionPart | ProcessSubstitutionPart;

/**
 * Parses shell text. The parser recovers from errors with a partial tree; a partial tree would lose effects, so any error
 * counts as no tree at all.
 */
export function readTree(text: string): Tree {
  try {
    const script = parse(text);
    const error = script.errors?.[0];
    return error ? { script: null, problem: error.message } : { script, problem: null };
  } catch {
    return { script: null, problem: 'the shell parser failed' };
  }
}

/** The scripts inside the words of a node, outermost only, in order. Commands below the node are not entered. */
export function substitutionsIn(node: SyntaxNode): readonly Substitution[] {
  const found: Substitution[] = [];
  const visit = (child: SyntaxNode): void => {
    if (child.type === 'CommandExpansion' || child.type === 'ProcessSubstitution') {
      found.push(child);
      return;
    }
    forEachChild(child, visit);
  };
  if (node.type === 'CommandExpansion' || node.type === 'ProcessSubstitution') return [node];
  forEachChild(node, visit);
  return found;
}

/** Every node below this one in document order, substitutions included. */
export function walk(node: SyntaxNode, see: (node: SyntaxNode) => void): void {
  see(node);
  forEachChild(node, (child) => walk(child, see));
}
