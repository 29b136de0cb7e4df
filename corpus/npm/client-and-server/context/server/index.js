import express from 'express';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const site = join(here, '../client/dist');

const app = express();
app.get('/api/goods', (_request, response) => response.json(['salt', 'rope', 'lamp oil']));
app.get('/api/currency', (_request, response) => response.send(process.env.VITE_CURRENCY));
app.use(express.static(site));
app.get('*', (_request, response) => response.sendFile(join(site, 'index.html')));
app.listen(5000);
