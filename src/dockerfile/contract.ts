import { absolutePath } from '../project/path.js';
import { chainOf } from './chain.js';
import { exposedPorts } from './ports.js';
import { lookupIn, scopeBefore } from './scope.js';
import type {
  CommandForm,
  DockerfileDoc,
  HealthcheckInstruction,
  ImageConfig,
  Instruction,
  RuntimeContract,
  Stage,
} from './types.js';
import type { Lookup } from './words.js';
import { expandWord, expandWords } from './words.js';

const defaultShell: readonly string[] = ['/bin/sh', '-c'];

interface Draft {
  entrypoint: readonly string[] | null;
  cmd: readonly string[] | null;
  entrypointShell: boolean;
  cmdShell: boolean;
  env: Map<string, string>;
  workdir: string;
  user: string;
  exposed: Set<string>;
  volumes: Set<string>;
  labels: Map<string, string>;
  stopSignal: string | null;
  healthcheck: string | null;
  shell: readonly string[];
  onbuild: readonly string[];
  /** True once the stage at hand has a CMD of its own. */
  ownCmd: boolean;
  readonly setBy: Map<string, number | null>;
}

/**
 * The config that an image built from a stage has: the base image's, changed by every instruction of the stages it derives
 * from and its own (BuildKit's dockerfile2llb). `base` is the config of the external image at the start of the chain, null
 * when it is not known. A variable that nobody knows stays as `${NAME}`.
 */
export function contractOf(
  doc: DockerfileDoc,
  stage: Stage,
  base: ImageConfig | null,
  buildArgs: Readonly<Record<string, string>>,
): RuntimeContract {
  const chain = chainOf(doc, stage);
  const scratch = chain[0]?.image?.toLowerCase() === 'scratch';
  const baseEnv = base?.env ?? (scratch ? {} : null);
  const draft = start(base);
  for (const link of chain) {
    draft.ownCmd = false;
    // ONBUILD triggers fire in the image that derives; they are not handed on.
    draft.onbuild = [];
    draft.setBy.delete('onbuild');
    for (const instruction of link.instructions) {
      apply(draft, instruction, doc.escape, () =>
        lookupIn(scopeBefore(doc, instruction, baseEnv, buildArgs)),
      );
    }
  }
  return {
    entrypoint: draft.entrypoint,
    cmd: draft.cmd,
    entrypointShell: draft.entrypointShell,
    cmdShell: draft.cmdShell,
    env: record(draft.env),
    workdir: draft.workdir,
    user: draft.user,
    exposed: [...draft.exposed],
    volumes: [...draft.volumes],
    labels: record(draft.labels),
    stopSignal: draft.stopSignal,
    healthcheck: draft.healthcheck,
    shell: draft.shell,
    onbuild: draft.onbuild,
    baseKnown: base !== null || scratch,
    setBy: record(draft.setBy),
  };
}

function start(base: ImageConfig | null): Draft {
  const setBy = new Map<string, number | null>();
  for (const name of Object.keys(base?.env ?? {})) setBy.set(`env:${name}`, null);
  for (const [field, value] of Object.entries(base ?? {})) {
    const set = Array.isArray(value) ? value.length > 0 : value !== null && value !== '';
    if (set && field !== 'env' && !field.endsWith('Shell')) setBy.set(field, null);
  }
  return {
    entrypoint: base?.entrypoint ?? null,
    cmd: base?.cmd ?? null,
    entrypointShell: base?.entrypointShell ?? false,
    cmdShell: base?.cmdShell ?? false,
    env: new Map(Object.entries(base?.env ?? {})),
    workdir: base?.workdir || '/',
    user: base?.user ?? '',
    exposed: new Set(base?.exposed),
    volumes: new Set(base?.volumes),
    labels: new Map(Object.entries(base?.labels ?? {})),
    stopSignal: base?.stopSignal ?? null,
    healthcheck: base?.healthcheck ?? null,
    shell: base?.shell.length ? base.shell : defaultShell,
    onbuild: [],
    ownCmd: false,
    setBy,
  };
}

