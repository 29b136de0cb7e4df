import polka from 'polka';

polka()
  .get('/stars', (_request, response) => response.end('Vega Deneb Altair'))
  .listen(3000);
