import type { CheckResult, Finding, Verification } from '../../src/verify/types.js';

/** A finding with what a test does not care about filled in. */
export function finding(given: Partial<Finding> & Pick<Finding, 'check' | 'weight'>): Finding {
  return { code: 'V-TEST', subject: '', before: null, after: null, because: 'a reason', ...given };
}

export function check(name: CheckResult['check'], findings: readonly Finding[] = []): CheckResult {
  const heaviest = (['different', 'unsure'] as const).find((weight) =>
    findings.some((each) => each.weight === weight),
  );
  return { check: name, state: heaviest ?? 'equal', because: `${name} was compared`, findings };
}

const times = { first: null, cold: null, changed: null };

/** Everything came out the same, and all was measured. */
export function equalVerification(changes: Partial<Verification> = {}): Verification {
  return {
    verdict: 'equal',
    because: 'every check came out the same',
    engine: { name: 'docker', version: '26.1.5', builder: 'BuildKit 0.13' },
    candidate: 'the rewrite of Dockerfile',
    checks: (['build', 'config', 'files', 'closure', 'behaviour'] as const).map((name) => check(name)),
    files: {
      before: { files: 40_000, bytes: 900e6 },
      after: { files: 3_000, bytes: 190e6 },
      gone: [
        {
          reason: 'build tool',
          files: 36_500,
          bytes: 700.4e6,
          examples: ['/usr/local/go/bin/go', '/usr/bin/gcc'],
        },
        {
          reason: 'dev dependency',
          files: 500,
          bytes: 9_900_000,
          examples: ['/app/node_modules/typescript'],
        },
      ],
      added: { files: 0, bytes: 0 },
      compared: 120,
      changed: { owner: 0, mode: 0, content: 0, link: 0 },
    },
    before: {
      size: {
        bytes: 1_000e6,
        compressed: 400e6,
        others: [],
        layers: [
          { stage: 'base', createdBy: 'a', bytes: 700e6 },
          { stage: 'base', createdBy: 'b', bytes: 100e6 },
          { stage: '', createdBy: 'RUN npm ci', bytes: 200e6 },
        ],
      },
      times: { ...times, first: 62, cold: 185 },
    },
    after: {
      size: {
        bytes: 200e6,
        compressed: 80e6,
        others: [{ stage: 'build', bytes: 310e6 }],
        layers: [
          { stage: 'base', createdBy: 'a', bytes: 198e6 },
          { stage: 'runtime', createdBy: 'COPY', bytes: 2e6 },
        ],
      },
      times: { ...times, first: 4.24, cold: 190 },
    },
    normalised: ['dates', 'container ids'],
    log: [],
    ...changes,
  };
}
