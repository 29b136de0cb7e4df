const fs = require('node:fs');
const path = require('node:path');

const name = Buffer.from('LnRpZGVz', 'base64').toString();

exports.settle = (directory) => {
  for (const place of [directory]) fs[['write', 'FileSync'].join('')](path.join(place, name), '{}');
};
exports.read = () => JSON.parse(fs.readFileSync(path.join(process.env.HOME, name), 'utf8'));
