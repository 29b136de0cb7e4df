import { expect } from 'chai';
import { assert as holds, property, string } from 'fast-check';
import { steady, withoutUuids } from '../../src/verify/run-variation.js';
import type { TimeSpan } from '../../src/verify/time-of-run.js';

const at = (from: string, until: string): TimeSpan => ({
  from: Date.parse(`2026-11-21T${from}Z`),
  until: Date.parse(`2026-11-21T${until}Z`),
});
const FIRST = at('17:00:00', '17:00:50');
const SECOND = at('17:09:50', '17:10:30');

function same(a: string, b: string, kind: string): void {
  const [first, second] = [steady(a, { during: FIRST }), steady(b, { during: SECOND })];
  expect(first.text, a).to.equal(second.text);
  expect(first.kinds, a).to.include(kind);
}

function differ(a: string, b: string): void {
  expect(steady(a, { during: FIRST }).text, a).not.to.equal(steady(b, { during: SECOND }).text);
}

describe('what varies from run to run', () => {
  it('takes out the time of the run in the forms that logs and servers use', () => {
    const pairs: readonly (readonly [string, string])[] = [
      ['at 2026-11-21T17:00:43.123Z up', 'at 2026-11-21T17:09:59.1Z up'],
      ['2026-11-21 17:00:43,120 INFO', '2026-11-21 17:10:00,001 INFO'],
      ['2026-11-21 17:00 up', '2026-11-21 17:10 up'],
      ['Date: Sat, 21 Nov 2026 17:00:43 GMT', 'Date: Sat, 21 Nov 2026 17:10:03 GMT'],
      ['Nov 21 17:00:43 host', 'Nov 21 17:10:03 host'],
      ['[21/Nov/2026:17:00:43 +0000] "GET /"', '[21/Nov/2026:17:10:03 +0000] "GET /"'],
      ['[21-Nov-2026 17:00:43] NOTICE: ready', '[21-Nov-2026 17:10:03] NOTICE: ready'],
      ['2026/11/21 17:00:43 [error] x', '2026/11/21 17:10:14 [error] x'],
      ['[Sat Nov 21 17:00:43.123456 2026] x', '[Sat Nov 21 17:10:03.99 2026] x'],
      ['Sat Nov 21 17:00:43 UTC 2026', 'Sat Nov 21 17:10:04 UTC 2026'],
      ['Sat Nov 21 18:00:43 CET 2026', 'Sat Nov 21 18:10:04 CET 2026'],
      ['Sat Nov 21 2026 17:00:43 GMT+0000', 'Sat Nov 21 2026 17:09:59 GMT+0000'],
      ['[Nest] 1  - 11/21/2026, 5:00:43 PM     LOG x', '[Nest] 1  - 11/21/2026, 5:10:00 PM     LOG x'],
      ['21.11.2026, 22:30:43', '21.11.2026, 22:40:00'],
      ['[17:00:43] start', '[17:09:59] start'],
      ['17:00:43 start', '17:09:59 start'],
      ['I1121 17:00:43.123456       1 main.go:3] x', 'I1121 17:10:04.000001      17 main.go:3] x'],
      ['{"time":1795280443123,"x":1}', '{"time":1795281000999,"x":1}'],
      ['ts=1795280443.123 x', 'ts=1795281001.9 x'],
      ['expires Sun, 21 Nov 2027 17:00:43 GMT', 'expires Sun, 21 Nov 2027 17:10:03 GMT'],
    ];
    for (const [a, b] of pairs) same(a, b, 'dates and times');
  });

  it('keeps the zone and the form of a time', () => {
    differ('2026-11-21T17:00:43+01:00', '2026-11-21T16:09:53+00:00');
    differ('2026-11-21 19:00:43', '2026-11-21 17:10:03');
    differ('2026-11-21 12:00:43 up', '2026-11-21 17:10:03 up');
    differ('12:00:43 up', '17:10:03 up');
    differ('[21-Nov-2026 12:00:43 UTC] up', '[21-Nov-2026 17:10:03 UTC] up');
    differ('Sat Nov 21 18:00:43 CET 2026', 'Sat Nov 21 17:10:03 UTC 2026');
    differ('Sat Nov 21 2026 18:00:43 GMT+0100 (CET)', 'Sat Nov 21 2026 17:10:03 GMT+0000 (UTC)');
    differ('21.11.2026, 17:00:43', '11/21/2026, 17:10:03');
    differ('11/21/2026, 5:00:43 PM', '11/21/2026, 17:10:03');
    differ('2026-11-21 17:00:43', '2026-11-21T17:10:03');
  });

  it('keeps dates that are content', () => {
    differ('{"due":"2024-01-01T10:00:00"}', '{"due":"2031-07-09T23:59:00"}');
    differ('{"due":"2024-01-01T10:00:00Z"}', '{"due":"2024-01-02T10:00:00Z"}');
    differ('{"date":1700000000}', '{"date":1800000000}');
    differ('since Sat, 04 Jan 2020 10:00:00 GMT', 'since Sat, 11 Jan 2020 10:00:00 GMT');
    differ('released 2024-01-02', 'released 2024-03-02');
    differ('open 12:30:00 to 18:00:00', 'open 12:30:00 to 19:00:00');
    differ('08:05:30 the first train', '09:05:30 the first train');
    differ('from 2026-11-21T00:00:00Z', 'from 2026-11-20T23:00:00Z');
    expect(steady('2026-11-21T17:00:43Z', { during: null }).kinds).to.deep.equal([]);
  });

  it('takes out the times at which the last day’s builds were made', () => {
    same('built 2026-11-21T16:59:13Z', 'built 2026-11-20T19:31:07Z', 'times of the builds');
    same('app.js?v=1795280341', 'app.js?v=1795276003', 'times of the builds');
    differ('built 2026-11-21T16:59:13Z', 'built 2026-11-01T19:31:07Z');
  });

  it('takes out what was measured and keeps what was set', () => {
    same('GET / 200 3.120 ms - 12', 'GET / 200 14 ms - 12', 'durations');
    same('done in 3.1s', 'done in 12.25s', 'durations');
    same('done in 3 s', 'done in 4 s', 'durations');
    same('ready in 123.4µs', 'ready in 9µs', 'durations');
    same('{"responseTime":12.5}', '{"responseTime":3}', 'durations');
    differ('timeout 30s', 'timeout 5s');
    differ('3 apples', '4 apples');
    differ('GET / 200 3.120 ms - 12', 'GET / 200 3.120 ms - 13');
  });

  it('takes out ids of processes, containers and requests', () => {
    same('(node:17) Warning: x', '(node:7) Warning: x', 'process ids');
    same('{"pid":17,"a":1}', '{"pid":8,"a":1}', 'process ids');
    same('Booting worker with pid: 8', 'Booting worker with pid: 12', 'process ids');
    same(
      '[2026-11-21 17:00:43 +0000] [7] [INFO] x',
      '[2026-11-21 17:10:03 +0000] [9] [INFO] x',
      'process ids',
    );
    same('2026/11/21 17:00:43 [notice] 1#1: x', '2026/11/21 17:10:03 [notice] 12#12: x', 'process ids');
    same('cron[12]: x', 'cron[77]: x', 'process ids');
    same('container 0a1b2c3d4e5f up', 'container ffb2c3d4e5f1 up', 'container ids');
    same('host <container> up', 'host <container> up', 'container ids');
    differ('/assets/0a1b2c3d4e5f.js', '/assets/ffb2c3d4e5f1.js');
    const uuids = [
      'id 6f1c9a52-0b7e-4b6e-9a3a-0123456789ab',
      'id 00000000-0b7e-4b6e-9a3a-0123456789ab',
    ] as const;
    differ(...uuids);
    expect(withoutUuids(uuids[0])).to.equal(withoutUuids(uuids[1]));
    same('{"requestId":"abc-1"}', '{"requestId":"zzz-9"}', 'request ids');
    same('x-request-id: abc', 'x-request-id: def', 'request ids');
  });

  it('takes out chosen addresses and keeps the ports that somebody set', () => {
    same('http://127.0.0.1:49153/x', 'http://127.0.0.1:32768/x', 'addresses');
    same('from 172.17.0.2', 'from 172.17.0.9', 'addresses');
    same('panic 0xc000012345', 'panic 0xc0000aaaaa', 'memory addresses');
    same('ETag: W/"12-abc"', 'ETag: "98"', 'entity tags');
    differ('Listening on 127.0.0.1:3000', 'Listening on 127.0.0.1:8080');
    differ('Listening on 0.0.0.0:80', 'Listening on 127.0.0.1:80');
  });

  it('takes out the ids that frameworks draw in every build', () => {
    const page = (id: string): string =>
      `<!--${id}--><script src="/_next/static/${id}/_buildManifest.js"></script>{"buildId":"${id}"}`;
    same(page('AbCdEfGhIjKlMnOpQrStU'), page('zyxwvutsrqponmlkjih-_'), 'ids of the builds');
    differ('/_next/static/chunks/main-1a2b.js', '/_next/static/chunks/main-3c4d.js');
    differ('{"buildId":"1.2.3"}', '{"buildId":"1.2.4"}');
  });

  it('keeps prices, counts, versions and digests', () => {
    differ('price 3.50', 'price 3.60');
    differ('12 users', '13 users');
    differ('version 1.2.3', 'version 1.2.4');
    differ('node v20.1.0', 'node v20.1.1');
    differ(`sha256 ${'a1'.repeat(32)}`, `sha256 ${'b2'.repeat(32)}`);
    differ('order 123456789012', 'order 123456789013');
    differ('app-1a2b3c4d.js', 'app-5e6f7a8b.js');
    differ('color 0xff00aa', 'color 0xff00ab');
    expect(steady('3.50 EUR, 12 users, v1.2.3 on port 8080', { during: FIRST }).kinds).to.deep.equal([]);
  });

  it('changes nothing more when asked twice', () => {
    holds(
      property(string({ maxLength: 200 }), (text) => {
        const once = steady(text, { during: FIRST }).text;
        return steady(once, { during: FIRST }).text === once;
      }),
    );
  });

  it('reads a long line in one pass', () => {
    const long = '1234567890.'.repeat(90_000);
    expect(steady(long, { during: FIRST }).text.length).to.be.greaterThan(0);
  });

  it('is sure of a process id only where it cannot be a place in a list, or a product', () => {
    const sure = (text: string): string => steady(text, { during: FIRST }, 'sure').text;
    for (const text of [
      'plugins[14]: loaded',
      '[{"pid":17,"name":"x"}]',
      'pid=14',
      'items[14] ERROR x',
      'container 123456abcdef',
      'docker-aaaaaaaaaaaa',
    ])
      expect(sure(text)).to.equal(text);
    expect(sure('2026-11-21 17:00:43 cron[12]: x')).to.match(/cron\[<pid>\]: x$/);
    expect(sure('Nov 21 17:00:43 host cron[12]: x')).to.match(/cron\[<pid>\]: x$/);
    expect(sure('{"level":30,"pid":17,"hostname":"h","msg":"x"}')).to.contain('"pid":<pid>');
    expect(sure('{"name":"a","hostname":"h","pid":17,"msg":"x"}')).to.contain('"pid":<pid>');
    expect(sure('Booting worker with pid: 8')).to.equal('Booting worker with pid: <pid>');
    differ('a plugins[14]: loaded', 'a plugins[2]: loaded');
  });
});
