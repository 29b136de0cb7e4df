import { ts } from 'ts-morph';
import { type Bindings, plain, propertyOf } from './bindings.js';

/** What becomes of code under a condition: it runs, it runs only outside production, it runs on no Linux. */
export type Fate = 'live' | 'guarded' | 'foreign';

export interface Condition {
  readonly whenTrue: Fate;
  readonly whenFalse: Fate;
}

const live: Condition = { whenTrue: 'live', whenFalse: 'live' };

function nameOf(node: ts.Expression): string {
  const at = plain(node);
  if (ts.isIdentifier(at)) return at.text;
  if (ts.isCallExpression(at)) {
    const callee = plain(at.expression);
    // `config.get('env')`, `app.get('env')`, `os.platform()`
    const [first] = at.arguments;
    if (first !== undefined && ts.isStringLiteralLike(first)) return first.text;
    return nameOf(callee);
  }
  return propertyOf(at) ?? '';
}

function swap(condition: Condition): Condition {
  return { whenTrue: condition.whenFalse, whenFalse: condition.whenTrue };
}

function comparison(name: string, value: string): Condition {
  if (/^(?:platform|osPlatform|type)$/i.test(name)) {
    if (/^(?:win32|darwin|Windows_NT|Darwin|freebsd|sunos|android)$/.test(value))
      return { whenTrue: 'foreign', whenFalse: 'live' };
    return value === 'linux' || value === 'Linux' ? { whenTrue: 'live', whenFalse: 'foreign' } : live;
  }
  if (!/(?:^|_)(?:env|mode|environment)$|env$/i.test(name)) return live;
  if (/^(?:production|prod)$/.test(value)) return { whenTrue: 'live', whenFalse: 'guarded' };
  return /^(?:dev|develop|development|test|testing|local|ci)$/.test(value)
    ? { whenTrue: 'guarded', whenFalse: 'live' }
    : live;
}

/** Reads conditions on NODE_ENV and on the platform, also kept in constants (`const isDev = …`). */
export function conditionOf(node: ts.Expression, bindings: Bindings, depth = 0): Condition {
  const at = plain(node);
  if (depth > 8) return live;
  if (ts.isPrefixUnaryExpression(at) && at.operator === ts.SyntaxKind.ExclamationToken)
    return swap(conditionOf(at.operand, bindings, depth + 1));
  if (ts.isIdentifier(at)) {
    const value = bindings.constants.get(at.text);
    return value === undefined ? live : conditionOf(value, bindings, depth + 1);
  }
  if (!ts.isBinaryExpression(at)) return live;
  const { kind } = at.operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) {
    const left = conditionOf(at.left, bindings, depth + 1);
    const right = conditionOf(at.right, bindings, depth + 1);
    // `a && b`: the branch needs both. `a || b`: either alone lets it run.
    const both = kind === ts.SyntaxKind.AmpersandAmpersandToken;
    const strong = (one: Fate, other: Fate): Fate => (one === 'live' ? other : one);
    const weak = (one: Fate, other: Fate): Fate => (one === other ? one : 'live');
    return {
      whenTrue: both ? strong(left.whenTrue, right.whenTrue) : weak(left.whenTrue, right.whenTrue),
      whenFalse: both ? weak(left.whenFalse, right.whenFalse) : strong(left.whenFalse, right.whenFalse),
    };
  }
  const equal = kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.EqualsEqualsToken;
  const unequal =
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsToken;
  if (!equal && !unequal) return live;
  const left = plain(at.left);
  const right = plain(at.right);
  const found = ts.isStringLiteralLike(right)
    ? comparison(nameOf(left), right.text)
    : ts.isStringLiteralLike(left)
      ? comparison(nameOf(right), left.text)
      : live;
  return equal ? found : swap(found);
}
