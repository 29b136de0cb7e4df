import { expect } from 'chai';
import { explainReport } from '../../src/report/explain.js';
import { candidateReport, verifiedReport } from '../../src/report/model.js';
import { jsonReport } from '../../src/report/json.js';
import type { Style } from '../../src/report/style.js';
import { textReport } from '../../src/report/text.js';
import { verifyReport } from '../../src/report/verify-text.js';
import { visible, visibleLine } from '../../src/report/visible.js';
import { rewrite } from '../../src/rewrite.js';
import { check, equalVerification, finding } from './verification.js';

const EVIL = '\u001b[2J\u001b]0;title\u0007\u001b[32mequal\u001b[0m\r\u009b1m\u202e';
/** Everything that a terminal obeys, but for the end of a line and a tab. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const paint = (text: string): string => `\u001b[1m${text}\u001b[22m`;
const colours: Style = { heading: paint, added: paint, removed: paint, dim: paint, problem: paint };

describe('text for a terminal', () => {
  it('shows control characters, one for one, and keeps lines and tabs', () => {
    expect(visible('a\u001b[1mb\u0007\r\u007f\u0000\tc\r\nd')).to.equal('a␛[1mb␇␍␡␀\tc␍\nd');
    expect(visible('\u009b1m \u202e é 😀 …')).to.equal('\ufffd1m \ufffd é 😀 …');
    expect(visibleLine('a\nb')).to.equal('a␊b');
  });

  const differs = finding({
    check: 'files',
    weight: 'different',
    subject: `/app/${EVIL}\nV-FORGED`,
    before: `x${EVIL}`,
    after: EVIL,
    because: EVIL,
  });
  const verification = equalVerification({
    because: EVIL,
    log: [EVIL],
    checks: [check('files', [differs]), check('behaviour', [{ ...differs, weight: 'note' }])],
  });
  const { report } = rewrite({ text: `FROM node:20\nRUN echo '${EVIL}'\n`, source: EVIL });
  const candidate = candidateReport(EVIL, 'standard', 'FROM a\n', 'FROM b\n');

  it('has no other control characters in any report', () => {
    const compared = verifiedReport(candidate, verification, []);
    const texts = (look: { style: Style; width: number } | undefined): readonly string[] => [
      verifyReport(compared, verification, look),
      textReport({ ...report, verification }, look),
      explainReport(report, look),
    ];
    for (const text of texts(undefined)) {
      expect(text).to.not.match(CONTROL);
      expect(text).to.include('␛[2J');
      expect(text).to.not.match(/^V-FORGED/m);
    }
    for (const text of texts({ style: colours, width: 100 })) {
      expect(text).to.include(paint('').slice(0, 4));
      expect(text.replaceAll(/\u001b\[(?:1|22)m/g, ''))
        .to.not.match(CONTROL)
        .and.not.match(/[\ufdd0-\ufddf]/);
    }
  });

  it('has the styles of its look', () => {
    const compared = verifiedReport(candidate, verification, []);
    const plain = verifyReport(compared, verification);
    const coloured = verifyReport(compared, verification, { style: colours, width: 100 });
    expect(coloured).to.include(paint('What differs'));
    expect(coloured.replaceAll(/\u001b\[(?:1|22)m/g, '')).to.equal(plain);
  });

  it('is not what JSON has', () => {
    const compared = verifiedReport(candidate, verification, []);
    expect(JSON.parse(jsonReport(compared)).verify.log).to.deep.equal([EVIL]);
  });
});
