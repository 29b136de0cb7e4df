import { expect } from 'chai';
import * as fc from 'fast-check';
import { field, parseJson, parseJsonc, textFields, textsOf } from '../../src/project/json.js';

describe('JSON', () => {
  it('reads with a byte order mark, and says undefined to garbage', () => {
    expect(parseJson('\uFEFF{"a":1}')).to.deep.equal({ a: 1 });
    expect(parseJson('{a:1}')).to.equal(undefined);
    expect(parseJson('null')).to.equal(null);
  });

  it('takes comments and trailing commas out of JSON with comments, not out of strings', () => {
    const text = '{ // x\n "a": "// no, /* no */ ,}", /* y */ "b": [1, 2, ], "c": "\\",]", \n}';
    expect(parseJsonc(text)).to.deep.equal({ a: '// no, /* no */ ,}', b: [1, 2], c: '",]' });
    expect(parseJsonc('{ /*')).to.equal(undefined);
  });

  it('reads every JSON text as JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, garbage) => {
        const text = JSON.stringify(value, null, 1);
        expect(parseJsonc(text)).to.deep.equal(JSON.parse(text));
        expect(parseJsonc(`// x\n${text} /* , */`)).to.deep.equal(JSON.parse(text));
        parseJsonc(garbage);
      }),
    );
  });

  it('never finds what an object has from its prototype', () => {
    expect(field({}, 'constructor')).to.equal(undefined);
    expect(textFields({ a: 'x', b: 1 })['constructor']).to.equal(undefined);
    expect(textFields({ a: 'x', b: 1 })).to.deep.equal({ a: 'x' });
    expect(textsOf(['a', 1, 'b'])).to.deep.equal(['a', 'b']);
    expect(textsOf('a')).to.deep.equal(['a']);
  });
});
