import { expect } from 'chai';
import { withoutBuildVariation, type FileTimes } from '../../src/verify/build-variation.js';

const times = (written: string | null, now: string): FileTimes => ({
  written: written === null ? null : Date.parse(written),
  now: Date.parse(now),
});
const FIRST = times('2026-11-21T16:59:13Z', '2026-11-21T17:05:00Z');
const CACHED = times('2026-11-02T08:31:00Z', '2026-11-21T17:06:00Z');

function same(a: string, b: string): void {
  expect(withoutBuildVariation(a, FIRST), a).to.equal(withoutBuildVariation(b, CACHED));
}

function differ(a: string, b: string): void {
  expect(withoutBuildVariation(a, FIRST), a).not.to.equal(withoutBuildVariation(b, CACHED));
}

describe('what varies from build to build', () => {
  it('is the time of the build, by the file’s own time and the clock', () => {
    same('built 2026-11-21T16:59:12.123Z', 'built 2026-11-02T08:30:59.9Z');
    same('built Sat, 21 Nov 2026 16:40:00 GMT', 'built Mon, 02 Nov 2026 08:00:03 GMT');
    same('{"t":1795280353123}', '{"t":1793608259000}');
    same('built 2026-11-21 18:59:12', 'built 2026-11-02 08:30:59');
  });

  it('is no other date or number', () => {
    differ('due 2024-01-01T10:00:00Z', 'due 2031-07-09T23:59:00Z');
    differ('[1700000000]', '[1800000000]');
    differ('build 1600000001', 'build 1999999999');
    differ('due 2026-11-01T10:00:00Z', 'due 2026-10-01T10:00:00Z');
    differ('built 2026-11-21T16:59:12Z', 'built 2026-11-02T10:30:59Z');
  });

  it('is the id that a framework draws, and no other uuid', () => {
    const id = (first: string): string => `${first}f1c9a5e-0b7e-4b6e-9a3a-0123456789ab`;
    same(`{"id":"${id('1')}","timestamp":1795280353123}`, `{"id":"${id('2')}","timestamp":1793608259000}`);
    same(`buildId:"${id('1')}"`, `buildId:"${id('2')}"`);
    same(`"buildId":"${id('1')}"`, `"buildId":"${id('2')}"`);
    differ(`{"namespace":"${id('1')}"}`, `{"namespace":"${id('2')}"}`);
  });

  it('is the id that Next.js draws, where its pages have it, and no name', () => {
    const [first, second] = ['x5Kq2vTzLw8_aBn-3RtYu', 'Qm9-pLk3ZdVf_7sXcWe2h'];
    const payload = (id: string): string => `self.__next_f.push([1,"0:{\\"P\\":null,\\"b\\":\\"${id}\\"}"])`;
    same(payload(first), payload(second));
    same(`1:"$Sreact.fragment"\n0:{"b":"${first}"}`, `1:"$Sreact.fragment"\n0:{"b":"${second}"}`);
    same(`{"buildId":"${first}"}`, `{"buildId":"${second}"}`);
    differ('{"b":"prod-bucket-eu-west-1"}', '{"b":"test-bucket-us-east-9"}');
    differ(payload('prod-bucket-eu-west-1'), payload('test-bucket-us-east-9'));
    differ(payload('ProdBucketEuropeWest1'), payload('TestBucketAmericaEast'));
    differ(`{"b":"${first}"}`, `{"b":"${second}"}`);
  });
});
