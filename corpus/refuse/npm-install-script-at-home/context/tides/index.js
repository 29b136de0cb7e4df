const { read } = require('./settle.js');

exports.at = (harbour) => read()[harbour];
