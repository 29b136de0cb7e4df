import { expect } from 'chai';
import { comparedBehaviour } from '../../src/verify/compared.js';
import type { Observation } from '../../src/verify/types.js';

const seen = (changes: Partial<Observation>): Observation => ({
  args: [],
  state: 'failed',
  exitCode: null,
  listening: null,
  health: null,
  answers: [],
  stdout: '',
  stderr: '',
  stop: null,
  failure: null,
  ...changes,
});

describe('what of the behaviour was compared', () => {
  it('names requests, ports and what else was seen of a server', () => {
    const request = { method: 'GET', path: '/', body: null, headers: {} };
    const answer = { request, port: 80, status: 200, headers: {}, body: '' };
    const server = seen({
      state: 'serving',
      answers: [answer, answer],
      listening: [80],
      health: 'healthy',
      stop: { exitCode: 0, seconds: 1, killed: false },
    });
    expect(comparedBehaviour([server], [server])).to.equal(
      '2 requests to port 80, open ports, health check, log, stop',
    );
  });

  it('names the runs of a command, and nothing that was not seen', () => {
    const run = seen({ state: 'ended', exitCode: 0 });
    expect(comparedBehaviour([run, run], [run, run])).to.equal('exit code and output of 2 runs');
    expect(comparedBehaviour([run], [run])).to.equal('exit code and output of 1 run');
    expect(comparedBehaviour([seen({})], [seen({})])).to.equal('whether they start');
  });

  it('claims no request that was not answered', () => {
    const request = { method: 'GET', path: '/', body: null, headers: {} };
    const answers = [{ request, port: 7000, status: null, headers: {}, body: '' }];
    const tcp = seen({
      state: 'running',
      listening: [7000],
      answers,
      greetings: [{ port: 7000, text: '+OK' }],
    });
    expect(comparedBehaviour([tcp], [tcp])).to.equal('what the server says first on port 7000, open ports');
    const silent = { ...tcp, greetings: [{ port: 7000, text: '' }] };
    expect(comparedBehaviour([silent], [silent])).to.equal('open ports');
  });

  it('names nothing that was seen of one alone', () => {
    const server = seen({
      state: 'running',
      listening: [80],
      health: 'starting',
      stop: { exitCode: 0, seconds: 1, killed: false },
    });
    const other = { ...server, listening: null };
    expect(comparedBehaviour([server], [server])).to.equal('open ports, log, stop');
    expect(comparedBehaviour([server], [other])).to.equal('log, stop');
    expect(comparedBehaviour([server], [{ ...server, unseen: 'x' }])).to.equal('whether they start');
    expect(comparedBehaviour([server], [])).to.equal('whether they start');
  });
});
