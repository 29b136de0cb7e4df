const http = require('node:http');
const tides = require('tides');

http
  .createServer((request, response) => {
    const found = tides.at(request.url.slice(1));
    response.statusCode = found === undefined ? 404 : 200;
    response.end(found ?? 'no such harbour');
  })
  .listen(3000);

process.on('SIGTERM', () => process.exit(0));
