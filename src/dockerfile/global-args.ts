import type { ArgInstruction } from './types.js';
import { expandWord } from './words.js';

/** Arguments that BuildKit sets by itself. Their values depend on the machine and on `--platform`. */
const platformArgs: readonly string[] = [
  'BUILDPLATFORM',
  'BUILDOS',
  'BUILDOSVERSION',
  'BUILDARCH',
  'BUILDVARIANT',
  'TARGETPLATFORM',
  'TARGETOS',
  'TARGETOSVERSION',
  'TARGETARCH',
  'TARGETVARIANT',
  'TARGETSTAGE',
];

/**
 * Values of the ARGs before the first FROM, build args over defaults, each default expanded with those before it. An
 * argument without a value is absent. A platform argument has none: who asks must treat it as unknown.
 */
export function globalScope(
  globalArgs: readonly ArgInstruction[],
  escape: string,
  buildArgs: Readonly<Record<string, string>>,
): ReadonlyMap<string, string | undefined> {
  const values = new Map<string, string | undefined>(platformArgs.map((name) => [name, undefined]));
  const given = new Map(Object.entries(buildArgs));
  for (const [name, value] of given) if (values.has(name)) values.set(name, value);
  const lookup = (name: string): string | null | undefined => (values.has(name) ? values.get(name) : null);
  for (const instruction of globalArgs) {
    for (const { key, value } of instruction.pairs) {
      const override = given.get(key);
      if (override !== undefined) values.set(key, override);
      else if (value !== null) values.set(key, expandWord(value, lookup, escape) ?? undefined);
    }
  }
  return values;
}
