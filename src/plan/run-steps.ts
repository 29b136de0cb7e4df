import type { Carried } from '../classify/carry.js';
import { upgrades, type UnitFate } from '../classify/fates.js';
import { within } from '../classify/places.js';
import type { Evidence, Refusal } from '../classify/types.js';
import type { Instruction } from '../dockerfile/types.js';
import type { ShellWord } from '../shell/types.js';
import { withoutCopied } from './owner-words.js';
import type { PlannedCommand, Step } from './types.js';

/** `fates` are the commands that the step runs. */
export type RunResult =
  { readonly step: Step | null; readonly fates: readonly UnitFate[] } | { readonly refusal: Refusal };

/** A package manager's call with the words that the final stage keeps. */
function installCommand(fate: UnitFate): PlannedCommand {
  const command = fate.unit.unit?.command;
  if (!command || command.type !== 'simple') return { text: fate.unit.unit?.text ?? '', words: [] };
  const requested = new Set(fate.packages.map((each) => each.request.word.span.start));
  const head = command.argv.filter((word) => !requested.has(word.span.start)).map((word) => word.text);
  const prefix = command.assignments.map((each) => `${each.name}=${each.value?.text ?? ''}`);
  const words = [...new Set(fate.packages.flatMap((each) => each.final))];
  return { text: [...prefix, ...head].join(' '), words };
}

/** A word with a variable (`$PHPIZE_DEPS`) that goes whole, or whose value nobody knows and that stays as it is written. */
function movesWhole(word: ShellWord, fate: UnitFate): boolean {
  const own = fate.packages.filter((each) => each.request.word.span.start === word.span.start);
  return (
    own.every((each) => each.final.length === 0) ||
    (word.value === null && own.every((each) => each.final.length === 1 && each.final[0] === word.text))
  );
}

/**
 * True when the words of an install command can be divided: one simple call, no redirection, every option known, and every
 * package written out where it stands (not by a loop or a nested script, and by a variable only when that is not divided).
 */
export function divisibleInstall(fate: UnitFate, script: string): boolean {
  const command = fate.unit.unit?.command;
  if (command?.type !== 'simple' || command.redirects.length > 0) return false;
  const requested = new Set(fate.packages.map((each) => each.request.word.span.start));
  if (
    fate.unit.effects.packages.length !== 1 ||
    command.argv.some((word) => word.value === null && !requested.has(word.span.start))
  )
    return false;
  return fate.packages.every(
    ({ request: { word } }) =>
      (!word.text.includes('$') || movesWhole(word, fate)) &&
      script.slice(word.span.start, word.span.end) === word.text,
  );
}

