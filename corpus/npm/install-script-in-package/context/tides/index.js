const tables = require('./tables.json');

exports.at = (harbour) => tables[harbour];
