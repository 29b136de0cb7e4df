import { officialName } from '../data/image-ref.js';
import type { Facts, ProgramNeed } from '../transform/types.js';
import { SHELL_BUILTINS } from '../shell/names.js';
import { parseShell } from '../shell/parse.js';
import type { ShellCommand } from '../shell/types.js';
import type { Contributions } from './merge.js';
import { instructionPlace } from './unit-place.js';
import type { Confidence, Evidence } from './types.js';

function need(name: string, confidence: Confidence, evidence: Evidence): ProgramNeed {
  return { name, confidence, evidence };
}

/** The name that stands for a program whose name is computed at run time. */
export const COMPUTED = '(computed)';

/** Names of the programs that a shell text calls, in order; `(computed)` for one that cannot be read. */
function shellPrograms(text: string): readonly string[] {
  const names: string[] = [];
  const visit = (command: ShellCommand): void => {
    if (command.type === 'compound') command.commands.forEach(visit);
    else if (command.type === 'opaque') names.push(COMPUTED);
    else {
      command.substitutions?.forEach(visit);
      const words = command.argv.map((word) => word.value);
      const called =
        words[0] === 'exec' ? words.find((word, index) => index > 0 && !word?.startsWith('-')) : words[0];
      if (words.length > 0) names.push(called ?? COMPUTED);
    }
  };
  parseShell(text, () => undefined).units.forEach((unit) => visit(unit.command));
  return names.filter((name) => name !== '' && !SHELL_BUILTINS.has(name));
}

interface Start {
  readonly entrypoint: readonly string[] | null;
  readonly entrypointShell: boolean;
  readonly cmd: readonly string[] | null;
  readonly cmdShell: boolean;
}

/** Entrypoints that end by running what CMD says. */
const HANDING_ON = /(?:^|\/)(?:docker-entrypoint\.sh|docker-php-entrypoint|tini|dumb-init)$/;

/** What the final image starts: the input's contract, unless a pack changes the start command. */
function startOf(facts: Facts, contributed: Contributions): Start {
  const changed = contributed.owner?.start;
  if (!changed) return facts.contract;
  return { entrypoint: changed.entrypoint, entrypointShell: false, cmd: changed.cmd, cmdShell: false };
}

/**
 * node's inherited entry script passes on what is a command, so a final image without node does without the script. A
 * word with a dash or a script's extension is none: node itself is meant.
 */
function passedOn({ contract, baseRef }: Facts, start: Start): boolean {
  const inherited = (contract.setBy['entrypoint'] ?? null) === null;
  if (!inherited || baseRef === null || officialName(baseRef) !== 'node') return false;
  return (
    start.entrypoint?.join(' ') === 'docker-entrypoint.sh' && !/^-|\.[cm]?[jt]s$/.test(start.cmd?.[0] ?? '-')
  );
}

/** Programs that the image config itself calls: entrypoint, command, health check, shell. */
function contractNeeds(facts: Facts, contributed: Contributions): readonly ProgramNeed[] {
  const { contract, doc } = facts;
  const start = startOf(facts, contributed);
  const found: ProgramNeed[] = [];
  const evidence = (field: string): Evidence => {
    const set = contract.setBy[field];
    const instruction = set === null || set === undefined ? undefined : doc.instructions[set];
    return {
      rule: `contract/${field}`,
      because: `${field.toUpperCase()} calls it`,
      at: instruction ? instructionPlace(doc, instruction) : null,
    };
  };
  const words = (field: 'entrypoint' | 'cmd', list: readonly string[] | null, shell: boolean): void => {
    const first = list?.[0];
    if (!list || !first) return;
    found.push(need(first, 'proven', evidence(field)));
    if (!shell) return;
    for (const name of shellPrograms(list.at(-1) ?? '')) found.push(need(name, 'proven', evidence(field)));
  };
  if (!passedOn(facts, start)) words('entrypoint', start.entrypoint, start.entrypointShell);
  if (!start.entrypoint || HANDING_ON.test(start.entrypoint[0] ?? ''))
    words('cmd', start.cmd, start.cmdShell);
  const health = contract.healthcheck;
  if (health && !/^NONE$/i.test(health.trim())) {
    const body = health.replace(/^(?:--\S+\s+)*CMD\s+/i, '');
    if (body.startsWith('[')) {
      const first = /^\[\s*"([^"]+)"/.exec(body)?.[1];
      if (first) found.push(need(first, 'proven', evidence('healthcheck')));
    } else {
      found.push(need(contract.shell[0] ?? '/bin/sh', 'proven', evidence('healthcheck')));
      for (const name of shellPrograms(body)) found.push(need(name, 'proven', evidence('healthcheck')));
    }
  }
  return found;
}

/** Every program that is called at run time, as far as config, entry scripts and packs tell. */
export function programNeeds(facts: Facts, contributed: Contributions): readonly ProgramNeed[] {
  const all = [...contractNeeds(facts, contributed), ...contributed.all.flatMap((each) => each.programs)];
  const seen = new Set<string>();
  return all.filter((each) => !seen.has(each.name) && seen.add(each.name));
}

/** `/usr/bin/curl` -> `curl`. */
export function programName(path: string): string {
  return path.split('/').at(-1) ?? path;
}
