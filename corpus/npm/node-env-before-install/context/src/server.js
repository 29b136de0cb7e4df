const polka = require('polka');

polka()
  .get('/', (_request, response) => response.end(`tool shed in ${process.env.NODE_ENV}`))
  .listen(3000);
