import { compareTexts } from './text-comparison.js';
import type { Finding, HttpAnswer, Observation } from './types.js';

interface Outcome {
  readonly findings: readonly Finding[];
  readonly normalised: readonly string[];
}

function name(answer: HttpAnswer): string {
  return `${answer.request.method} ${answer.request.path} on port ${answer.port}`;
}

function twin(answer: HttpAnswer, index: number, other: Observation | null): HttpAnswer | null {
  const found = other?.answers[index];
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

function compareHeaders(before: HttpAnswer, after: HttpAnswer, again: HttpAnswer | null): Outcome {
  const findings: Finding[] = [];
  const normalised = new Set<string>();
  for (const header of new Set([...Object.keys(before.headers), ...Object.keys(after.headers)])) {
    const subject = `${name(before)}, ${header}`;
    const [left, right] = [before.headers[header] ?? '', after.headers[header] ?? ''];
    const compared = compareTexts(
      left,
      right,
      again === null ? null : (again.headers[header] ?? ''),
      subject,
    );
    for (const kind of compared.normalised) normalised.add(kind);
    if (compared.difference === null) continue;
    findings.push({
      check: 'behaviour',
      code: 'V-HEADER',
      weight: 'different',
      subject,
      before: before.headers[header] ?? null,
      after: after.headers[header] ?? null,
      because: 'a header of the response differs',
    });
  }
  return { findings, normalised: [...normalised] };
}

function compareAnswer(before: HttpAnswer, after: HttpAnswer | null, again: HttpAnswer | null): Outcome {
  if (before.status === null && (after === null || after.status === null))
    return { findings: [], normalised: [] };
  if (before.status === null || after === null || after.status === null) {
    return { findings: [unanswered(before, after)], normalised: [] };
  }
  const subject = name(before);
  if (before.status !== after.status) {
    if (again?.status === after.status) {
      return {
        findings: [],
        normalised: [`what differs between two runs of the original: the status of ${subject}`],
      };
    }
    return {
      findings: [
        {
          check: 'behaviour',
          code: 'V-STATUS',
          weight: 'different',
          subject,
          before: String(before.status),
          after: String(after.status),
          because: 'the status of the response differs',
        },
      ],
      normalised: [],
    };
  }
  const headers = compareHeaders(before, after, again);
  const body = compareTexts(before.body, after.body, again?.body ?? null, `the body of ${subject}`);
  const normalised = [...headers.normalised, ...body.normalised];
  if (body.difference === null) return { findings: headers.findings, normalised };
  return {
    findings: [
      ...headers.findings,
      {
        check: 'behaviour',
        code: 'V-BODY',
        weight: 'different',
        subject,
        ...body.difference,
        because: 'the body of the response differs',
      },
    ],
    normalised,
  };
}

/** Compares the responses of two images to the same requests; `again` is a second start of the original, null without one. */
export function compareAnswers(before: Observation, after: Observation, again: Observation | null): Outcome {
  const outcomes = before.answers.map((answer, index) =>
    compareAnswer(answer, twin(answer, index, after), twin(answer, index, again)),
  );
  return {
    findings: outcomes.flatMap((outcome) => outcome.findings),
    normalised: outcomes.flatMap((outcome) => outcome.normalised),
  };
}
