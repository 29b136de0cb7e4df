import { officialName } from '../../../src/data/image-ref.js';
import type { Facts } from '../../../src/transform/types.js';
import { cronCommands } from '../../composer/services.js';
import { literalWords } from './start-words.js';
import type { Position, StartedProcess, Surroundings, Trail } from './trail.js';
import { walkText, walkWords } from './walk.js';

const HOOKS = '/docker-entrypoint.d';

/**
 * Scripts that the entry point of nginx's own image runs before the server (docker-nginx: `*.sh` that are executable, and
 * `*.envsh`, out of /docker-entrypoint.d, when the command is nginx). The image's own ones need nothing but itself.
 */
export function walkHooks(facts: Facts, around: Surroundings, trail: Trail, at: Position): void {
  const { contract, baseRef } = facts;
  if ((contract.setBy['entrypoint'] ?? null) !== null) return;
  if (baseRef === null || officialName(baseRef) !== 'nginx') return;
  if (!/^nginx(?:-debug)?$/.test(contract.cmd?.[0] ?? '')) return;
  for (const name of around.files.list(HOOKS)) {
    if (!/\.(?:sh|envsh)$/.test(name)) continue;
    const path = `${HOOKS}/${name}`;
    const words = name.endsWith('.envsh') ? ['.', path] : [path];
    walkWords(literalWords(words), around, trail, { ...at, rest: [], conditional: true });
  }
}

function startsCron({ program, args }: StartedProcess): boolean {
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (/^(?:cron|crond|supercronic|supervisord|s6-svscan|runsvdir)$/.test(name)) return true;
  return /^(?:rc-)?service$/.test(name) && /^crond?$/.test(args[0] ?? '');
}

/**
 * What cron runs, when the container starts it: the tables that the Dockerfile puts in place. It runs beside the app, as the
 * health check does; what of it cannot be followed makes the start itself unclear.
 */
export function walkCron(
  facts: Facts,
  around: Surroundings,
  started: Trail,
  beside: Trail,
  at: Position,
): void {
  if (!started.processes.some(startsCron)) return;
  const before = beside.unclear.length;
  for (const { file, text } of cronCommands(facts))
    walkText(text, around, beside, { ...at, cwd: '/root', conditional: true, through: [file] });
  started.unclear.push(...beside.unclear.slice(before));
}
