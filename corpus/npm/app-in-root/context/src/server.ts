import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import polka from 'polka';

polka()
  .get('/', (_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(readFileSync(join(__dirname, '..', 'views', 'index.html')));
  })
  .get('/where', (_request, response) => response.end(process.cwd()))
  .listen(3000);
