import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const places: Record<string, string[]> = JSON.parse(
  readFileSync(new URL('../data/tides.json', import.meta.url), 'utf8'),
);
const app = new Hono();

app.get('/', (c) => c.text(`${process.env.npm_package_name} in ${process.env.NODE_ENV}`));
app.get('/tides/:place', (c) => {
  const tides = places[c.req.param('place')];
  return tides ? c.json(tides) : c.json({ error: 'no such place' }, 404);
});

const port = Number(process.argv[process.argv.indexOf('--port') + 1]);
serve({ fetch: app.fetch, port });
