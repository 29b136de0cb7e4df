import { expect } from 'chai';
import { compareBehaviour } from '../../src/verify/behaviour.js';
import type { HttpAnswer, Observation } from '../../src/verify/types.js';

const command: Observation = {
  args: [],
  state: 'ended',
  exitCode: 0,
  listening: null,
  health: null,
  answers: [],
  stdout: 'a\nb\n',
  stderr: '',
  stop: null,
  failure: null,
};

const answer: HttpAnswer = {
  request: { method: 'GET', path: '/', body: null, headers: {} },
  port: 3000,
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<p>hello</p>',
};

const server: Observation = {
  ...command,
  state: 'serving',
  exitCode: null,
  listening: [3000],
  answers: [answer],
  stdout: 'ready in 12 ms\n',
  stop: { exitCode: 0, seconds: 0.2, killed: false },
};

function serving(change: Partial<HttpAnswer>): Observation {
  return { ...server, answers: [{ ...answer, ...change }] };
}

function codes(before: Observation, after: Observation, again: Observation | null = null): readonly string[] {
  const { findings } = compareBehaviour([before], [after], again ? [[again]] : []);
  return findings.map((it) => `${it.code} ${it.weight}`);
}

const at = (from: string): NonNullable<Observation['during']> => {
  const start = Date.parse(`2026-11-21T${from}Z`);
  return { from: start, until: start + 40_000 };
};
const FIRST = at('17:00:20');
const SECOND = at('17:09:40');

