import type { Evidence } from '../../src/classify/types.js';
import { composeFiles, composeServices } from '../../src/project/compose.js';
import { field, textOf, textsOf } from '../../src/project/json.js';
import type { Facts, ProgramNeed } from '../../src/transform/types.js';
import { within } from '../../src/classify/places.js';
import { absolutePath } from '../../src/project/path.js';

/** What files beside the Dockerfile say about how the image is used. */
export interface Consumers {
  /** A compose or devcontainer file mounts the sources over this path. */
  readonly mounts: readonly { readonly file: string; readonly line: number; readonly target: string }[];
  /** Commands that they run in the image instead of CMD. */
  readonly commands: readonly { readonly file: string; readonly line: number; readonly text: string }[];
}

/** Reads compose files and devcontainer.json at the context's root, line by line: enough to be warned, never to prove. */
export function consumers(facts: Facts): Consumers {
  const mounts: { file: string; line: number; target: string }[] = [];
  const commands: { file: string; line: number; text: string }[] = [];
  for (const file of [
    ...composeFiles(facts.context),
    '.devcontainer/devcontainer.json',
    '.devcontainer.json',
  ]) {
    const text = facts.context.read(file);
    if (text === null) continue;
    let long: string | null = null;
    text.split('\n').forEach((raw, index) => {
      const line = index + 1;
      const short = /^\s*-\s*["']?(\.{1,2}(?:\/[^:"']*)?|\$\{?PWD\}?[^:"']*):(\/[^:"'\s]+)/.exec(raw);
      if (short) mounts.push({ file, line, target: short[2] ?? '/' });
      const source = /^\s*(?:-\s*)?source:\s*["']?(\.{1,2}(?:\/\S*)?)["']?\s*$/.exec(raw);
      if (source) long = source[1] ?? null;
      const target = /^\s*(?:-\s*)?target:\s*["']?(\/[^"'\s]+)/.exec(raw);
      if (target && long !== null) {
        mounts.push({ file, line, target: target[1] ?? '/' });
        long = null;
      }
      const folder = /"workspaceMount"\s*:.*target=(\/[^,"]+)/.exec(raw);
      if (folder) mounts.push({ file, line, target: folder[1] ?? '/' });
      const command = /^\s*(?:command|entrypoint):\s*(\S.*)$/.exec(raw);
      if (command) commands.push({ file, line, text: command[1] ?? '' });
    });
  }
  return { mounts, commands };
}

/** The mount that hides the app's directory, if there is one. */
export function sourceMount(facts: Facts, found: Consumers): Consumers['mounts'][number] | null {
  const { workdir } = facts.contract;
  return found.mounts.find((each) => within(workdir, absolutePath(each.target, '/'))) ?? null;
}

/** A command as compose takes it: a string is split at blanks. */
function wordsOf(value: unknown): readonly string[] {
  return textOf(value)?.trim().split(/\s+/) ?? textsOf(value);
}

/** Programs that compose services built from the context call in the image: commands, entrypoints, health checks. */
export function composeNeeds(facts: Facts): {
  readonly programs: readonly ProgramNeed[];
  readonly shell: Evidence | null;
} {
  const programs: ProgramNeed[] = [];
  let shell: Evidence | null = null;
  for (const { file, name, definition: service } of composeServices(facts.context)) {
    if (service['build'] === undefined) continue;
    const evidence: Evidence = {
      rule: 'go/compose',
      because: `the service ${name} in ${file} calls it`,
      at: null,
    };
    const call = (words: readonly string[]): void => {
      const first = words[0];
      if (first === undefined || first.includes('$')) return;
      programs.push({ name: first, confidence: 'strong', evidence });
      if (/(?:^|\/)(?:ba|da|a)?sh$/.test(first)) shell ??= evidence;
    };
    call(wordsOf(service['entrypoint']));
    // With an entrypoint the command is only its arguments.
    if (service['entrypoint'] === undefined && !facts.contract.entrypoint) call(wordsOf(service['command']));
    const test = field(service['healthcheck'], 'test');
    const list = textsOf(test);
    const text = textOf(test) ?? (list[0] === 'CMD-SHELL' ? (list[1] ?? '') : null);
    if (text !== null && text !== 'NONE') {
      shell ??= evidence;
      call(text.trim().split(/\s+/));
    } else if (list[0] === 'CMD') call(list.slice(1));
  }
  return { programs, shell };
}

/** A compose file that gives a container of this image a time zone: local times are then shown in it. */
export function composeTimeZone(facts: Facts): Evidence | null {
  for (const file of composeFiles(facts.context))
    if (/^\s*(?:-\s*)?["']?TZ["']?\s*[:=]/m.test(facts.context.read(file) ?? ''))
      return { rule: 'go/compose', because: `${file} sets TZ, which needs the time zones`, at: null };
  return null;
}
