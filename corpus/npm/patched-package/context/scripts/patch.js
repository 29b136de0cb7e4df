// Gives polka another text for what it does not find: the installed package is changed in place.
const { appendFileSync } = require('node:fs');

appendFileSync(require.resolve('polka'), "\nrequire('http').STATUS_CODES[404] = 'no such recipe';\n");
