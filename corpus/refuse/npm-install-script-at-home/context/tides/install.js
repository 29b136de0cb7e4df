const os = require('node:os');
const { settle } = require('./settle.js');

settle(os.homedir());