describe('comparison of what two images do', () => {
  it('finds equal what is equal but for the time', () => {
    const compared = compareBehaviour([server], [{ ...server, stdout: 'ready in 99 ms\n' }]);
    expect(compared.findings).to.deep.equal([]);
    const body = compareBehaviour(
      [{ ...serving({ body: 'at 2026-11-21T17:00:43Z' }), during: FIRST }],
      [{ ...serving({ body: 'at 2026-11-21T17:10:00Z' }), during: SECOND }],
    );
    expect(body).to.deep.equal({ findings: [], normalised: ['dates and times'] });
  });

  it('sees another exit code, output or end', () => {
    expect(codes(command, { ...command, exitCode: 1 })).to.deep.equal(['V-EXIT different']);
    expect(codes(command, { ...command, stdout: 'a\nc\n' })).to.deep.equal(['V-OUTPUT different']);
    expect(codes(command, { ...command, stdout: 'b\na\n' })).to.deep.equal(['V-OUTPUT different']);
    expect(codes(command, { ...command, stderr: 'warning: no locale\n' })).to.deep.equal([
      'V-OUTPUT different',
    ]);
    expect(codes(command, { ...command, state: 'running', exitCode: null })).to.deep.equal([
      'V-STATE different',
    ]);
    expect(codes(command, { ...command, state: 'failed', exitCode: null, failure: 'no file' })).to.deep.equal(
      ['V-START different'],
    );
  });

  it('decides nothing where the engine did not tell what happened', () => {
    const lost = { ...server, unseen: 'the engine does not say how it ended' };
    expect(codes(server, lost)).to.deep.equal(['V-UNSEEN unsure']);
    expect(codes(lost, server)).to.deep.equal(['V-UNSEEN unsure']);
    expect(codes(server, serving({ status: 500 }), lost)).to.deep.equal(['V-STATUS different']);
  });

  it('does not call equal what was cut', () => {
    const whole = (digest: string | null): Partial<HttpAnswer> => ({ whole: { bytes: 5_000_000, digest } });
    expect(codes(serving(whole('a')), serving(whole('a')))).to.deep.equal([]);
    expect(codes(serving(whole('a')), serving(whole('b')))).to.deep.equal(['V-BODY unsure']);
    expect(codes(serving(whole('a')), server)).to.deep.equal(['V-BODY unsure']);
    expect(codes(serving({ ...whole('a'), body: 'x' }), serving(whole('b')))).to.deep.equal([
      'V-BODY different',
    ]);
    const stream = (body: string): Observation => serving({ ...whole(null), body });
    expect(codes(stream('tick tick'), stream('tick'))).to.deep.equal(['V-BODY unsure']);
    expect(codes(stream('tick tick'), stream('tack'))).to.deep.equal(['V-BODY different']);
    const out = (digest: string): Observation => ({
      ...command,
      whole: { stdout: { bytes: 2_000_000, digest } },
    });
    expect(codes(out('a'), out('b'))).to.deep.equal(['V-OUTPUT unsure']);
    expect(codes(out('a'), out('a'))).to.deep.equal([]);
    const log = (digest: string): Observation => ({ ...server, whole: out(digest).whole });
    expect(codes(log('a'), log('b'))).to.deep.equal(['V-LOG note']);
  });

  it('sees a lost time zone and another constant date', () => {
    const body = (text: string, during: Observation['during']): Observation => ({
      ...serving({ body: text }),
      during,
    });
    expect(codes(body('now 18:00:30 on 2026-11-21 18:00:30', FIRST), body('now', SECOND))).to.have.length(1);
    const local = (time: string): string => `it is 2026-11-21 ${time}`;
    expect(codes(body(local('18:00:30'), FIRST), body(local('18:09:50'), SECOND))).to.deep.equal([]);
    expect(codes(body(local('18:00:30'), FIRST), body(local('17:09:50'), SECOND))).to.deep.equal([
      'V-BODY different',
    ]);
    const due = (date: string): Observation => body(`{"due":"${date}T10:00:00"}`, FIRST);
    expect(codes(due('2024-01-01'), due('2031-07-09'), due('2024-01-01'))).to.deep.equal([
      'V-BODY different',
    ]);
  });

  it('does not decide by uuids alone, unless the original changes them', () => {
    const body = (id: string): Observation =>
      serving({ body: `<p id="${id}6f1c9a5-0b7e-4b6e-9a3a-0123456789ab">` });
    expect(codes(body('1'), body('2'))).to.deep.equal(['V-BODY unsure']);
    expect(codes(body('1'), body('2'), body('1'))).to.deep.equal(['V-BODY unsure']);
    expect(codes(body('1'), body('2'), body('3'))).to.deep.equal([]);
  });

  it('does not count npm’s banner as output', () => {
    const banner = '\n> app@1.0.0 start\n> node index.js\n\na\nb\n';
    expect(codes({ ...command, stdout: banner }, command)).to.deep.equal([]);
    expect(codes({ ...command, stdout: `${banner}c\n` }, command)).to.deep.equal(['V-OUTPUT different']);
  });

  it('sees another status, header and body', () => {
    expect(codes(server, serving({ status: 500, body: 'x' }))).to.deep.equal(['V-STATUS different']);
    expect(codes(server, serving({ headers: { 'content-type': 'text/plain' } }))).to.deep.equal([
      'V-HEADER different',
    ]);
    expect(codes(server, serving({ headers: {} }))).to.deep.equal(['V-HEADER different']);
    expect(codes(server, serving({ body: '<p>hallo</p>' }))).to.deep.equal(['V-BODY different']);
  });

  it('sees a server that does not come up, and a port of several that is silent', () => {
    const silent: Observation = {
      ...server,
      state: 'running',
      listening: [],
      answers: [{ ...answer, status: null, headers: {}, body: '' }],
    };
    expect(codes(server, silent)).to.deep.equal(['V-START different']);
    expect(codes(server, { ...command, exitCode: 0, answers: [] })).to.deep.equal(['V-STATE different']);
    expect(codes(server, { ...command, exitCode: 1, answers: [] })).to.deep.equal(['V-START different']);
    const second = { ...answer, port: 3001 };
    const two = { ...server, answers: [answer, second] };
    expect(codes(two, { ...two, answers: [answer, { ...second, status: null }] })).to.deep.equal([
      'V-NO-ANSWER different',
    ]);
    expect(codes({ ...two, answers: [answer, { ...second, status: null }] }, two)).to.deep.equal([
      'V-NO-ANSWER note',
    ]);
  });

  it('takes a server of another protocol for one that is up', () => {
    const redis: Observation = {
      ...server,
      state: 'running',
      answers: [{ ...answer, status: null, headers: {}, body: '' }],
    };
    expect(codes(redis, redis)).to.deep.equal([]);
    expect(codes(redis, { ...redis, listening: [] })).to.deep.equal(['V-START different']);
  });

  it('compares listening ports, and not those that the system chose or nobody could read', () => {
    expect(codes(server, { ...server, listening: [3000, 9229] })).to.deep.equal(['V-LISTENING different']);
    expect(codes({ ...server, listening: [3000, 9100] }, server)).to.deep.equal(['V-LISTENING different']);
    const chosen = (port: number): Observation => ({ ...server, listening: [3000, port] });
    expect(codes(chosen(40123), chosen(51234))).to.deep.equal(['V-LISTENING unsure']);
    expect(codes(chosen(40123), chosen(51234), chosen(38888))).to.deep.equal([]);
    expect(codes(chosen(50051), chosen(50052), chosen(50051))).to.deep.equal(['V-LISTENING different']);
    expect(codes(server, { ...server, listening: null })).to.deep.equal(['V-LISTENING note']);
    const deaf = { ...server, listening: null };
    expect(codes(deaf, deaf)).to.deep.equal([]);
  });

  it('compares UDP ports and the processes that are always there', () => {
    const of = (udp: readonly number[] | null, ...processes: readonly string[]): Observation => ({
      ...server,
      udp,
      processes,
    });
    const two = of([5353], 'node', 'node', 'sh');
    expect(codes(two, of([5353], 'node', 'node'))).to.deep.equal([]);
    expect(codes(two, of([], 'node', 'node'))).to.deep.equal(['V-LISTENING different']);
    expect(codes(two, of([], 'node', 'node'), of([], 'node', 'node'))).to.deep.equal([]);
    expect(codes(two, of(null, 'node'))).to.deep.equal(['V-PROCESS unsure']);
    expect(codes(two, of(null, 'node'), of(null, 'node'))).to.deep.equal([]);
    expect(codes(two, of(null, 'node', 'node', 'cron'))).to.deep.equal(['V-PROCESS note']);
    expect(codes(of(null, 'node'), of(null, 'MainThread'))).to.deep.equal([]);
    expect(codes(of(null, 'python3.12', 'php-fpm8.2'), of(null, 'python3', 'php-fpm'))).to.deep.equal([]);
    expect(codes(two, { ...server, processes: null })).to.deep.equal([]);
  });

  it('misses a program that another one replaces, and no starter, worker or one that comes and goes', () => {
    const of = (...processes: readonly string[]): Observation => ({ ...server, processes });
    const { findings } = compareBehaviour([of('crond', 'node')], [of('node', 'tail')]);
    expect(findings.map(({ code, weight, because }) => `${code} ${weight}: ${because}`)).to.deep.equal([
      'V-PROCESS unsure: crond of the original does not run',
    ]);
    expect(codes(of('crond', 'node'), of('node', 'tail'), of('node'))).to.deep.equal(['V-PROCESS note']);
    expect(codes(of('npm start', 'sh', 'node'), of('tini', 'node'))).to.deep.equal([]);
    expect(codes(of('nginx', 'nginx', 'nginx'), of('nginx', 'nginx', 'tail'))).to.deep.equal([
      'V-PROCESS note',
    ]);
    expect(codes(of('nginx', 'nginx', 'nginx'), of('nginx', 'nginx'))).to.deep.equal(['V-PROCESS unsure']);
  });

  it('does not pass over a server of another protocol that is not heard any more', () => {
    const silent = { ...answer, status: null, headers: {}, body: '' };
    const redis: Observation = { ...server, answers: [silent], greetings: [{ port: 3000, text: '+PONG' }] };
    const mute: Observation = { ...server, answers: [silent] };
    expect(codes(redis, mute)).to.deep.equal(['V-GREETING unsure']);
    expect(codes(redis, mute, mute)).to.deep.equal([]);
    expect(codes(redis, server)).to.include('V-GREETING different');
    const quiet = { ...redis, greetings: [{ port: 3000, text: '' }] };
    expect(codes(quiet, server)).to.deep.equal(['V-NO-ANSWER note']);
    expect(codes(redis, { ...mute, listening: [] })).to.deep.equal(['V-LISTENING different']);
  });

  it('does not take silence on a port for equal when nobody could read which are open', () => {
    const second = { ...answer, port: 50051, status: null, headers: {}, body: '' };
    const of = (listening: readonly number[] | null): Observation => ({
      ...server,
      listening,
      answers: [answer, second],
    });
    expect(codes(of(null), of(null))).to.deep.equal(['V-UNSEEN unsure']);
    expect(codes(of([3000]), of([3000]))).to.deep.equal([]);
    expect(codes({ ...server, listening: null }, { ...server, listening: null })).to.deep.equal([]);
  });

  it('compares what servers of other protocols say first', () => {
    const says = (text: string): Observation => ({
      ...server,
      answers: [{ ...answer, status: null, headers: {}, body: '' }],
      greetings: [{ port: 3000, text }],
    });
    expect(codes(says('+PONG'), says('+PONG'))).to.deep.equal([]);
    expect(codes(says('+PONG'), says('-ERR'))).to.deep.equal(['V-GREETING different']);
    expect(codes(says('hi <qx81>'), says('hi <a7>'), says('hi <zz>'))).to.deep.equal([]);
  });

  it('says how little answers prove that tell of nothing', () => {
    const of = (status: number): Observation => serving({ status });
    expect(codes(of(503), of(503))).to.deep.equal(['V-SAME-FAILURE unsure']);
    expect(codes(of(503), of(200))).to.deep.equal(['V-STATUS different']);
    expect(codes(of(404), of(404))).to.deep.equal(['V-NOT-FOUND-ONLY note']);
    const both = { ...server, answers: [answer, { ...answer, status: 404 }] };
    expect(codes(both, both)).to.deep.equal([]);
  });

  it('compares the health check’s result', () => {
    const healthy = { ...server, health: 'healthy' };
    expect(codes(healthy, { ...server, health: 'unhealthy' })).to.deep.equal(['V-HEALTH different']);
    expect(codes(healthy, { ...server, health: 'starting' })).to.deep.equal(['V-HEALTH unsure']);
    const starting = { ...server, health: 'starting' };
    expect(codes(starting, starting)).to.deep.equal(['V-HEALTH unsure']);
    expect(codes(starting, starting, starting)).to.deep.equal(['V-HEALTH unsure']);
    const unhealthy = { ...server, health: 'unhealthy' };
    expect(codes(unhealthy, unhealthy, unhealthy)).to.deep.equal(['V-HEALTH unsure']);
    expect(codes({ ...server, health: 'unhealthy' }, healthy)).to.deep.equal(['V-HEALTH note']);
    expect(codes(healthy, healthy)).to.deep.equal([]);
  });

  it('compares how they stop, and never how long it takes', () => {
    const killed = { ...server, stop: { exitCode: 137, seconds: 10.1, killed: true } };
    expect(codes(server, killed)).to.deep.equal(['V-STOP different']);
    expect(codes(killed, server)).to.deep.equal(['V-STOP note']);
    expect(codes(server, { ...server, stop: { exitCode: 143, seconds: 0.2, killed: false } })).to.deep.equal([
      'V-STOP-CODE different',
    ]);
    expect(codes(server, { ...server, stop: { exitCode: 0, seconds: 8, killed: false } })).to.deep.equal([]);
  });

  it('reads logs as sets of lines: order, repetition and counters mean nothing', () => {
    const log = (stdout: string): Observation => ({ ...server, stdout });
    expect(codes(log('a\nretry\nb\n'), log('b\nretry\nretry\na\n'))).to.deep.equal([]);
    expect(codes(log('tick 1\ntick 2\n'), log('tick 1\ntick 2\ntick 3\n'))).to.deep.equal([]);
    expect(codes(log('up\n'), log('up\nError: cannot open template\n'))).to.deep.equal([
      'V-LOG-ERROR different',
    ]);
    expect(codes(log('up\n'), log('started\n'))).to.deep.equal(['V-LOG note']);
  });

  it('has nothing but the log to compare where nothing answers', () => {
    const worker = (stdout: string): Observation => ({ ...server, state: 'running', answers: [], stdout });
    expect(codes(worker('3 jobs\n'), worker('3 jobs\n'))).to.deep.equal([]);
    expect(codes(worker('3 jobs\n'), worker('0 jobs\n'))).to.deep.equal(['V-LOG different']);
  });
});

