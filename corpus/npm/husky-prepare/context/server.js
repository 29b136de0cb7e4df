const { createServer } = require('node:http');
const sirv = require('sirv');

const assets = sirv('public', { etag: true });

createServer((request, response) => {
  if (request.url === '/api/wind') {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ knots: [12, 15, 11], mode: process.env.NODE_ENV }));
    return;
  }
  assets(request, response);
}).listen(3000);
