const { mkdirSync, readdirSync, writeFileSync } = require('node:fs');

mkdirSync('state', { recursive: true });
writeFileSync('state/applied.json', JSON.stringify(readdirSync('migrations').sort()));
