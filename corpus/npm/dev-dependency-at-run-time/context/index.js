require('dotenv').config();
const polka = require('polka');

polka()
  .get('/unit', (_request, response) => response.end(process.env.UNIT))
  .listen(3000);
