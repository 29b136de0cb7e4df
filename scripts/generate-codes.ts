/** Writes docs/codes.md out of the catalogue in src/findings/codes.ts; a test says when it is out of date. */
import { writeFileSync } from 'node:fs';
import { codesPage } from './codes-page.js';

writeFileSync('docs/codes.md', codesPage());
