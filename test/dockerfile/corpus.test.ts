import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { describeDoc } from './describe-doc.js';

const capture = process.env['DOCKOPT_CAPTURE'] === '1';

/** Every folder with a Dockerfile is a case; `result.json` beside it says how BuildKit reads it. */
function runCases(root: string): void {
  for (const name of readdirSync(root).sort()) {
    const file = join(root, name, 'Dockerfile');
    if (!existsSync(file)) continue;
    it(name, () => {
      const golden = join(root, name, 'result.json');
      const result = `${JSON.stringify(describeDoc(parseDockerfile(readFileSync(file, 'utf8'))), null, 2)}\n`;
      if (capture) writeFileSync(golden, result);
      expect(result).to.equal(readFileSync(golden, 'utf8'));
    });
  }
}

describe('corpus/syntax', () => runCases(join('corpus', 'syntax')));
describe('corpus/syntax/negative', () => runCases(join('corpus', 'syntax', 'negative')));
