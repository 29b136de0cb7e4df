import { crc32 } from '@node-rs/crc32';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

interface Masking {
  mask(source: Buffer, mask: Buffer, output: Buffer, offset: number, length: number): void;
}
const bufferUtil: Masking = require('bufferutil');

const server = createServer((request, response) => {
  const mask = Buffer.from([1, 2, 3, 4]);
  const masked = Buffer.alloc(4);
  bufferUtil.mask(Buffer.from('abcd'), mask, masked, 0, 4);
  response.end(`${crc32(request.url ?? '')} ${masked.toString('hex')}`);
});
new WebSocketServer({ server }).on('connection', (socket) => socket.send('hello'));
server.listen(3000);
