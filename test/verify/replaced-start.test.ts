import { expect } from 'chai';
import { allowReplaced } from '../../src/verify/replaced-start.js';
import type { Finding } from '../../src/verify/types.js';

const found = (code: string): Finding => ({
  check: 'behaviour',
  code,
  weight: 'different',
  subject: 'the start',
  before: null,
  after: 'x',
  because: 'it differs',
});

describe('a start command that the rewrite replaces', () => {
  const findings = ['V-LOG-ERROR', 'V-STOP-CODE', 'V-BODY', 'V-STOP'].map(found);
  const weights = (reason: string | null): readonly string[] =>
    allowReplaced(findings, reason).map((each) => each.weight);

  it('may log and stop in its own way, and answers as before', () => {
    expect(weights('nginx serves the files')).to.deep.equal(['allowed', 'allowed', 'different', 'different']);
  });

  it('may have other processes', () => {
    const process: Finding = { ...found('V-PROCESS'), weight: 'unsure' };
    expect(allowReplaced([process], 'nginx serves the files')[0]?.weight).to.equal('allowed');
    expect(allowReplaced([process], null)[0]?.weight).to.equal('unsure');
  });

  it('may name itself in a header, and guards the reader as before', () => {
    const header = (name: string, before: string | null): Finding => ({
      ...found('V-HEADER'),
      subject: `GET / on port 80, ${name}`,
      before,
    });
    const headers = [
      header('server', null),
      header('content-disposition', 'inline; filename="index.html"'),
      header('content-disposition', 'attachment'),
      header('content-security-policy', "default-src 'self'"),
    ];
    expect(allowReplaced(headers, 'nginx serves the files').map(({ weight }) => weight)).to.deep.equal([
      'allowed',
      'allowed',
      'different',
      'different',
    ]);
  });

  it('is nothing special when it was left alone', () => {
    expect(weights(null)).to.deep.equal(['different', 'different', 'different', 'different']);
  });
});
