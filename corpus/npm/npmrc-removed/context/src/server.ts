import { existsSync, readdirSync } from 'node:fs';
import polka from 'polka';

polka()
  .get('/', (_request, response) => response.end(`settings of npm: ${existsSync('.npmrc')}`))
  .get('/files', (_request, response) => response.end(readdirSync('.').sort().join(' ')))
  .listen(3000);
