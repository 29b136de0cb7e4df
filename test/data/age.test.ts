import { expect } from 'chai';
import { dataAge } from '../../src/data/age.js';

describe('the age of the data', () => {
  it('is told against the day that the caller names', () => {
    const { date, olderThanSixMonths } = dataAge();
    expect(date).to.match(/^\d{4}-\d\d-\d\d$/);
    expect(olderThanSixMonths(date)).to.equal(false);
    const year = Number(date.slice(0, 4));
    const month = Number(date.slice(5, 7));
    const half = new Date(Date.UTC(year, month - 1 + 6, Number(date.slice(8, 10))));
    expect(olderThanSixMonths(half.toISOString())).to.equal(false);
    half.setUTCDate(half.getUTCDate() + 1);
    expect(olderThanSixMonths(half.toISOString())).to.equal(true);
    expect(olderThanSixMonths(`${year + 1}-12-31`)).to.equal(true);
  });
});
