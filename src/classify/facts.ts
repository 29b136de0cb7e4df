import type { ImageFacts, ImageRef } from '../data/types.js';
import { contractOf } from '../dockerfile/contract.js';
import { scopeBefore } from '../dockerfile/scope.js';
import type {
  CopyInstruction,
  DockerfileDoc,
  Instruction,
  RunInstruction,
  Stage,
} from '../dockerfile/types.js';
import { expandWord } from '../dockerfile/words.js';
import { createContext, nextContext, unitEffects } from '../effects/analyse.js';
import { effects, opaqueEffects } from '../effects/effects.js';
import { homeOf } from '../effects/home.js';
import type { CommandTable, Effects } from '../effects/types.js';
import type { ImageCopy } from '../project/copy.js';
import { imageViews } from '../project/image-view.js';
import type { ImageView, ReadonlyFileSystem } from '../project/types.js';
import { absolutePath } from '../project/path.js';
import { readShellCall, type ShellCall } from '../shell/interpreter.js';
import { execScript, parseShell } from '../shell/parse.js';
import type { AllowKind, Facts, Level, SourceFacts, UnitFacts } from '../transform/types.js';
import { copyEffects } from './instruction-effects.js';
import { settlePassedOver } from './passed-over.js';
import { within } from './places.js';
import { instructionPlace, unitPlace } from './unit-place.js';

export interface FactsInput {
  readonly doc: DockerfileDoc;
  readonly stage: Stage;
  readonly context: ReadonlyFileSystem;
  readonly base: ImageFacts | null;
  readonly baseRef: ImageRef | null;
  readonly sources: readonly SourceFacts[];
  readonly level: Level;
  readonly allow: readonly AllowKind[];
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly table: CommandTable;
}

/** What holds when an instruction runs. */
interface State {
  readonly workdir: string;
  readonly user: string;
}

/** A cache, bind, secret or tmpfs mount leaves nothing in the layer: what is written below its target is gone. */
function mountTargets(instruction: RunInstruction, workdir: string): readonly string[] {
  const targets: string[] = [];
  for (const flag of instruction.flags) {
    if (flag.name !== 'mount' || flag.value === null) continue;
    const match = /(?:^|,)(?:target|dst|destination)=([^,]+)/.exec(flag.value);
    if (match?.[1]) targets.push(absolutePath(match[1], workdir));
  }
  return targets;
}

function withoutMounts(found: Effects, targets: readonly string[]): Effects {
  if (targets.length === 0) return found;
  return {
    ...found,
    writes: found.writes.filter((write) => !targets.some((target) => within(write.path, target))),
  };
}

/** RHEL's /bin/sh is bash: it expands `{a,b}` and understands `&>`. */
function dialectOf(call: ShellCall, base: ImageFacts | null): ShellCall['dialect'] {
  return base?.packageManager === 'dnf' ? 'bash' : call.dialect;
}

/**
 * Everything that is known of one target stage: its units in order with their effects, the run-time contract and the
 * image as COPY and ADD made it. Computed once; packs and planner only read it.
 */
