const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const directory = path.join(os.homedir(), '.cache', 'tides', 'tables');
fs.mkdirSync(directory, { recursive: true });
fs.writeFileSync(path.join(directory, 'tables.json'), JSON.stringify({ whitby: 'high water 04:12' }));
