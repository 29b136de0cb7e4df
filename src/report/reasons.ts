import type { Decision } from '../plan/types.js';
import type { Row } from './layout.js';

const COPIED = / is copied$/;
/** The word, not a directory of that name. */
const CACHE = /(?<![./])\bcache\b/;
const MOST = 3;

/**
 * Why a decision was taken, short: a command that makes ten copied paths says so once, and caches count only when there is
 * nothing else to say.
 */
export function shortReason(decision: Decision): string {
  const all = [...new Set(decision.evidence.map((each) => each.because))];
  const copied = all.filter((because) => COPIED.test(because));
  const caches = all.filter((because) => CACHE.test(because) && !COPIED.test(because));
  const others = all.filter((because) => !copied.includes(because) && !caches.includes(because));
  const parts = [
    ...(copied.length > 1 ? ['what it makes is copied'] : copied),
    ...others.slice(0, MOST),
    ...(others.length > MOST ? [`and ${others.length - MOST} more reasons`] : []),
  ];
  return parts.length > 0 ? parts.join('; ') : caches.length > 0 ? 'it leaves only caches' : '';
}

function packageName(decision: Decision): string | null {
  return decision.subject.startsWith('package ') ? decision.subject.slice('package '.length) : null;
}

function where(decision: Decision): string {
  return decision.line === null ? '' : `line ${decision.line}`;
}

/** A command whose packages are listed one by one needs no row of its own. */
function hasPackages(decisions: readonly Decision[], index: number): boolean {
  const [own, next] = [decisions[index], decisions[index + 1]];
  return (
    own !== undefined &&
    next !== undefined &&
    packageName(own) === null &&
    packageName(next) !== null &&
    next.line === own.line
  );
}

/** Rows for decisions with one of these verdicts: packages of a line that share a reason share a row. */
export function decisionRows(
  decisions: readonly Decision[],
  verdicts: readonly Decision['verdict'][],
): readonly Row[] {
  const rows: Row[] = [];
  const packages = new Map<string, number>();
  decisions.forEach((decision, index) => {
    if (!verdicts.includes(decision.verdict) || hasPackages(decisions, index)) return;
    const name = packageName(decision);
    const row = { where: where(decision), what: name ?? decision.subject, why: shortReason(decision) };
    if (name === null) {
      rows.push(row);
      return;
    }
    const key = `${row.where} ${row.why}`;
    const shared = packages.get(key);
    const other = shared === undefined ? undefined : rows[shared];
    if (shared !== undefined && other) rows[shared] = { ...other, what: `${other.what}, ${name}` };
    else {
      packages.set(key, rows.length);
      rows.push(row);
    }
  });
  return rows;
}

/** Config that changes with the base image: fields that change for one reason share a row. */
export function changedRows(decisions: readonly Decision[]): readonly Row[] {
  const fields = new Map<string, string[]>();
  for (const decision of decisions) {
    if (decision.verdict !== 'changed') continue;
    const why = shortReason(decision);
    fields.set(why, [...(fields.get(why) ?? []), decision.subject.replace(/^env:/, '')]);
  }
  return [...fields].map(([why, names]) => ({ where: '', what: names.join(', '), why }));
}
