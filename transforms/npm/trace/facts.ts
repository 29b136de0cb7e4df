import type { SourceFacts } from '../../../src/transform/types.js';
import type { Gap } from './findings.js';

interface Place {
  readonly at: string;
}

/** Gathers the facts of many files; everything stands once, with the first place that says it. */
export interface FactsBuilder {
  readonly addImport: (name: string, at: string, guarded: boolean) => void;
  readonly addPath: (kind: 'read' | 'write', path: string, at: string) => void;
  readonly addSpawn: (name: string, at: string) => void;
  readonly addEnv: (name: string) => void;
  readonly addGap: (kind: Gap['kind'], because: string, at: string) => void;
  readonly facts: (pack: string) => SourceFacts;
}

/** Collects what a trace finds; the first place that shows a thing counts. */
export function factsBuilder(): FactsBuilder {
  const imports = new Map<string, Place & { readonly guarded: boolean }>();
  const paths = { read: new Map<string, Place>(), write: new Map<string, Place>() };
  const spawns = new Map<string, Place>();
  const env = new Set<string>();
  const gaps = new Map<string, Place & { readonly kind: Gap['kind']; readonly because: string }>();
  const first = (map: Map<string, Place>, key: string, at: string): void => {
    if (!map.has(key)) map.set(key, { at });
  };
  return {
    addImport: (name, at, guarded) => {
      const known = imports.get(name);
      if (known === undefined || (known.guarded && !guarded)) imports.set(name, { at, guarded });
    },
    addPath: (kind, path, at) => first(paths[kind], path, at),
    addSpawn: (name, at) => first(spawns, name, at),
    addEnv: (name) => env.add(name),
    addGap: (kind, because, at) => {
      const key = `${kind}\0${because}\0${at}`;
      if (!gaps.has(key)) gaps.set(key, { kind, because, at });
    },
    facts: (pack) => ({
      pack,
      imports: [...imports].map(([name, { at, guarded }]) => ({ name, at, guarded })),
      reads: [...paths.read].map(([path, { at }]) => ({ path, at })),
      writes: [...paths.write].map(([path, { at }]) => ({ path, at })),
      spawns: [...spawns].map(([name, { at }]) => ({ name, at })),
      env: [...env].sort(),
      gaps: [...gaps.values()],
    }),
  };
}
