import { expect } from 'chai';
import { isErrorLine, isMissingLine } from '../../src/verify/error-lines.js';
import { compareLogs, logLines, type LogText } from '../../src/verify/log-lines.js';
import type { TimeSpan } from '../../src/verify/time-of-run.js';

describe('lines of a log', () => {
  it('leaves out stack frames and what package managers say of themselves', () => {
    const text = [
      '> app@1.0.0 start',
      '> node index.js',
      '',
      'npm notice New major version of npm available!',
      "Error: Cannot find module 'x'",
      '    at Module._load (node:internal/modules/cjs/loader:1:2)',
    ].join('\n');
    expect([...logLines({ text, during: null })]).to.deep.equal(["Error: Cannot find module 'x'"]);
  });

  it('tells errors and missing things from news', () => {
    for (const line of [
      'TypeError: x is not a function',
      'connect ECONNREFUSED 127.0.0.1',
      'PHP Warning:  x',
      'code: EAI_AGAIN',
      'ENOSPC: x',
      'ERROR x',
      '(node:1) DeprecationWarning: y',
    ])
      expect(isErrorLine(line), line).to.equal(true);
    for (const line of [
      'Listening on port 3000',
      'Environment: production',
      '3 events queued',
      'Express server up',
      'EXPERIMENTAL features are on',
      'ENABLED',
      'terrors and mirrors',
    ])
      expect(isErrorLine(line), line).to.equal(false);
    expect(isMissingLine("Error: Cannot find module 'express'")).to.equal(true);
    expect(isMissingLine('unknown time zone Europe/Berlin')).to.equal(true);
    expect(isMissingLine('error while loading shared libraries: libpq.so.5')).to.equal(true);
    expect(isMissingLine('connect ECONNREFUSED 127.0.0.1')).to.equal(false);
  });

  it('needs a line in every run of the original before it misses it', () => {
    const log = (...lines: readonly string[]): LogText => ({ text: lines.join('\n'), during: null });
    expect(compareLogs(log('a', 'b'), log('a'), []).gone).to.deep.equal(['b']);
    expect(compareLogs(log('a', 'b'), log('a'), [log('a')]).gone).to.deep.equal([]);
    expect(compareLogs(log('a'), log('a', 'b'), [log('a', 'b')]).added).to.deep.equal([]);
    expect(compareLogs(log('loaded 3'), log('loaded 0'), [log('loaded 3')])).to.deep.equal({
      added: ['loaded 0'],
      gone: ['loaded 3'],
      normalised: [],
    });
  });

  it('leaves out the part of a line that is another one at every start', () => {
    const log = (...lines: readonly string[]): LogText => ({ text: lines.join('\n'), during: null });
    const warning = (secret: string): string => `warning: no secret is set, generated one: ${secret}`;
    const runs = [log('up', warning('a+b/9')), [log('up', warning('Zz81q'))]] as const;
    const compare = (...lines: readonly string[]): readonly string[] =>
      compareLogs(runs[0], log(...lines), runs[1]).added;
    expect(compare('up', warning('x/y'))).to.deep.equal([]);
    const base64 = [log(warning('iq/3+Zp')), [log(warning('M/x8')), log(warning('u+e'))]] as const;
    expect(compareLogs(base64[0], log(warning('qqq7')), base64[1]).added).to.deep.equal([]);
    expect(compareLogs(runs[0], log('up', warning('x/y')), []).added).to.have.length(1);
    expect(compare('up', warning('no such file'))).to.have.length(1);
    expect(compare('up', 'warning: no template')).to.deep.equal(['warning: no template']);
    const job = (id: string): LogText => log(`job ${id}: host db not found`);
    expect(compareLogs(job('q8'), job('r9/+a'), [job('s+7')]).added).to.deep.equal([]);
    expect(compareLogs(job('q8'), log('job r9: module x not found'), [job('s+7')]).added).to.have.length(1);
  });

  it('lists what was taken out', () => {
    const log = (text: string): LogText => ({ text, during: null });
    const id = '6f1c9a52-0b7e-4b6e-9a3a-0123456789ab';
    expect(compareLogs(log(`in 3 ms ${id}`), log(`in 4 ms ${id}`), [])).to.deep.equal({
      added: [],
      gone: [],
      normalised: ['durations', 'unique ids'],
    });
    expect(compareLogs(log('in 3 ms'), log('in 3 ms'), []).normalised).to.deep.equal([]);
  });

  it('knows a time that stands in both logs for what it is', () => {
    const run = (from: string): TimeSpan => ({ from: Date.parse(from), until: Date.parse(from) + 30_000 });
    // The image was built at 17:00:10, and the first run began before the second image was built.
    const before = { text: 'built 2026-11-21 17:00:10', during: run('2026-11-21T17:00:05Z') };
    const after = { text: 'built 2026-11-21 17:00:10', during: run('2026-11-21T17:05:00Z') };
    const other = { ...after, text: 'built 2026-11-21 17:00:10\nnext' };
    expect(compareLogs(before, after, []).added).to.deep.equal([]);
    expect(compareLogs(before, other, [])).to.deep.include({ added: ['next'], gone: [] });
  });

  it('counts lines of one shape with their numbers, unless they vary or count', () => {
    const log = (...lines: readonly string[]): LogText => ({ text: lines.join('\n'), during: null });
    const steps = (...items: readonly number[]): LogText =>
      log(...items.map((count, index) => `step ${index + 1}: ${count} items`));
    const none = { added: [], gone: [] };
    expect(compareLogs(steps(100, 250), steps(0, 0), [])).to.deep.include({
      added: ['step 1: 0 items', 'step 2: 0 items'],
      gone: ['step 1: 100 items', 'step 2: 250 items'],
    });
    expect(compareLogs(steps(100, 250), steps(100, 0), [steps(100, 250)]).added).to.have.length(1);
    const varied = [steps(100, 250), [steps(110, 240)]] as const;
    expect(compareLogs(varied[0], steps(120, 235), varied[1])).to.deep.include(none);
    expect(compareLogs(varied[0], steps(120, 0), varied[1]).added).to.deep.equal(['step 2: 0 items']);
    expect(compareLogs(varied[0], steps(120, 4_000_000), varied[1]).added).to.have.length(1);

    const ticks = (count: number): LogText =>
      log(...Array.from({ length: count }, (_, index) => `tick ${index + 8} of load`));
    expect(compareLogs(ticks(4), ticks(5), [])).to.deep.include(none);
    expect(compareLogs(ticks(5), ticks(4), [ticks(5)])).to.deep.include(none);
    expect(compareLogs(ticks(2), ticks(9), []).added).to.have.length(7);
    expect(compareLogs(ticks(9), ticks(2), []).gone).to.have.length(7);
    expect(compareLogs(ticks(1), ticks(2), []).added).to.have.length(1);
    expect(compareLogs(log('a 1', 'a 2'), log('a 1', 'a 2', 'a 7'), []).added).to.deep.equal(['a 7']);
    expect(compareLogs(log('queue 1', 'up'), log('queue 0', 'up'), [log('queue 2', 'up')])).to.deep.include(
      none,
    );
  });

  it('leaves out the ids of a server’s processes', () => {
    const log = (first: number): LogText => ({
      text: [first, first + 1].map((id) => `[notice] start worker process ${id}`).join('\n'),
      during: null,
    });
    expect(compareLogs(log(29), log(7), []).added).to.deep.equal([]);
  });

  it('reads long logs of one shape without taking their square', () => {
    const rows = (from: number): LogText => ({
      text: Array.from({ length: 20_000 }, (_, index) => `row ${from + index} of ${from}`).join('\n'),
      during: null,
    });
    expect(compareLogs(rows(10_000), rows(50_001), [rows(30_000)]).added).to.deep.equal([]);
  }).timeout(10_000);
});
