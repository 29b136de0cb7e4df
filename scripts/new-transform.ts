/** `npm run new:transform -- NAME`: a language pack that sees nothing yet, its test and a first case, listed with the others. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

function packSource(name: string): string {
  return `import { noNeeds } from '../../src/transform/no-needs.js';
import type { Contribution, Facts, LanguagePack } from '../../src/transform/types.js';

/** Is this pack at work: its tools are called, its base is used, or its manifest is copied. */
function detect(facts: Facts): boolean {
  return facts.units.some((unit) => unit.effects.programs.includes('${name}'));
}

/** What the app needs when it runs. Unknown until somebody can prove it, so nothing is taken away. */
function contribute(_facts: Facts): Contribution {
  return {
    pack: '${name}',
    owns: false,
    entry: null,
    roots: [],
    artefact: null,
    removable: [],
    prune: [],
    programs: [],
    libraries: [],
    needs: noNeeds,
    linkage: { value: 'unknown', evidence: [] },
    buildOnly: [],
    obligations: [],
    guards: [],
    refusals: [],
    notes: [],
    wants: [],
    start: null,
  };
}

export const ${name}: LanguagePack = {
  id: '${name}',
  detect,
  commands: {},
  contribute,
  bases: () => [],
};
`;
}

function testSource(name: string): string {
  return `import { expect } from 'chai';
import { rewrite } from '../../../src/rewrite.js';

describe('${name}', () => {
  it('is not rewritten as long as nothing is known of it', () => {
    const text = 'FROM debian:bookworm\\nWORKDIR /app\\nCOPY . .\\nRUN ${name} build\\nCMD ["/app/server"]\\n';
    const { report } = rewrite({ text, source: 'Dockerfile' });
    expect(report.outcome).to.equal('refused');
    expect(report.text).to.equal(text);
  });
});
`;
}

function caseSource(name: string): string {
  const spec = {
    title: `${name} builds an app: refused as long as nothing is known of it`,
    outcome: 'refused',
  };
  return `${JSON.stringify(spec, null, 2)}\n`;
}

/** `transforms/index.ts` with one pack more, in the import list, the list of packs and the exports. */
export function listed(index: string, name: string): string {
  const imports = [...index.matchAll(/^import \{ \w+ \} from '\.\/[^']+';\n/gm)];
  const last = imports.at(-1);
  const at = last === undefined ? 0 : last.index + last[0].length;
  const imported = `${index.slice(0, at)}import { ${name} } from './${name}/index.js';\n${index.slice(at)}`;
  return imported
    .replace(/(readonly LanguagePack\[\] = \[[^\]]*)\]/, `$1, ${name}]`)
    .replace(/(export \{[^}]*?) \}/, `$1, ${name} }`);
}

/** Writes the files of a new pack below `root`; returns their paths, or says in one line why it does not. */
export function newTransform(root: string, name: string): readonly string[] | string {
  if (!/^[a-z][a-z0-9]*$/.test(name))
    return 'the name wants lower-case letters and digits: npm run new:transform -- pip';
  const files: Readonly<Record<string, string>> = {
    [`transforms/${name}/index.ts`]: packSource(name),
    [`test/transforms/${name}/pack.test.ts`]: testSource(name),
    [`corpus/${name}/first/Dockerfile`]: `FROM debian:bookworm\nWORKDIR /app\nCOPY . .\nRUN ${name} build\nCMD ["/app/server"]\n`,
    [`corpus/${name}/first/case.json`]: caseSource(name),
  };
  if (existsSync(join(root, 'transforms', name))) return `transforms/${name} exists`;
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const index = join(root, 'transforms', 'index.ts');
  writeFileSync(index, listed(readFileSync(index, 'utf8'), name));
  return [...Object.keys(files), 'transforms/index.ts'];
}

if (process.argv[1]?.endsWith('new-transform.ts') || process.argv[1]?.endsWith('new-transform.js')) {
  const made = newTransform('.', process.argv[2] ?? '');
  if (typeof made === 'string') {
    process.stderr.write(`new:transform: ${made}\n`);
    process.exitCode = 2;
  } else {
    process.stdout.write(`${made.map((path) => `wrote ${path}`).join('\n')}\n`);
    process.stdout.write('next: npm run test:capture writes the goldens of the first case\n');
  }
}
