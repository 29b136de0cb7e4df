import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openContext } from '../../src/node/context.js';
import type { ReadonlyFileSystem } from '../../src/project/types.js';
import type { RewriteOptions } from '../../src/rewrite.js';
import { type CaseSpec, readSpec } from './case.js';

export interface CorpusCase {
  /** `npm/express-api`. */
  readonly name: string;
  readonly directory: string;
  readonly text: string;
  readonly spec: CaseSpec;
  readonly context: ReadonlyFileSystem | null;
  readonly options: RewriteOptions;
}

/** The corpus folder, found from the compiled test's place or the source's. */
export function corpusRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'corpus', 'syntax'))) directory = dirname(directory);
  return join(directory, 'corpus');
}

/** The folders of cases in the corpus; `syntax` has cases for the parser alone. */
function sets(root: string): readonly string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'syntax')
    .map((entry) => entry.name)
    .sort();
}

/** The case in a directory: `case.json`, `Dockerfile`, and `context/` if it has any. */
export function readCase(directory: string, name: string): CorpusCase {
  const spec = readSpec(join(directory, 'case.json'));
  const context = join(directory, 'context');
  return {
    name,
    directory,
    text: readFileSync(join(directory, 'Dockerfile'), 'utf8'),
    spec,
    context: existsSync(context) ? openContext(context, join(directory, 'Dockerfile')) : null,
    options: {
      level: spec.level ?? 'standard',
      allow: spec.allow ?? [],
      base: spec.base ?? null,
      keep: spec.keep ?? [],
      target: spec.target ?? null,
      buildArgs: spec.buildArgs ?? {},
    },
  };
}

/** Every case that is rewritten or refused, in the order of its name. */
export function corpusCases(): readonly CorpusCase[] {
  const root = corpusRoot();
  return sets(root).flatMap((set) =>
    readdirSync(join(root, set))
      .sort()
      .map((name) => readCase(join(root, set, name), `${set}/${name}`)),
  );
}
