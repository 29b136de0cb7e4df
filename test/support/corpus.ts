import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openContext } from '../../src/node/context.js';
import type { ReadonlyFileSystem } from '../../src/project/types.js';
import type { RewriteOptions } from '../../src/rewrite.js';
import type { AllowKind, Level } from '../../src/transform/types.js';

/** How a case's images are started and what is asked of them. */
export type RunSpec =
  | {
      readonly kind: 'server';
      readonly port: number;
      readonly requests: readonly (
        string | { readonly method: string; readonly path: string; readonly body?: string }
      )[];
      readonly env?: Readonly<Record<string, string>>;
      /** `docker run` options and arguments, for both images alike. */
      readonly options?: readonly string[];
      readonly args?: readonly string[];
      /** Responses that must be seen, as texts that the body of the first request holds. */
      readonly expect?: readonly string[];
    }
  | {
      readonly kind: 'command';
      /** Each entry is one run with these arguments after the image. */
      readonly runs: readonly (readonly string[])[];
      readonly env?: Readonly<Record<string, string>>;
      readonly options?: readonly string[];
      /** Exit code of the first run; 0 when not given. */
      readonly exit?: number;
      readonly expect?: readonly string[];
    };

/** A case of the corpus as its case.json has it. */
export interface CaseSpec {
  readonly title: string;
  readonly outcome: 'rewritten' | 'unchanged' | 'refused' | 'invalid';
  /** Codes that the report must hold, among refusals or notes. */
  readonly codes?: readonly string[];
  readonly level?: Level;
  readonly allow?: readonly AllowKind[];
  readonly base?: string;
  readonly keep?: readonly string[];
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Base of the final stage, when rewritten. */
  readonly final?: string;
  readonly run?: RunSpec;
  /** Part of the representative set that a continuous run builds. */
  readonly ci?: boolean;
}

export interface CorpusCase {
  /** `npm/express-api`. */
  readonly name: string;
  readonly directory: string;
  readonly text: string;
  readonly spec: CaseSpec;
  readonly context: ReadonlyFileSystem | null;
  readonly options: RewriteOptions;
}

const SETS = ['npm', 'go', 'composer', 'web', 'refuse'];

/** The corpus folder, found from the compiled test's place or the source's. */
export function corpusRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'corpus', 'syntax'))) directory = dirname(directory);
  return join(directory, 'corpus');
}

function readSpec(path: string): CaseSpec {
  const spec: CaseSpec = JSON.parse(readFileSync(path, 'utf8'));
  return spec;
}

/** Every case that is rewritten or refused, in the order of its name. */
export function corpusCases(): readonly CorpusCase[] {
  const root = corpusRoot();
  const cases: CorpusCase[] = [];
  for (const set of SETS) {
    const folder = join(root, set);
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder).sort()) {
      const directory = join(folder, name);
      if (!existsSync(join(directory, 'case.json'))) continue;
      const spec = readSpec(join(directory, 'case.json'));
      const context = join(directory, 'context');
      cases.push({
        name: `${set}/${name}`,
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
      });
    }
  }
  return cases;
}
