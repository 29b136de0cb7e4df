import type { BehaviourComparison } from './behaviour.js';
import { compareTexts, textFinding, type RunText } from './text-comparison.js';
import type { Finding, Observation } from './types.js';

function said(seen: Observation, port: number): RunText | null {
  const found = seen.greetings?.find((each) => each.port === port);
  return found ? { text: found.text, during: seen.during ?? null } : null;
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
    if (own === null || other === null) continue;
    const subject = `what the server says first on port ${port}`;
    const more = agains.flatMap((again) => said(again, port) ?? []);
    const compared = compareTexts(own, other, more, subject);
    normalised.push(...compared.normalised);
    if (compared.difference === null) continue;
    findings.push(textFinding('V-GREETING', subject, compared.difference, 'it says something else'));
  }
  return { findings, normalised };
}
