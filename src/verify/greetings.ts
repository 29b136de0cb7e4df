import type { BehaviourComparison } from './behaviour.js';
import { compareTexts, textFinding, type RunText } from './text-comparison.js';
import type { Finding, Observation } from './types.js';

function said(seen: Observation, port: number): RunText | null {
  const found = seen.greetings?.find((each) => each.port === port);
  return found ? { text: found.text, during: seen.during ?? null } : null;
}

/**
 * The original says something first on a port and the candidate was not heard there. A port that nothing listens on any
 * more is a finding of its own (`comparePorts`), and an answer to HTTP where the original was only silent is no loss.
 */
function unheard(own: RunText, after: Observation, port: number): Finding | null {
  const answer = after.answers.find((each) => each.port === port && each.status !== null);
  if (answer ? own.text === '' : after.listening?.includes(port) === false) return null;
  return {
    check: 'behaviour',
    code: 'V-GREETING',
    weight: answer ? 'different' : 'unsure',
    subject: subjectOf(port),
    before: own.text,
    after: answer ? `HTTP status ${answer.status ?? 'unknown'}` : null,
    because: answer ? 'it speaks HTTP there' : 'it was not heard on that port',
  };
}

function subjectOf(port: number): string {
  return `what the server says first on port ${port}`;
}

/** What servers of other protocols than HTTP say first, port by port. */
export function compareGreetings(
  before: Observation,
  after: Observation,
  agains: readonly Observation[],
): BehaviourComparison {
  const findings: Finding[] = [];
  const normalised: string[] = [];
  for (const { port } of before.greetings ?? []) {
    const [own, other] = [said(before, port), said(after, port)];
    if (own === null) continue;
    if (other === null) {
      const steady = agains.every((again) => said(again, port) !== null);
      const finding = steady ? unheard(own, after, port) : null;
      if (finding !== null) findings.push(finding);
      continue;
    }
    const subject = subjectOf(port);
    const more = agains.flatMap((again) => said(again, port) ?? []);
    const compared = compareTexts(own, other, more, subject);
    normalised.push(...compared.normalised);
    if (compared.difference === null) continue;
    findings.push(textFinding('V-GREETING', subject, compared.difference, 'it says something else'));
  }
  return { findings, normalised };
}
