import { expect } from 'chai';
import { lineAt, lineMap, placeOf } from '../../src/source/line-map.js';

describe('line map', () => {
  const map = lineMap('ab\n\r\ncd\n');

  it('counts lines by line feeds, from one', () => {
    expect([0, 2, 3, 4, 5, 7, 8, 99].map((offset) => lineAt(map, offset))).to.deep.equal([
      1, 1, 2, 2, 3, 3, 4, 4,
    ]);
  });

  it('ends a place on the line of its last character', () => {
    expect(placeOf('Dockerfile', map, { start: 0, end: 5 })).to.deep.include({ line: 1, endLine: 2 });
    expect(placeOf('Dockerfile', map, { start: 5, end: 5 })).to.deep.include({ line: 3, endLine: 3 });
  });
});