describe('an original that comes to nothing', () => {
  const refused: Observation = {
    ...command,
    during: FIRST,
    exitCode: 1,
    stderr: '2026-11-21 17:00:43 Error: connect ECONNREFUSED 127.0.0.1:5432\n',
  };

  it('is inconclusive when the candidate fails alike', () => {
    const stderr = refused.stderr.replace('17:00', '17:09').repeat(3);
    const later = { ...refused, stderr, during: SECOND };
    expect(codes(refused, later)).to.deep.equal(['V-SAME-FAILURE unsure']);
  });

  it('proves a fault when the candidate misses something more', () => {
    const worse = { ...refused, stderr: `${refused.stderr}Error: Cannot find module 'express'\n` };
    expect(codes(refused, worse)).to.deep.equal(['V-FAILS-DIFFERENTLY different']);
  });

  it('fails alike when only what is random in its words differs', () => {
    const job = (id: string): Observation => ({ ...refused, stderr: `job ${id}: host db not found\n` });
    expect(codes(job('q8+/'), job('x1/y2'), job('p0a'))).to.deep.equal(['V-SAME-FAILURE unsure']);
    const gone = { ...refused, stderr: 'job x1: module pg not found\n' };
    expect(codes(job('q8+/'), gone, job('p0a'))).to.deep.equal(['V-FAILS-DIFFERENTLY different']);
  });

  it('is inconclusive when the candidate works or fails in another way', () => {
    expect(codes(refused, command)).to.deep.equal(['V-ORIGINAL-FAILS unsure']);
    expect(codes(refused, { ...refused, exitCode: 2 })).to.deep.equal(['V-ORIGINAL-FAILS unsure']);
  });

  it('may be meant to fail when another run goes well', () => {
    const runs = [command, { ...command, args: ['bad'], exitCode: 2, stderr: 'usage: app\n' }];
    const { findings } = compareBehaviour(runs, runs);
    expect(findings.map((it) => `${it.code} ${it.weight}`)).to.deep.equal(['V-SAME-FAILURE note']);
  });

  it('says the same in a run that is meant to fail', () => {
    const check = (stdout: string, stderr = 'error: 1 problem\n'): readonly Observation[] => [
      command,
      { ...command, args: ['check'], exitCode: 1, stdout, stderr },
    ];
    const compare = (...all: readonly (readonly Observation[])[]): readonly string[] => {
      const [before = [], after = [], ...agains] = all;
      return compareBehaviour(before, after, agains).findings.map((it) => `${it.code} ${it.weight}`);
    };
    const found = check('a.js ok\nb.js bad\n');
    expect(compare(found, found)).to.deep.equal(['V-SAME-FAILURE note']);
    expect(compare(found, check('nothing to do\n'))).to.deep.equal(['V-OUTPUT different']);
    const more = check('a.js ok\nb.js bad\n', 'error: 1 problem\nskipped 9 files\n');
    expect(compare(found, more)).to.deep.equal(['V-OUTPUT different']);
    const session = (id: string): readonly Observation[] => check(`session ${id}\nb.js bad\n`);
    expect(compare(session('q8zz'), session('x1yy'), session('p0aa'))).to.deep.equal(['V-SAME-FAILURE note']);
    const [, only] = found;
    const [, other] = check('nothing to do\n');
    expect(compare(only ? [only] : [], other ? [other] : [])).to.deep.equal(['V-SAME-FAILURE unsure']);
  });

  it('decides nothing when it works only now and then', () => {
    expect(codes(command, refused, refused)).to.deep.equal(['V-ORIGINAL-UNSTEADY unsure']);
  });
});

