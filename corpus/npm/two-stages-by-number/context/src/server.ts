import { createServer } from 'node:http';

createServer((request, response) => response.end(`a paper boat floats by ${request.url}`)).listen(3000);
