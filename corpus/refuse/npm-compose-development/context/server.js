const express = require('express');

express()
  .get('/', (_request, response) => response.send('seeds'))
  .listen(3000);
