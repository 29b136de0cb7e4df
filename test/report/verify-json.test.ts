import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { jsonReport } from '../../src/report/json.js';
import { candidateReport, verifiedReport } from '../../src/report/model.js';
import { rewrite } from '../../src/rewrite.js';
import { root } from '../cli/program.js';
import { check, equalVerification, finding } from './verification.js';

const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
const validate = ajv.compile(JSON.parse(readFileSync(join(root, 'docs', 'report.schema.json'), 'utf8')));

function valid(json: string): ReturnType<typeof JSON.parse> {
  const parsed = JSON.parse(json);
  const errors = validate(parsed)
    ? []
    : (validate.errors ?? []).map(
        (error) => `${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
      );
  expect(errors).to.deep.equal([]);
  return parsed;
}

const text = 'FROM golang:1.22\nWORKDIR /a\nCOPY . .\nRUN go build -o x .\nCMD ["./x"]\n';

describe('JSON of a verification', () => {
  const { report } = rewrite({ text, source: 'Dockerfile' });

  it('fits the published schema, with everything that was found', () => {
    const found = finding({ check: 'files', weight: 'allowed', subject: '/x', before: 'a', after: 'b' });
    const verification = equalVerification({
      checks: [check('build'), check('files', [found])],
      log: ['a line'],
    });
    const { verify, ...rest } = valid(jsonReport(verifiedReport(report, verification, [])));
    expect(rest).to.include({ version: 1, file: 'Dockerfile', outcome: report.outcome });
    const { check: _, ...shown } = found;
    expect(verify.checks[1]).to.deep.equal({
      check: 'files',
      state: 'equal',
      because: 'files was compared',
      findings: [shown],
    });
    const { checks: _1, ...others } = JSON.parse(JSON.stringify(verification));
    const { checks: _2, ...same } = verify;
    expect(same).to.deep.equal(others);
  });

  it('has measured sizes or estimated ones, never both', () => {
    const measured = valid(jsonReport(verifiedReport(report, equalVerification(), []))).sizes;
    expect(measured).to.deep.equal({
      estimated: null,
      measured: { before: 1e9, after: 2e8, compressed: { before: 4e8, after: 8e7 } },
    });
    const half = equalVerification({ verdict: 'different', after: null, files: null });
    expect(valid(jsonReport(verifiedReport(report, half, []))).sizes).to.deep.equal(
      valid(jsonReport(report)).sizes,
    );
    const { before } = equalVerification();
    const uncompressed = equalVerification({
      before: { ...before, size: before.size && { ...before.size, compressed: null } },
    });
    expect(valid(jsonReport(verifiedReport(report, uncompressed, []))).sizes.measured.compressed).to.equal(
      null,
    );
  });

  it('of a file from elsewhere says that nothing was rewritten', () => {
    const candidate = candidateReport('Dockerfile', 'standard', text, 'FROM x\n');
    const shown = valid(jsonReport(verifiedReport(candidate, equalVerification(), [])));
    expect(shown).to.include({ outcome: 'candidate', text: 'FROM x\n', reason: null });
    expect(shown.stages).to.deep.equal([]);
    expect(shown.verify.verdict).to.equal('equal');
  });

  it('is null when nothing was built', () => {
    expect(valid(jsonReport(report)).verify).to.equal(null);
  });

  it('would notice a verdict or a weight that the schema does not know', () => {
    const shown = JSON.parse(jsonReport(verifiedReport(report, equalVerification(), [])));
    expect(validate({ ...shown, verify: { ...shown.verify, verdict: 'maybe' } })).to.equal(false);
    expect(validate({ ...shown, verify: { ...shown.verify, extra: 1 } })).to.equal(false);
  });
});
