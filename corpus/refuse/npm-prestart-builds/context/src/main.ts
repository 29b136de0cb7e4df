import { createServer } from 'node:http';

createServer((_request, response) => response.end('2 : 1')).listen(3000);
