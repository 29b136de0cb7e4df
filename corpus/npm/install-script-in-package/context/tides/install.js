const fs = require('node:fs');
const path = require('node:path');

fs.writeFileSync(path.join(__dirname, 'tables.json'), JSON.stringify({ whitby: 'high water 04:12' }));
