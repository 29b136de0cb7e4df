import { ts } from 'ts-morph';
import { dottedName } from './evaluate.js';

function failsAgain(block: ts.Block): boolean {
  let found = false;
  const look = (node: ts.Node): void => {
    if (ts.isThrowStatement(node)) found = true;
    else if (ts.isCallExpression(node) && /^process\.(?:exit|abort)$/.test(dottedName(node.expression) ?? ''))
      found = true;
    else if (!found && !ts.isFunctionLike(node)) ts.forEachChild(node, look);
  };
  look(block);
  return found;
}

/** Does the program go on when the code of this `try` fails? */
export function isRescued(node: ts.TryStatement): boolean {
  return node.catchClause !== undefined && !failsAgain(node.catchClause.block);
}
