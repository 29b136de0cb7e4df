require('polka')()
  .get('/', (_request, response) => response.end('bowline'))
  .listen(3000);
