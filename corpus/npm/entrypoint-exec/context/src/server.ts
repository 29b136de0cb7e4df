import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

createServer((_request, response) => {
  const applied: string[] = JSON.parse(readFileSync('state/applied.json', 'utf8'));
  response.end(`${process.env['GREETING']}, ${applied.join(' ')}`);
}).listen(Number(process.env['PORT']));
