import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { rewriteWithContext } from '../../src/node/supply.js';
import { jsonReport } from '../../src/report/json.js';
import { rewrite } from '../../src/rewrite.js';
import { root } from '../cli/program.js';
import { corpusCases } from '../support/corpus.js';

const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
const validate = ajv.compile(JSON.parse(readFileSync(join(root, 'docs', 'report.schema.json'), 'utf8')));

function expectValid(json: string): void {
  const errors = validate(JSON.parse(json))
    ? []
    : (validate.errors ?? []).map(
        (error) => `${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
      );
  expect(errors).to.deep.equal([]);
}

describe('JSON reports', () => {
  for (const each of corpusCases()) {
    it(`${each.name} fits the published schema`, async () => {
      const { report } = await rewriteWithContext(
        { text: each.text, source: 'Dockerfile' },
        each.options,
        each.context,
      );
      expectValid(jsonReport(report));
    });
  }

  it('fit it for every outcome, and say the same as the report', () => {
    for (const [text, outcome] of [
      [
        'FROM golang:1.22\nWORKDIR /a\nCOPY . .\nRUN go build -o x .\nCMD ["./x"]\n',
        ['rewritten', 'refused'],
      ],
      ['FROM scratch\nCOPY x /x\nCMD ["/x"]\n', ['refused', 'unchanged']],
      ['FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN dir\n', ['refused']],
      ['RUN x\n', ['invalid']],
      ['', ['invalid']],
    ] as const) {
      const { report } = rewrite({ text, source: 'Dockerfile' });
      const json = jsonReport(report);
      expectValid(json);
      const parsed = JSON.parse(json);
      expect(parsed.outcome).to.be.oneOf([...outcome]);
      expect(parsed.text).to.equal(outcome[0] === 'invalid' ? null : report.text);
      expect(parsed.refusals).to.have.length(report.refusals.length);
    }
  });

  it('keep estimates and measurements apart', () => {
    const text = 'FROM node:20\nWORKDIR /a\nCOPY . .\nCMD ["node", "x.js"]\n';
    const { report } = rewrite({ text, source: 'Dockerfile' });
    const part = {
      name: 'base x',
      range: { low: 1, high: 3 },
      basis: 'measured' as const,
      source: 'a table',
    };
    const sizes = { before: [part, part], after: [part], saved: { low: 0, high: 2 }, basis: 'b' };
    const json = jsonReport({ ...report, sizes });
    expectValid(json);
    expect(JSON.parse(json).sizes).to.deep.equal({
      estimated: {
        before: {
          low: 2,
          high: 6,
          parts: [1, 2].map(() => ({
            name: 'base x',
            low: 1,
            high: 3,
            basis: 'measured',
            source: 'a table',
          })),
        },
        after: {
          low: 1,
          high: 3,
          parts: [{ name: 'base x', low: 1, high: 3, basis: 'measured', source: 'a table' }],
        },
        saved: { low: 0, high: 2 },
        basis: 'b',
      },
      measured: null,
    });
  });

  it('would notice a field that the schema does not know', () => {
    const { report } = rewrite({ text: 'FROM x\n', source: 'Dockerfile' });
    expect(validate({ ...JSON.parse(jsonReport(report)), extra: 1 })).to.equal(false);
    expect(validate({ ...JSON.parse(jsonReport(report)), outcome: 'fine' })).to.equal(false);
  });
});
