import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

const entries = ['Hello from the coast'];
const app = new Hono();
app.get('/entries', (c) => c.json(entries));
app.use('/*', serveStatic({ root: './public' }));

serve({ fetch: app.fetch, port: 3000 });
