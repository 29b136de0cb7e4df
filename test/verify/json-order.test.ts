import { expect } from 'chai';
import { orderedJson } from '../../src/verify/json-order.js';

describe('JSON with its keys in order', () => {
  it('is the same for the same members, and keeps the order of arrays', () => {
    expect(orderedJson('{"b":[1,2],"a":{"d":1,"c":"x: 1e999"}}')).to.equal(
      orderedJson('{"a":{"c":"x: 1e999","d":1},"b":[1,2]}'),
    );
    expect(orderedJson('{"a":[1,2]}')).not.to.equal(orderedJson('{"a":[2,1]}'));
    expect(orderedJson('[{"a":"\\"b\\":1","id":"1234567890123456789"}]')).not.to.equal(null);
    expect(orderedJson('{"a":0.12345678901234568,"b":1234567890123456}')).not.to.equal(null);
    expect(orderedJson('{"a":0.000,"b":-1.5e+3,"c":0.123456789012345}')).not.to.equal(null);
  });

  it('is none where reading would lose a part of it', () => {
    for (const text of [
      '{"v":123456789012345.671}',
      '{"v":12345678901234567890}',
      '{"v":1e400}',
      '{"v":-1E+400}',
      '{"v":1e-400}',
      '{"a":1,"a":2}',
      '[{"a":{"b":1,"\\u0062":2}}]',
    ])
      expect(orderedJson(text), text).to.equal(null);
  });

  it('is none for other texts', () => {
    for (const text of ['hello', '{"a":', '"a"', '{a:1}']) expect(orderedJson(text), text).to.equal(null);
  });

  it('reads a long text in one pass', () => {
    const long = `[${'{"a":"x","b":1},'.repeat(50_000)}0]`;
    expect(orderedJson(long)?.length).to.be.greaterThan(long.length);
    expect(orderedJson(`["${'x'.repeat(4_000_000)}"]`)).not.to.equal(null);
    expect(orderedJson(`["${'x'.repeat(2_000_000)}`)).to.equal(null);
  });
});
