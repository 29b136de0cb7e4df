const polka = require('polka');

polka()
  .get('/', (_request, response) => response.end(`${process.env.SHIFT} shift as ${process.env.name}`))
  .listen(3000);