/** Blanks that the author used for layout in a continuation go; those in quotes stay, and so does a text with newlines. */
function plainText(fate: UnitFate): string {
  const text = (fate.unit.unit?.text ?? '').trim();
  if (/[\\\n#]/.test(text)) return text;
  return text.replaceAll(/("[^"]*"|'[^']*')|\s+/g, (_all, quoted?: string) => quoted ?? ' ');
}

/** True for commands that need the package index, and leave lists to tidy up. */
export function readsPackageLists(fate: UnitFate): boolean {
  return fate.packages.length > 0 || upgrades(fate.unit);
}

/** True when the final stage does not install exactly what the input's call names. */
export function changesPackages(fate: UnitFate): boolean {
  return fate.packages.some((each) => each.final.length !== 1 || each.final[0] !== each.request.text);
}

/** A unit that may run in the final stage although nothing needs it: it leaves nothing that was not there before. */
export function harmless(fate: UnitFate): boolean {
  const { effects } = fate.unit;
  if (fate.service !== null || fate.verdict === 'replay') return true;
  return effects.replayable && effects.opaque === null && effects.packages.length === 0 && !effects.network;
}

/** True when the commands of a RUN can be taken one by one: a shell's, joined by `&&` or in a script that ends at an error. */
export function isDivisibleRun(instruction: Instruction, fates: readonly UnitFate[]): boolean {
  if (instruction.type !== 'run' || instruction.command.form !== 'shell') return false;
  return fates.every((fate) => fate.divisible && !/\n/.test(fate.unit.unit?.text ?? ''));
}

function refusal(fate: UnitFate, because: string): RunResult {
  return {
    refusal: {
      code: 'E-SHELL-STATE',
      message: `${because}, so the commands of this RUN cannot be divided between build and run time`,
      at: fate.unit.place,
      unlock: 'split the RUN in two: one for what is needed at run time, one for the build',
    },
  };
}

/** True when a wanted command needs the shell state: a `cd` matters only to one that works in that directory. */
function isStateRead(fate: UnitFate, after: readonly UnitFate[], wanted: readonly UnitFate[]): boolean {
  const later = after.filter((each) => wanted.includes(each));
  const command = fate.unit.unit?.command;
  if (command?.type !== 'simple' || command.argv[0]?.value !== 'cd') return later.length > 0;
  return later.some(({ unit: { cwd, effects } }) => {
    const paths = [
      ...effects.reads,
      ...effects.removes,
      ...effects.writes.map((write) => write.path),
      ...(effects.owners ?? []).map((change) => change.path),
      ...(effects.opaque?.within ?? []),
    ];
    return effects.opaque?.within === null || paths.some((path) => within(path, cwd));
  });
}

/**
 * What the final stage runs of one RUN: nothing, the whole instruction as it is, or the commands that run time needs,
 * with those before them whose shell state they read (`cd`, `export`, `set`) and the package index calls around them.
 * `cleanups` removes package lists in a RUN of its own further down: in the new layer that comes too late, so an install
 * that does not tidy up itself takes them along. `carried` has the paths that are copied from the build stage.
 */
export function finalRun(
  instruction: Instruction,
  fates: readonly UnitFate[],
  updateNeeded: boolean,
  cleanups: readonly UnitFate[] = [],
  carried: readonly Carried[] = [],
): RunResult {
  const wanted = fates.filter(
    (fate) => fate.verdict === 'replay' || (fate.service === 'update' && updateNeeded),
  );
  if (wanted.length === 0) return { step: null, fates: [] };
  const evidence: readonly Evidence[] = wanted.flatMap((fate) => fate.evidence);
  const installs = wanted.filter((fate) => fate.packages.length > 0);
  const cleanup = wanted.some((fate) => fate.verdict === 'replay' && readsPackageLists(fate));
  const chosen = fates.filter(
    (fate, index) =>
      wanted.includes(fate) ||
      (cleanup && fate.service === 'cleanup') ||
      (fate.unit.unit?.state === true && isStateRead(fate, fates.slice(index + 1), wanted)),
  );
  const owned = new Map(
    wanted.flatMap((fate) => {
      const text = withoutCopied(fate, carried);
      return text === null ? [] : [[fate, text] as const];
    }),
  );
  const edited = installs.some(changesPackages) || owned.size > 0;
  const whole: Step = { step: 'keep', instruction: instruction.index, comments: false, evidence };
  if (chosen.length === fates.length && !edited) return { step: whole, fates };

  const script =
    instruction.type === 'run' && instruction.command.form === 'shell' ? instruction.command.text : '';
  const undivided = wanted.find((fate) => changesPackages(fate) && !divisibleInstall(fate, script));
  const divisible = isDivisibleRun(instruction, fates);
  if (!divisible || undivided) {
    if (fates.every(harmless)) return { step: whole, fates };
    const first = undivided ?? wanted[0];
    return first
      ? refusal(first, undivided ? 'its package list is not plain' : 'its commands depend on one another')
      : { step: null, fates: [] };
  }
  const commands = chosen.map((fate) =>
    fate.packages.length > 0 ? installCommand(fate) : { text: owned.get(fate) ?? plainText(fate), words: [] },
  );
  const tidy = chosen.some((fate) => fate.service === 'cleanup') ? [] : cleanups;
  const after = cleanup ? tidy.map((fate) => ({ text: plainText(fate), words: [] })) : [];
  return {
    step: {
      step: 'run',
      from: instruction.index,
      commands: [...commands, ...after],
      comments: false,
      evidence,
    },
    fates: chosen,
  };
}
