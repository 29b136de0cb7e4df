const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const file = path.join(os.homedir(), '.cache', 'tides', 'tables', 'tables.json');

exports.at = (harbour) => JSON.parse(fs.readFileSync(file, 'utf8'))[harbour];
