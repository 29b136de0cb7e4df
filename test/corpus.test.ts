import { expect } from 'chai';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rewriteWithContext } from '../src/node/supply.js';
import { patchReport } from '../src/report/patch.js';
import { textReport } from '../src/report/text.js';
import type { RewriteResult } from '../src/rewrite.js';
import { corpusCases, type CorpusCase } from './support/corpus.js';

const CAPTURE = process.env['DOCKOPT_CAPTURE'] === '1';

function run(each: CorpusCase, text: string): Promise<RewriteResult> {
  return rewriteWithContext({ text, source: 'Dockerfile' }, each.options, each.context);
}

/** What of a plan is worth a golden: candidates, and what became of every line. */
function planSnapshot(result: RewriteResult): string {
  const { report } = result;
  const snapshot = {
    outcome: report.outcome,
    base: report.base,
    stages: report.stages,
    attempts: report.attempts.map((each) => ({
      ...each,
      failed: each.failed.map((obligation) => `${obligation.id} ${obligation.confidence}`),
    })),
    decisions: report.decisions.map(
      (each) => `${each.line ?? '-'} ${each.verdict} ${each.confidence} ${each.subject}`,
    ),
    refusals: report.refusals.map((each) => ({
      code: each.code,
      line: each.at?.line ?? null,
      message: each.message,
    })),
    notes: report.notes.map((each) => `${each.code} ${each.message}`),
  };
  return `${JSON.stringify(snapshot, null, 2)}\n`;
}

function golden(each: CorpusCase, file: string, actual: string): void {
  const path = join(each.directory, 'expected', file);
  if (CAPTURE) {
    mkdirSync(join(each.directory, 'expected'), { recursive: true });
    writeFileSync(path, actual);
    return;
  }
  expect(existsSync(path), `${path} is missing; npm run test:capture writes it`).to.equal(true);
  expect(actual).to.equal(readFileSync(path, 'utf8'));
}

function withCrlf(text: string): string {
  return text.replaceAll(/\r?\n/g, '\r\n');
}

describe('corpus', () => {
  for (const each of corpusCases()) {
    describe(each.name, () => {
      let result: RewriteResult;
      before(async () => {
        result = await run(each, each.text);
      });

      it(`is ${each.spec.outcome}`, () => {
        const { report } = result;
        const why = [...report.refusals, ...report.notes]
          .map((item) => `${item.code}: ${item.message}`)
          .join('\n');
        expect(report.outcome, why).to.equal(each.spec.outcome);
        for (const code of each.spec.codes ?? []) expect(why).to.include(code);
        if (each.spec.final !== undefined) expect(report.base?.after).to.equal(each.spec.final);
        if (report.outcome === 'rewritten')
          expect(patchReport(report)).to.match(/^--- a\/Dockerfile\n\+\+\+ b\/Dockerfile\n@@/);
        else expect(report.text ?? each.text).to.equal(each.text);
      });

      it('gives the expected file, plan and report', () => {
        golden(each, 'plan.json', planSnapshot(result));
        golden(each, 'report.txt', textReport(result.report));
        if (result.report.outcome === 'rewritten') golden(each, 'Dockerfile', result.report.text ?? '');
      });

      it('changes nothing when it is run on its own output', async () => {
        const text = result.report.text ?? each.text;
        const again = await run(each, text);
        expect(again.report.text ?? text).to.equal(text);
        expect(again.report.outcome).to.not.equal('rewritten');
      });

      it('gives the same with CRLF line ends and with a BOM', async () => {
        const expected = result.report.text ?? each.text;
        const crlf = await run(each, withCrlf(each.text));
        expect(crlf.report.outcome).to.equal(result.report.outcome);
        expect(crlf.report.text ?? withCrlf(each.text)).to.equal(withCrlf(expected));
        const bom = await run(each, `\uFEFF${each.text}`);
        expect(bom.report.text ?? `\uFEFF${each.text}`).to.equal(`\uFEFF${expected}`);
        const again = await run(each, bom.report.text ?? each.text);
        expect(again.report.outcome).to.not.equal('rewritten');
      });
    });
  }
});
