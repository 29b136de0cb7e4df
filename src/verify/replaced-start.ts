import type { Finding } from './types.js';

/** What depends on the program that is started and not on what the app does: its log, its processes, how it stops. */
const OF_THE_PROGRAM: ReadonlySet<string> = new Set(['V-LOG', 'V-LOG-ERROR', 'V-STOP-CODE', 'V-PROCESS']);

/** Headers by which a server of files tells of itself and how it sends them. What guards the reader is the app's. */
const OF_THE_SERVER = /, (?:server|x-powered-by|accept-ranges|etag|last-modified|vary)$/;

function ofTheProgram({ code, subject, before }: Finding): boolean {
  if (OF_THE_PROGRAM.has(code)) return true;
  if (code !== 'V-HEADER') return false;
  // `serve` names the file of every page, to be shown in the browser as without it.
  return (
    OF_THE_SERVER.test(subject) ||
    (subject.endsWith(', content-disposition') && /^inline\b/.test(before ?? ''))
  );
}

/**
 * The findings of a comparison where the rewrite starts another program on purpose (a built server in the place of one
 * that compiles, nginx in the place of a development server): that program logs and stops in its own way. `reason` is what
 * the rewrite says of its CMD, null when it left it alone.
 */
export function allowReplaced(findings: readonly Finding[], reason: string | null): readonly Finding[] {
  if (reason === null) return findings;
  return findings.map((each) =>
    (each.weight === 'different' || each.code === 'V-PROCESS') && ofTheProgram(each)
      ? { ...each, weight: 'allowed', because: `${each.because}; ${reason}` }
      : each,
  );
}
