import { expect } from 'chai';
import { createServer, type RequestListener, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { ask } from '../../../src/node/verify/http.js';
import { pause } from '../../../src/node/verify/pause.js';
import type { HttpAnswer, HttpRequest } from '../../../src/verify/types.js';

const root: HttpRequest = { method: 'GET', path: '/', body: null, headers: {} };
let server: Server | null = null;

async function asked(
  listener: RequestListener,
  request: HttpRequest = root,
  signal: AbortSignal = new AbortController().signal,
): Promise<HttpAnswer | null> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const address = started.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return ask(`127.0.0.1:${port}`, 3000, request, 2000, signal);
}

describe('asking a server', () => {
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    server = null;
  });

  it('keeps all headers but those of the connection, and of cookies their names and attributes', async () => {
    const answer = await asked((request, response) => {
      response.writeHead(201, {
        'content-type': 'text/plain',
        'access-control-allow-origin': '*',
        'set-cookie': ['sid=123; Path=/', 'b=1'],
        etag: '"1"',
        'x-request-id': '1',
        'x-frame-options': 'DENY',
        server: 'app/1.2.3',
      });
      response.end(`${request.method ?? ''} ${request.headers.host ?? ''}`);
    });
    expect(answer).to.deep.include({ status: 201, port: 3000, body: 'GET localhost:3000' });
    expect(answer?.headers).to.deep.equal({
      'content-type': 'text/plain',
      'access-control-allow-origin': '*',
      'set-cookie': 'b\nsid; path=/',
      etag: '(there)',
      'x-frame-options': 'DENY',
      server: 'app',
    });
  });

  it('sends method, headers and body', async () => {
    const post = { method: 'POST', path: '/x', body: 'ä=1', headers: { 'content-type': 'text/x' } };
    const answer = await asked((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () =>
        response.end(`${request.method} ${request.url} ${request.headers['content-type']} ${text}`),
      );
    }, post);
    expect(answer?.body).to.equal('POST /x text/x ä=1');
  });

  it('does not follow redirects, unpacks, and names binary bodies by their digest', async () => {
    const moved = await asked((_, response) => response.writeHead(302, { location: '/b' }).end());
    expect([moved?.status, moved?.headers['location']]).to.deep.equal([302, '/b']);
    server?.close();
    const packed = await asked((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello')),
    );
    expect([packed?.body, packed?.headers['content-encoding']]).to.deep.equal(['hello', 'gzip']);
    server?.close();
    const binary = await asked((_, response) => response.end(Buffer.from([0, 1, 2])));
    expect(binary?.body).to.match(
      /^\(binary, 3 bytes, sha256 ae4b3280e56e2faf[0-9a-f]+, first bytes [0-9a-f]{6}\)$/,
    );
  });

  it('keeps the start of a long body, and the length and digest of all of it', async () => {
    const long = (last: string): string => 'x'.repeat(5_000_000) + last;
    const one = await asked((_, response) => response.end(long('a')));
    server?.close();
    const other = await asked((_, response) => response.end(long('b')));
    server?.close();
    const packed = await asked((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(long('a'))),
    );
    expect(one?.body).to.equal('x'.repeat(4_000_000));
    expect(one?.body === other?.body).to.equal(true);
    expect(one?.whole?.bytes).to.equal(5_000_001);
    expect(one?.whole?.digest).to.match(/^[0-9a-f]{64}$/);
    expect(one?.whole?.digest).not.to.equal(other?.whole?.digest);
    expect(packed?.whole).to.deep.equal(one?.whole);
    server?.close();
    const short = await asked((_, response) => response.end('x'));
    expect(short?.whole).to.equal(undefined);
  });

  it('knows what broke off, and keeps what is not packed as it says', async () => {
    const broken = await asked((_, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('abc', () => response.destroy());
    });
    expect([broken?.body, broken?.whole]).to.deep.equal(['abc', { bytes: 3, digest: null }]);
    server?.close();
    const plain = await asked((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('not packed'),
    );
    expect(plain?.body).to.equal('not packed');
  });

  it('is null where nothing answers, and ends when it is aborted', async () => {
    const { signal } = new AbortController();
    expect(await ask('127.0.0.1:1', 1, root, 1000, signal)).to.equal(null);
    const controller = new AbortController();
    const waiting = asked(() => controller.abort(), root, controller.signal);
    expect(await waiting).to.equal(null);
    await pause(60_000, controller.signal);
  });
});
