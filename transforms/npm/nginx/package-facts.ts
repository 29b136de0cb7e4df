import { field, parseJson, textOf } from '../../../src/project/json.js';
import type { Facts } from '../../../src/transform/types.js';

/** The package.json of a directory as read; undefined without one. */
export function packageFile(facts: Facts, dir: string): unknown {
  const text = facts.files.read(`${dir}/package.json`);
  return text === null ? undefined : parseJson(text);
}

/** The major version that package.json asks for; null when it does not say one. */
export function packageMajor(facts: Facts, dir: string, name: string): number | null {
  const file = packageFile(facts, dir);
  const range =
    textOf(field(field(file, 'devDependencies'), name)) ?? textOf(field(field(file, 'dependencies'), name));
  const major = /^[\^~]?(\d+)(?:\.|$)/.exec(range ?? '')?.[1];
  return major === undefined ? null : Number(major);
}

/** The text of a package script; null when there is none. */
export function packageScript(facts: Facts, dir: string, name: string): string | null {
  return textOf(field(field(packageFile(facts, dir), 'scripts'), name));
}
