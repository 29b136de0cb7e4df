import type { Facts } from '../../src/transform/types.js';

/** The major version of Node in the image, or null. */
function nodeMajor(facts: Facts): number | null {
  const version = facts.contract.env['NODE_VERSION'] ?? facts.base?.config.env['NODE_VERSION'];
  const tag = facts.baseRef?.repository === 'node' ? facts.baseRef.tag : null;
  const text = /^v?(\d+)/.exec(tag ?? '')?.[1] ?? /^v?(\d+)/.exec(version ?? '')?.[1];
  if (text !== undefined) return Number(text);
  const names: Readonly<Record<string, number>> = {
    argon: 4,
    boron: 6,
    carbon: 8,
    dubnium: 10,
    erbium: 12,
    fermium: 14,
    gallium: 16,
    hydrogen: 18,
    iron: 20,
    jod: 22,
    krypton: 24,
  };
  const line = (tag ?? '').split('-')[0] ?? '';
  return Object.hasOwn(names, line) ? (names[line] ?? null) : null;
}

/** The version that the file itself installs globally, e.g. `9` for `npm i -g npm@9`; null when it does not, or not by number. */
export function globallyInstalled(facts: Facts, name: string): number | null {
  for (const unit of facts.units.toReversed()) {
    const text = unit.unit?.text ?? '';
    const found = new RegExp(`(?:^|\\s)${name}@[\\^~v]?(\\d+)`).exec(text);
    if (found && /(?:-g|--global|corepack)\b/.test(text)) return Number(found[1]);
  }
  return null;
}

/** npm 7 came with Node 15: before it, prune knows `--production` only. */
export function npmMajor(facts: Facts): number | null {
  const installed = globallyInstalled(facts, 'npm');
  if (installed !== null) return installed;
  const node = nodeMajor(facts);
  if (node === null) return null;
  return node <= 14 ? 6 : node <= 18 ? 8 : 10;
}
