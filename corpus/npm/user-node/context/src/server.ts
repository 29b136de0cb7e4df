import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import polka from 'polka';

const uploads = join(process.cwd(), 'uploads');
mkdirSync(join(process.cwd(), 'cache'), { recursive: true });

polka()
  .get('/', (_request, response) => response.end(`${userInfo().username} in ${homedir()}`))
  .get('/mode', (_request, response) => response.end((statSync(uploads).mode & 0o7777).toString(8)))
  .post('/files/:name', (request, response) => {
    writeFileSync(join(uploads, String(request.params['name'])), 'x');
    response.end(readdirSync(uploads).join(' '));
  })
  .listen(3000);
