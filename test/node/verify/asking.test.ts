import { expect } from 'chai';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type Server } from 'node:net';
import type { Engine, Session } from '../../../src/node/engine/types.js';
import { askAll, repeat, type Asking } from '../../../src/node/verify/asking.js';
import { greetings } from '../../../src/node/verify/greeting.js';
import { watch } from '../../../src/node/verify/watch.js';
import { waitUntilReady } from '../../../src/node/verify/readiness.js';
import type { HttpRequest, RunPlan } from '../../../src/verify/types.js';
import { PLAIN_RUN } from '../../support/run-plans.js';
import { sessionWith } from '../../support/sessions.js';

const get = (path: string): HttpRequest => ({ method: 'GET', path, body: null, headers: {} });

const servers: Server[] = [];
/** Addresses by the ports of the container. */
const addresses = new Map<number, string>();

async function listen(port: number, server: Server): Promise<void> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  addresses.set(port, `127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`);
}

const http = (port: number, listener: RequestListener): Promise<void> =>
  listen(port, createHttpServer(listener));

const session = (change: Partial<Engine> = {}): Session =>
  sessionWith({ address: async (_, port) => addresses.get(port) ?? null, ...change });

function asking(ports: readonly number[], plan: Partial<RunPlan> = {}): Asking {
  return {
    session: session(),
    plan: { ...PLAIN_RUN, wait: 5, ...plan },
    ports,
    id: 'a',
    until: performance.now() + 5000,
  };
}

describe('asking a container', function () {
  this.timeout(30_000);
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
    addresses.clear();
  });

  it('asks the ports that no request names for /', async () => {
    await http(80, (_, response) => response.end('a'));
    await http(90, (_, response) => response.end('b'));
    const of = asking([80, 90], { http: [get('/x')] });
    const { answer } = await waitUntilReady(of.session, { ...of, request: get('/x'), wait: 5, helper: null });
    const answers = await askAll(of, answer);
    expect(answers.map(({ port, request, body }) => `${port}${request.path} ${body}`)).to.deep.equal([
      '80/x a',
      '90/ b',
    ]);
  });

  it('has all of the time for an app that is not there yet, at the first request and later', async () => {
    const start = performance.now();
    await http(80, (request, response) => {
      response.statusCode = performance.now() - start < (request.url === '/late' ? 2500 : 1000) ? 503 : 200;
      response.end();
    });
    const of = asking([80], { http: [get('/'), get('/late')] });
    const ready = await waitUntilReady(of.session, { ...of, request: get('/'), wait: 5, helper: null });
    expect(ready).to.deep.include({ state: 'serving' });
    expect(ready.answer?.status).to.equal(200);
    expect((await askAll(of, ready.answer)).map(({ status }) => status)).to.deep.equal([200, 200]);
    const late = await waitUntilReady(of.session, { ...of, request: get('/'), wait: 1, helper: null });
    expect(late.answer?.status).to.equal(200);
  });

  it('takes an answer of 503 for what it is when the time is over', async () => {
    await http(80, (_, response) => response.writeHead(503).end());
    const of = asking([80]);
    const ready = await waitUntilReady(of.session, { ...of, request: get('/'), wait: 1, helper: null });
    expect([ready.state, ready.answer?.status]).to.deep.equal(['serving', 503]);
  });

  it('repeats what may be repeated', async () => {
    let count = 0;
    await http(80, (_, response) => response.end(String(count++)));
    const post = { ...get('/b'), method: 'POST' };
    const of = asking([80], { http: [get('/a'), post] });
    const first = { request: get('/a'), port: 80, status: 200, headers: {}, body: 'x' };
    const answers = await repeat(of, await askAll(of, first), 3);
    expect(answers.map(({ repeated }) => repeated?.map(({ body }) => body))).to.deep.equal([
      ['1', '2', '3'],
      undefined,
    ]);
  });

  it('hears what a server of another protocol says first', async () => {
    await listen(
      70,
      createServer((socket) => socket.end('+PONG\n')),
    );
    await listen(
      71,
      createServer(() => {}),
    );
    expect(await greetings(session(), 'a', [70, 71, 72])).to.deep.equal([
      { port: 70, text: '+PONG\n' },
      { port: 71, text: '' },
    ]);
  });

  it('names the processes that are there all the time', async () => {
    const samples = [
      ['node', 'sh', 'node'],
      ['node', 'curl', 'node'],
      ['node', 'node'],
    ];
    const processes = async (): Promise<readonly string[]> => samples.shift() ?? ['node', 'node', 'node'];
    expect(await watch(session({ processes }), 'a', 0)).to.deep.equal(['node', 'node']);
    expect(await watch(session(), 'a', 0)).to.equal(null);
  });
});