export function gatherFacts(input: FactsInput): Facts {
  const { doc, stage, context, base, buildArgs } = input;
  const contract = contractOf(doc, stage, base?.config ?? null, buildArgs);
  const baseEnv = base?.config.env ?? {};
  const units: UnitFacts[] = [];
  let state: State = { workdir: base?.config.workdir || '/', user: base?.config.user ?? '' };
  let shell: readonly string[] = base?.config.shell ?? ['/bin/sh', '-c'];
  const copies: ImageCopy[] = [];
  const viewAfter = imageViews(context, copies);
  let files: ImageView = viewAfter(0);
  /** Directories that commands made: they decide whether `COPY file /x` makes /x or /x/file. */
  const made = new Set<string>();

  const push = (instruction: Instruction, found: Effects, env: Readonly<Record<string, string>>): void => {
    units.push({
      id: String(instruction.index),
      instruction,
      unit: null,
      divisible: true,
      place: instructionPlace(doc, instruction),
      cwd: state.workdir,
      user: state.user,
      env,
      effects: found,
      files,
    });
  };

  const copy = (instruction: CopyInstruction, env: Readonly<Record<string, string>>): void => {
    const read = (name: string): string | undefined => env[name];
    const destination = expandWord(instruction.destination, read, doc.escape);
    const sources = instruction.sources.map((source) => expandWord(source, read, doc.escape));
    const known = sources.flatMap((source) => (source === null ? [] : [source]));
    if (destination === null || known.length < sources.length) {
      push(
        instruction,
        opaqueEffects(instruction.keyword, 'a variable in its paths has no known value'),
        env,
      );
      return;
    }
    const copied: ImageCopy = {
      sources: known,
      destination,
      workdir: state.workdir,
      kind: instruction.type,
      fromStage: instruction.from !== null,
      flags: instruction.flags,
      heredocs: instruction.line.heredocs.map((heredoc) => ({
        name: heredoc.name,
        content: heredoc.expand ? expandWord(heredoc.content, read, doc.escape) : heredoc.content,
      })),
      directories: [...made],
    };
    push(
      instruction,
      copyEffects(instruction, copied, absolutePath(destination, state.workdir), context),
      env,
    );
    copies.push(copied);
    files = viewAfter(copies.length);
  };

  const run = (instruction: RunInstruction, env: Readonly<Record<string, string>>): void => {
    const home = homeOf(state.user, env);
    const read = (name: string): string | undefined =>
      env[name] ?? (name === 'HOME' ? home : name === 'PWD' ? state.workdir : undefined);
    const call = readShellCall(shell);
    const { command } = instruction;
    if (
      command.form === 'shell' &&
      (!call || (instruction.line.heredocs.length > 0 && !instruction.script))
    ) {
      push(instruction, opaqueEffects('RUN', 'it is not run by a POSIX shell'), env);
      return;
    }
    const options = call ? { dialect: dialectOf(call, base), errexit: call.errexit } : {};
    const script =
      command.form === 'exec' ? execScript(command.words) : parseShell(command.text, read, options);
    const targets = mountTargets(instruction, state.workdir);
    let now = createContext({
      cwd: state.workdir,
      user: state.user,
      home,
      env: read,
      setE: call?.errexit ?? false,
      files,
      table: input.table,
    });
    script.units.forEach((unit, index) => {
      units.push({
        id: `${instruction.index}.${index}`,
        instruction,
        unit,
        divisible: script.divisible === 'and',
        place: unitPlace(doc, instruction, unit),
        cwd: now.cwd ?? state.workdir,
        user: state.user,
        env,
        effects: settlePassedOver(withoutMounts(unitEffects(unit, now), targets), units, base),
        files,
      });
      now = nextContext(unit, now);
    });
    for (const each of units) {
      if (each.instruction === instruction) {
        for (const write of each.effects.writes)
          if (write.tree && write.role === 'state') made.add(write.path);
      }
    }
  };

  for (const instruction of stage.instructions) {
    const scope = scopeBefore(doc, instruction, baseEnv, buildArgs);
    const env = scope.all;
    const value = (text: string): string | null => expandWord(text, (name) => env[name], doc.escape);
    switch (instruction.type) {
      case 'workdir': {
        const to = value(instruction.value);
        state = { ...state, workdir: absolutePath(to ?? instruction.value, state.workdir) };
        push(instruction, effects('WORKDIR', { confidence: to === null ? 'unknown' : 'proven' }), env);
        break;
      }
      case 'user':
        state = { ...state, user: value(instruction.value) ?? instruction.value };
        push(instruction, effects('USER', { confidence: 'proven' }), env);
        break;
      case 'shell':
        shell = instruction.words;
        push(instruction, effects('SHELL', { confidence: 'proven' }), env);
        break;
      case 'copy':
      case 'add':
        copy(instruction, env);
        break;
      case 'run':
        run(instruction, env);
        break;
      default:
        push(instruction, effects(instruction.type.toUpperCase(), { confidence: 'proven' }), env);
    }
  }
  return {
    doc,
    stage,
    contract,
    units,
    context,
    files,
    base,
    baseRef: input.baseRef,
    sources: input.sources,
    level: input.level,
    allow: input.allow,
  };
}
