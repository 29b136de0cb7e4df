const express = require('express');

express()
  .get('/', (_request, response) => response.send('4 mm'))
  .listen(3000);
