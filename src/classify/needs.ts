import type { Facts, ProgramNeed } from '../transform/types.js';
import { parseShell } from '../shell/parse.js';
import type { ShellCommand } from '../shell/types.js';
import type { Contributions } from './merge.js';
import { instructionPlace } from './unit-place.js';
import type { Confidence, Evidence } from './types.js';

/** Built into every shell: never a file. */
const BUILTINS = new Set([
  '.',
  ':',
  '[',
  'alias',
  'bg',
  'break',
  'cd',
  'command',
  'continue',
  'echo',
  'eval',
  'exec',
  'exit',
  'export',
  'false',
  'fg',
  'getopts',
  'hash',
  'jobs',
  'local',
  'printf',
  'pwd',
  'read',
  'readonly',
  'return',
  'set',
  'shift',
  'source',
  'test',
  'times',
  'trap',
  'true',
  'type',
  'ulimit',
  'umask',
  'unalias',
  'unset',
  'wait',
  'let',
  'shopt',
  'declare',
  'typeset',
]);

function need(name: string, confidence: Confidence, evidence: Evidence): ProgramNeed {
  return { name, confidence, evidence };
}

/** Names of the programs that a shell text calls, in order; null when a part of it cannot be read. */
export function shellPrograms(text: string): readonly string[] | null {
  const names: string[] = [];
  let readable = true;
  const visit = (command: ShellCommand): void => {
    if (command.type === 'compound') command.commands.forEach(visit);
    else if (command.type === 'opaque') readable = false;
    else {
      const first = command.argv[0];
      if (!first) return;
      if (first.value === null) readable = false;
      else if (first.value === 'exec') names.push(command.argv[1]?.value ?? '');
      else names.push(first.value);
    }
  };
  parseShell(text, () => undefined).units.forEach((unit) => visit(unit.command));
  return readable ? names.filter((name) => name !== '' && !BUILTINS.has(name)) : null;
}

/** Programs that the image config itself calls: entrypoint, command, health check, shell. */
function contractNeeds(facts: Facts): readonly ProgramNeed[] {
  const { contract, doc } = facts;
  const found: ProgramNeed[] = [];
  const at = (field: string): Evidence['at'] => {
    const set = contract.setBy[field];
    const instruction = set === null || set === undefined ? undefined : doc.instructions[set];
    return instruction ? instructionPlace(doc, instruction) : null;
  };
  const words = (field: 'entrypoint' | 'cmd', list: readonly string[] | null, shell: boolean): void => {
    const first = list?.[0];
    if (!list || !first) return;
    const evidence: Evidence = {
      rule: `contract/${field}`,
      because: `${field.toUpperCase()} calls it`,
      at: at(field),
    };
    found.push(need(first, 'proven', evidence));
    if (!shell) return;
    for (const name of shellPrograms(list.at(-1) ?? '') ?? []) found.push(need(name, 'proven', evidence));
  };
  words('entrypoint', contract.entrypoint, contract.entrypointShell);
  if (!contract.entrypoint) words('cmd', contract.cmd, contract.cmdShell);
  else if (
    /(?:^|\/)(?:docker-entrypoint\.sh|docker-php-entrypoint|tini|dumb-init)$/.test(
      contract.entrypoint[0] ?? '',
    )
  ) {
    words('cmd', contract.cmd, contract.cmdShell);
  }
  const health = contract.healthcheck;
  if (health && !/^NONE$/i.test(health.trim())) {
    const evidence: Evidence = {
      rule: 'contract/healthcheck',
      because: 'HEALTHCHECK calls it',
      at: at('healthcheck'),
    };
    const body = health.replace(/^(?:--\S+\s+)*CMD\s+/i, '');
    if (body.startsWith('[')) {
      const first = /^\[\s*"([^"]+)"/.exec(body)?.[1];
      if (first) found.push(need(first, 'proven', evidence));
    } else {
      found.push(need(contract.shell[0] ?? '/bin/sh', 'proven', evidence));
      for (const name of shellPrograms(body) ?? []) found.push(need(name, 'proven', evidence));
    }
  }
  return found;
}

/** Every program that is called at run time, as far as config, entry scripts and packs tell. */
export function programNeeds(facts: Facts, contributed: Contributions): readonly ProgramNeed[] {
  const all = [...contractNeeds(facts), ...contributed.all.flatMap((each) => each.programs)];
  const seen = new Set<string>();
  return all.filter((each) => !seen.has(each.name) && seen.add(each.name));
}

/** `/usr/bin/curl` -> `curl`. */
export function programName(path: string): string {
  return path.split('/').at(-1) ?? path;
}