function apply(draft: Draft, instruction: Instruction, escape: string, scope: () => Lookup): void {
  const { index } = instruction;
  const expand = (word: string): string =>
    /[$'"\\`]/.test(word) ? (expandWord(word, symbolic(draft, scope()), escape) ?? word) : word;
  switch (instruction.type) {
    case 'entrypoint':
      draft.entrypoint = wordsOf(instruction.command, draft.shell);
      draft.entrypointShell = instruction.command.form === 'shell';
      draft.setBy.set('entrypoint', index);
      if (draft.ownCmd) return;
      // ENTRYPOINT empties a CMD that was inherited.
      draft.cmd = null;
      draft.cmdShell = false;
      draft.setBy.set('cmd', index);
      return;
    case 'cmd':
      draft.cmd = wordsOf(instruction.command, draft.shell);
      draft.cmdShell = instruction.command.form === 'shell';
      draft.ownCmd = true;
      draft.setBy.set('cmd', index);
      return;
    case 'env':
      // All pairs see the values from before the instruction: ENV A=1 B=$A takes the old A.
      for (const [name, value] of instruction.pairs.map(
        (pair) => [expand(pair.key), expand(pair.value ?? '')] as const,
      )) {
        draft.env.set(name, value);
        draft.setBy.set(`env:${name}`, index);
      }
      return;
    case 'label':
      for (const { key, value } of instruction.pairs) draft.labels.set(expand(key), expand(value ?? ''));
      draft.setBy.set('labels', index);
      return;
    case 'workdir':
      draft.workdir = absolutePath(expand(instruction.value), draft.workdir);
      draft.setBy.set('workdir', index);
      return;
    case 'user':
      draft.user = expand(instruction.value);
      draft.setBy.set('user', index);
      return;
    case 'expose':
      for (const word of instruction.words) {
        for (const part of expandWords(word, symbolic(draft, scope()), escape) ?? [word]) {
          for (const port of exposedPorts(part)) draft.exposed.add(port);
        }
      }
      draft.setBy.set('exposed', index);
      return;
    case 'volume':
      for (const word of instruction.words) draft.volumes.add(expand(word));
      draft.setBy.set('volumes', index);
      return;
    case 'stopsignal':
      draft.stopSignal = expand(instruction.value);
      draft.setBy.set('stopSignal', index);
      return;
    case 'healthcheck':
      draft.healthcheck = healthcheckText(instruction);
      draft.setBy.set('healthcheck', index);
      return;
    case 'shell':
      draft.shell = instruction.words;
      draft.setBy.set('shell', index);
      return;
    case 'onbuild':
      draft.onbuild = [...draft.onbuild, instruction.trigger];
      draft.setBy.set('onbuild', index);
      return;
    default:
  }
}

/** An unknown variable stands for itself, so that what is built on it (`$PATH:/app/bin`) can still be compared. */
function symbolic(draft: Draft, lookup: Lookup): Lookup {
  return (name, modified) => {
    const value = lookup(name, modified);
    return value === undefined ? (draft.env.get(name) ?? `\${${name}}`) : value;
  };
}

/** Shell form is run by the SHELL in force; an empty array means none. */
function wordsOf(command: CommandForm, shell: readonly string[]): readonly string[] | null {
  if (command.form === 'shell') return [...shell, command.text];
  return command.words.length === 0 ? null : command.words;
}

function healthcheckText(instruction: HealthcheckInstruction): string {
  const { command } = instruction;
  if (command === null) return 'NONE';
  const flags = instruction.flags.map(({ name, value }) => `--${name}=${value ?? ''} `).sort();
  const words = command.form === 'exec' ? JSON.stringify(command.words) : command.text;
  return `${flags.join('')}CMD ${words}`;
}

function record<T>(map: ReadonlyMap<string, T>): Readonly<Record<string, T>> {
  const result: Record<string, T> = Object.create(null);
  for (const [name, value] of map) result[name] = value;
  return result;
}
