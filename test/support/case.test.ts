import { expect } from 'chai';
import { place } from '../cli/program.js';
import { readSpec } from './case.js';

describe('case.json', () => {
  it('is read when every key is one that cases have', () => {
    const here = place({ 'case.json': '{ "title": "a case", "outcome": "refused", "codes": ["E-TARGET"] }' });
    expect(readSpec(here.file('case.json'))).to.deep.equal({
      title: 'a case',
      outcome: 'refused',
      codes: ['E-TARGET'],
    });
    here.remove();
  });

  it('is an error with a key or a value that no case has', () => {
    const here = place({
      'key.json': '{ "title": "a case", "outcome": "refused", "code": ["E-TARGET"] }',
      'value.json': '{ "title": "a case", "outcome": "declined" }',
    });
    expect(() => readSpec(here.file('key.json'))).to.throw(/key\.json: code: /);
    expect(() => readSpec(here.file('value.json'))).to.throw(/value\.json: outcome: /);
    here.remove();
  });
});
