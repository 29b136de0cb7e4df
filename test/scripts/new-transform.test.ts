import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { newTransform } from '../../scripts/new-transform.js';
import { readSpec } from '../support/case.js';
import { place, root } from '../cli/program.js';

describe('npm run new:transform', () => {
  it('writes a pack, its test and a case, and lists it', () => {
    const here = place();
    mkdirSync(here.file('transforms'));
    const index = readFileSync(join(root, 'transforms', 'index.ts'), 'utf8');
    writeFileSync(here.file('transforms/index.ts'), index);
    expect(newTransform(here.path, 'pip')).to.include('transforms/pip/index.ts');
    const listed = here.read('transforms/index.ts');
    expect(listed).to.include("import { pip } from './pip/index.js';\n");
    expect(listed).to.match(/readonly LanguagePack\[\] = \[[^\]]*, pip\];/);
    expect(listed).to.match(/^export \{ [^}]*, pip \};$/m);
    expect(here.read('transforms/pip/index.ts')).to.include('needs: noNeeds,');
    expect(readSpec(here.file('corpus/pip/first/case.json'))).to.include({ outcome: 'refused' });
    expect(newTransform(here.path, 'pip')).to.equal('transforms/pip exists');
    expect(newTransform(here.path, '../x')).to.match(/^the name wants/);
    here.remove();
  });
});
