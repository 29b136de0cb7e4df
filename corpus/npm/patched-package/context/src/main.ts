import polka from 'polka';

polka()
  .get('/recipes', (_request, response) => response.end('bread soup'))
  .listen(3000);
