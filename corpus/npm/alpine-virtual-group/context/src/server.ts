import { compare, hash } from 'bcrypt';
import { createServer } from 'node:http';

createServer((request, response) => {
  const word = new URL(request.url ?? '/', 'http://localhost').searchParams.get('word') ?? '';
  hash('open sesame', 4)
    .then((stored) => compare(word, stored))
    .then((same) => response.end(same ? 'open' : 'closed'));
}).listen(3000);