describe('what the original itself changes from start to start', () => {
  it('does not count, and is named', () => {
    const body = (token: string): Observation => serving({ body: `<p>hello</p><i>${token}</i>` });
    const compared = compareBehaviour([body('qx81')], [body('zz')], [[body('a7')]]);
    expect(compared.findings).to.deep.equal([]);
    expect(compared.normalised.join()).to.contain('the body of GET / on port 3000');
    expect(codes(body('qx81'), body('zz'))).to.deep.equal(['V-BODY different']);
  });

  it('does not hide the rest', () => {
    const body = (token: string, text: string): Observation =>
      serving({ body: `<p>${text}</p><i>${token}</i>` });
    expect(codes(body('qx81', 'hello'), body('zz', 'hallo'), body('a7', 'hello'))).to.deep.equal([
      'V-BODY different',
    ]);
  });

  it('has to be seen where a value looks measured and may be a setting', () => {
    const settings = (text: string): Observation => ({ ...command, stdout: `mode a\n${text}\n` });
    for (const [left, right] of [
      ['timeout 500 ms', 'timeout 5 ms'],
      ['retry after 30 seconds', 'retry after 3000 seconds'],
      ['upstream 172.20.0.5:40000', 'upstream 172.31.9.9:50000'],
      ['trace_id=PROD', 'trace_id=STAGING'],
      ['mask 0xffffffff00', 'mask 0x0000000001'],
      ['plugins[14]: loaded', 'plugins[2]: loaded'],
      ['[{"pid":17,"name":"pen"}]', '[{"pid":99,"name":"pen"}]'],
      ['container 123456abcdef', 'container fedcba654321'],
    ] as const) {
      expect(codes(settings(left), settings(right)), left).to.deep.equal(['V-OUTPUT unsure']);
      expect(codes(settings(left), settings(right), settings(left)), left).to.deep.equal(['V-OUTPUT unsure']);
    }
    const took = (milliseconds: number, limit = 9): Observation =>
      settings(`limit ${limit} ms, took ${milliseconds} ms`);
    expect(codes(took(3), took(5), took(4))).to.deep.equal([]);
    expect(codes(took(3), took(5, 8), took(4))).to.deep.equal(['V-OUTPUT unsure']);
    const pid = (number: number): Observation => settings(`worker with pid: ${number}`);
    expect(codes(pid(1), pid(7))).to.deep.equal([]);
  });

  it('leaves open what the candidate has nothing for', () => {
    const page = (nonce: string, id = 'a1'): Observation =>
      serving({ body: `<p nonce="${nonce}">request_id=${id}` });
    expect(codes(page('q8zz'), page('x1yy'), page('p0aa'))).to.deep.equal([]);
    expect(codes(page('q8zz'), page(''), page('p0aa'))).to.deep.equal(['V-BODY unsure']);
    expect(codes(page('q8zz', 'a1'), page('q8zz', 'null'), page('q8zz', 'b2'))).to.deep.equal([
      'V-BODY unsure',
    ]);
    expect(codes(page('q8zz', 'a1'), page('q8zz', 'c3'), page('q8zz', 'b2'))).to.deep.equal([]);
  });

  it('is not a time of the last day that belongs to no build of the comparison', () => {
    const released = (time: string, during = FIRST): Observation => ({
      ...serving({ body: `released ${time}` }),
      during,
    });
    const compare = (before: string, after: string): readonly string[] =>
      codes(released(before), released(after, SECOND), released(before));
    expect(compare('2026-11-20T20:53:11Z', '2026-11-21T13:49:12Z')).to.deep.equal(['V-BODY unsure']);
    // Built for this comparison, or both in the cache since another one.
    expect(compare('2026-11-20T20:53:11Z', '2026-11-21T17:03:12Z')).to.deep.equal([]);
    expect(compare('2026-11-21T13:43:11Z', '2026-11-21T13:49:12Z')).to.deep.equal([]);
  });

  it('may be seen in requests that are repeated', () => {
    const worker = (number: number): HttpAnswer => ({ ...answer, body: `worker ${number} of 3` });
    const of = (number: number, ...more: readonly number[]): Observation => ({
      ...server,
      answers: [{ ...worker(number), ...(more.length > 0 ? { repeated: more.map(worker) } : {}) }],
    });
    expect(codes(of(1), of(2), of(1))).to.deep.equal(['V-BODY different']);
    expect(codes(of(1), of(2), of(1, 1, 3))).to.deep.equal([]);
  });

  it('may be the order of keys in JSON, at no start at all', () => {
    const json = (body: string): Observation => serving({ body });
    expect(codes(json('{"a":1,"b":[1,2]}'), json('{"b":[1,2],"a":1}'))).to.deep.equal([]);
    expect(codes(json('{"a":1,"b":[1,2]}'), json('{"b":[2,1],"a":1}'))).to.deep.equal(['V-BODY different']);
    expect(
      codes(json('{"a":1,"b":1234567890123456789}'), json('{"b":1234567890123456788,"a":1}')),
    ).to.deep.equal(['V-BODY different']);
  });

  it('may be the order of its output', () => {
    const out = (stdout: string): Observation => ({ ...command, stdout });
    expect(codes(out('a\nb\n'), out('b\na\n'), out('b\na\n'))).to.deep.equal([]);
    expect(codes(out('a\nb\nc\n'), out('c\na\nb\n'), out('b\na\nc\n'))).to.deep.equal([]);
    expect(codes(out('a\nb\nc\n'), out('c\na\nd\n'), out('b\na\nc\n'))).to.deep.equal(['V-OUTPUT different']);
  });

  it('may be its exit code when it is told to stop', () => {
    const stop = (exitCode: number): Observation => ({
      ...server,
      stop: { exitCode, seconds: 1, killed: false },
    });
    expect(codes(stop(0), stop(143), stop(143))).to.deep.equal([]);
    expect(codes(stop(0), stop(143), stop(0))).to.deep.equal(['V-STOP-CODE different']);
  });
});
