import type { Confidence } from '../../src/classify/types.js';
import type { Facts } from '../../src/transform/types.js';
import { cronCommands, serviceScripts, supervisorCommands } from './services.js';
import { visitScript, visitText, visitWords } from './start-walk.js';
import type { StartedCall, Walk } from './start-walk.js';

export type { StartedCall };

/** Everything that entrypoint, command and the scripts and service files behind them call. */
export interface Started {
  readonly calls: readonly StartedCall[];
  /** What could not be read or told, one sentence each. */
  readonly gaps: readonly string[];
  /** Absolute paths of scripts and service files that were read. */
  readonly read: readonly string[];
}

/** HEALTHCHECK runs in the container too, and its script may call more than its first line shows. */
function visitHealthcheck(walk: Walk): void {
  const body = walk.facts.contract.healthcheck?.replace(/^(?:--\S+\s+)*/, '').replace(/^CMD\s+/i, '') ?? '';
  if (body === '' || /^NONE$/i.test(body.trim())) return;
  const words = body.startsWith('[')
    ? [...body.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? '')
    : null;
  if (words) visitWords(words, 'HEALTHCHECK calls it', walk, 0);
  else visitText(body, 'HEALTHCHECK calls it', walk, 0);
}

/**
 * Reads the started process out of the run-time contract: through wrappers, entry scripts (with what `"$@"` stands for),
 * supervisor programs and cron tables, as far as the build context shows them.
 */
export function startedCalls(facts: Facts): Started {
  const { contract } = facts;
  const passed: readonly (string | null)[] =
    contract.entrypoint === null
      ? []
      : contract.cmd === null
        ? []
        : contract.cmdShell
          ? ['sh', '-c', contract.cmd.at(-1) ?? '']
          : contract.cmd;
  const walk: Walk = { facts, calls: [], gaps: [], read: new Set(), passed };
  if (contract.entrypoint) {
    if (contract.entrypointShell) visitText(contract.entrypoint.at(-1) ?? '', 'ENTRYPOINT calls it', walk, 0);
    else visitWords([...contract.entrypoint, ...passed], 'ENTRYPOINT or CMD calls it', walk, 0);
  } else if (contract.cmd) {
    if (contract.cmdShell) visitText(contract.cmd.at(-1) ?? '', 'CMD calls it', walk, 0);
    else visitWords(contract.cmd, 'CMD calls it', walk, 0);
  }
  visitHealthcheck(walk);
  for (const path of serviceScripts(facts.files)) visitScript(path, walk, 0);
  for (const call of walk.calls.slice()) {
    if (call.name !== 'supervisord') continue;
    const found = supervisorCommands(facts.files, call.args, contract.workdir);
    found.read.forEach((path) => walk.read.add(path));
    if (found.commands.length === 0)
      walk.gaps.push('supervisord is started and its programs could not be read');
    for (const each of found.commands) visitText(each.text, `${each.file} calls it`, walk, 1);
  }
  for (const each of cronCommands(facts)) visitText(each.text, `${each.file} calls it`, walk, 1);
  return { calls: walk.calls, gaps: [...new Set(walk.gaps)], read: [...walk.read] };
}

const SERVERS =
  /^(?:php(?:\d[\d.]*)?|php-fpm[\d.]*|apache2-foreground|apache2ctl|apachectl|apache2|httpd|frankenphp|rr|artisan|console|symfony)$/;

/** The first PHP process among what is started, or null. */
export function phpProcess(started: Started): StartedCall | null {
  return started.calls.find((call) => SERVERS.test(call.name)) ?? null;
}

/** `php -a`, what a php-cli image starts by default: nothing that a container would run for. */
export function startsPhpShell(facts: Facts): boolean {
  const words = facts.contract.cmd ?? [];
  return words.length === 2 && words[0] === 'php' && words[1] === '-a';
}

/** How sure the list of started programs is. */
export function startedConfidence(started: Started, process: StartedCall | null): Confidence {
  if (!process) return 'weak';
  return started.gaps.length > 0 ? 'strong' : 'proven';
}
