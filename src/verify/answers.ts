import type { BehaviourComparison } from './behaviour.js';
import { compareTexts, textFinding, type RunText } from './text-comparison.js';
import type { Finding, HttpAnswer, Observation } from './types.js';

/** The answers of both images to one request, and of further starts of the original. */
interface Answers {
  readonly before: HttpAnswer;
  readonly after: HttpAnswer;
  readonly agains: readonly HttpAnswer[];
  /** A text of each as it is compared. */
  readonly texts: (of: (answer: HttpAnswer) => Pick<RunText, 'text' | 'whole'>) => {
    readonly before: RunText;
    readonly after: RunText;
    readonly agains: readonly RunText[];
  };
}

function name(answer: HttpAnswer): string {
  return `${answer.request.method} ${answer.request.path} on port ${answer.port}`;
}

function twin(answer: HttpAnswer, index: number, other: Observation): HttpAnswer | null {
  const found = other.answers[index];
  return found && name(found) === name(answer) ? found : null;
}

function unanswered(before: HttpAnswer, after: HttpAnswer | null): Finding {
  const status = (answer: HttpAnswer | null): string =>
    answer === null || answer.status === null ? 'no answer' : String(answer.status);
  const lost = before.status !== null;
  return {
    check: 'behaviour',
    code: 'V-NO-ANSWER',
    weight: lost ? 'different' : 'note',
    subject: name(before),
    before: status(before),
    after: status(after),
    because: lost ? 'the candidate does not answer' : 'only the candidate answers',
  };
}

/**
 * Nothing answered HTTP in either. Open ports and what is said first on them are compared elsewhere; where open ports could
 * not be read, nothing tells whether anything is there at all.
 */
function silentBoth(answer: HttpAnswer, before: Observation, after: Observation): Finding | null {
  const read = before.listening !== null || after.listening !== null;
  const greeted = [before, after].some(({ greetings }) =>
    greetings?.some(({ port }) => port === answer.port),
  );
  // With no answer at all both are told by their state.
  const others = before.answers.some(({ status }) => status !== null);
  if (read || greeted || !others) return null;
  return {
    check: 'behaviour',
    code: 'V-UNSEEN',
    weight: 'unsure',
    subject: name(answer),
    before: 'no answer',
    after: 'no answer',
    because: 'neither answers, and the open ports could not be read; --port says which ports matter',
  };
}

function otherStatus(before: HttpAnswer, after: HttpAnswer): Finding {
  return {
    check: 'behaviour',
    code: 'V-STATUS',
    weight: 'different',
    subject: name(before),
    before: String(before.status),
    after: String(after.status),
    because: 'the status of the response differs',
  };
}

function compareHeaders({ before, after, texts }: Answers): BehaviourComparison {
  const findings: Finding[] = [];
  const normalised: string[] = [];
  for (const header of new Set([...Object.keys(before.headers), ...Object.keys(after.headers)])) {
    const subject = `${name(before)}, ${header}`;
    const value = texts(({ headers }) => ({ text: headers[header] ?? '' }));
    const compared = compareTexts(value.before, value.after, value.agains, subject);
    normalised.push(...compared.normalised);
    if (compared.difference === null) continue;
    const { doubt } = compared.difference;
    const sides = { before: before.headers[header] ?? null, after: after.headers[header] ?? null, doubt };
    findings.push(textFinding('V-HEADER', subject, sides, 'a header of the response differs'));
  }
  return { findings, normalised };
}

function compareBodies({ before, texts }: Answers): BehaviourComparison {
  const subject = name(before);
  const body = texts(({ body: text, whole }) => ({ text, whole }));
  const { difference, normalised } = compareTexts(
    body.before,
    body.after,
    body.agains,
    `the body of ${subject}`,
  );
  if (difference === null) return { findings: [], normalised };
  const finding = textFinding('V-BODY', subject, difference, 'the body of the response differs');
  return { findings: [finding], normalised };
}

function compareAnswer(answers: Answers): BehaviourComparison {
  const { before, after, agains } = answers;
  if (before.status !== after.status) {
    if (!agains.some(({ status }) => status === after.status))
      return { findings: [otherStatus(before, after)], normalised: [] };
    const normalised = [`what differs between two runs of the original: the status of ${name(before)}`];
    return { findings: [], normalised };
  }
  const [headers, body] = [compareHeaders(answers), compareBodies(answers)];
  return {
    findings: [...headers.findings, ...body.findings],
    normalised: [...headers.normalised, ...body.normalised],
  };
}

/** Compares the responses of two images to the same requests; `agains` are further starts of the original. */
export function compareAnswers(
  before: Observation,
  after: Observation,
  agains: readonly Observation[],
): BehaviourComparison {
  const findings: Finding[] = [];
  const normalised: string[] = [];
  for (const [index, answer] of before.answers.entries()) {
    const other = twin(answer, index, after);
    const more = agains.flatMap((again) => {
      const second = twin(answer, index, again);
      const all = second === null ? [] : [second, ...(second.repeated ?? [])];
      return all.map((each) => ({ each, during: again.during ?? null }));
    });
    if (answer.status === null && (other?.status ?? null) === null) {
      const silent = silentBoth(answer, before, after);
      if (silent !== null) findings.push(silent);
      continue;
    }
    if (answer.status === null || other === null || other.status === null) {
      findings.push(unanswered(answer, other));
      continue;
    }
    const compared = compareAnswer({
      before: answer,
      after: other,
      agains: more.map(({ each }) => each),
      texts: (of) => ({
        before: { ...of(answer), during: before.during ?? null },
        after: { ...of(other), during: after.during ?? null },
        agains: more.map(({ each, during }) => ({ ...of(each), during })),
      }),
    });
    findings.push(...compared.findings);
    normalised.push(...compared.normalised);
  }
  return { findings, normalised };
}
