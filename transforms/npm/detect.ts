import type { Facts } from '../../src/transform/types.js';
import { isNodeImage } from './bases.js';
import { simpleCommands } from '../../src/shell/calls.js';

const programs = new Set([
  'npm',
  'npx',
  'yarn',
  'yarnpkg',
  'pnpm',
  'pnpx',
  'bun',
  'bunx',
  'corepack',
  'node',
  'nodejs',
]);

function names(word: string | undefined): boolean {
  return word !== undefined && programs.has(word.slice(word.lastIndexOf('/') + 1));
}

/** The Node world is at work: its base image, its tools in a RUN or in the start command, or a copied package.json. */
export function detectNode(facts: Facts): boolean {
  if (
    facts.baseRef &&
    (isNodeImage(facts.baseRef) || /(?:^|\/)(?:node|bun|nodejs)$/.test(facts.baseRef.repository))
  )
    return true;
  const { entrypoint, cmd } = facts.contract;
  if (names(entrypoint?.[0]) || names(cmd?.[0])) return true;
  const text = [...(entrypoint ?? []), ...(cmd ?? [])].join(' ');
  if (/(?:^|[\s;&|])(?:npm|npx|yarn|pnpm|bun|node)\s/.test(text)) return true;
  for (const unit of facts.units) {
    if (
      unit.unit &&
      simpleCommands(unit.unit.command).some((call) => names(call.argv[0]?.value ?? undefined))
    )
      return true;
    if (
      unit.instruction.type === 'copy' &&
      unit.instruction.sources.some((source) => /(?:^|\/)package\*?\.json$/.test(source))
    )
      return true;
  }
  return facts.units.some((unit) => unit.effects.programs.some((name) => names(name)));
}
