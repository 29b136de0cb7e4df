import { globalScope } from './global-args.js';
import type { DockerfileDoc, Instruction, Stage } from './types.js';
import type { Lookup } from './words.js';
import { expandWord } from './words.js';

/** The variables in force at one point of a stage. Records have no prototype. */
export interface Scope {
  /** What ENV and the base image set: it goes into the image. */
  readonly env: Readonly<Record<string, string>>;
  /** What ARG declares and has a value; `--build-arg` may give another one. */
  readonly args: Readonly<Record<string, string>>;
  /** What a RUN sees and words expand with: ENV and ARG in the order of the file, the later one wins. */
  readonly all: Readonly<Record<string, string>>;
  /** Declared, but without a known value: `ARG X` alone, platform arguments, values made of unknown ones. */
  readonly unknown: ReadonlySet<string>;
  /** Those of the unknown that only a `--build-arg` would set: `${X:-d}` is `d` then, as if `ARG X=d` were written. */
  readonly bare: ReadonlySet<string>;
  /** False when the base image may set variables that nobody knows here. */
  readonly baseKnown: boolean;
}

/** Looks a name up in a scope: null when it is certainly not set, undefined when that is not known. */
export function lookupIn(scope: Scope): Lookup {
  return (name, modified) => {
    const value = scope.all[name];
    if (value !== undefined) return value;
    if (modified && scope.bare.has(name)) return null;
    return scope.unknown.has(name) || !scope.baseKnown ? undefined : null;
  };
}

interface Variables {
  readonly env: Map<string, string | undefined>;
  readonly args: Map<string, string | undefined>;
  /** ENV and ARG in one: BuildKit keeps one list, where an ARG after an ENV of the same name wins for RUN. */
  readonly all: Map<string, string | undefined>;
  readonly bare: Set<string>;
}

/**
 * The variables in force before an instruction of a stage; those of a stage that it derives from are among them. `baseEnv`
 * is the environment of the external image at the chain's start, null when it is not known.
 */
export function scopeBefore(
  doc: DockerfileDoc,
  instruction: Instruction,
  baseEnv: Readonly<Record<string, string>> | null,
  buildArgs: Readonly<Record<string, string>>,
): Scope {
  const stage = doc.stages[instruction.stage];
  if (stage === undefined || instruction.type === 'from') {
    return globalScopeOf(doc, instruction, buildArgs);
  }
  return toScope(walk(doc, stage, instruction.index, baseEnv, buildArgs), baseEnv !== null);
}

/** Before the first FROM and in FROM lines only global arguments count. */
function globalScopeOf(
  doc: DockerfileDoc,
  instruction: Instruction,
  buildArgs: Readonly<Record<string, string>>,
): Scope {
  const before = doc.globalArgs.filter((arg) => arg.index < instruction.index);
  const all = new Map(globalScope(before, doc.escape, buildArgs));
  const bare = new Set<string>();
  for (const { pairs } of before) {
    for (const { key } of pairs) {
      if (all.has(key)) continue;
      all.set(key, undefined);
      bare.add(key);
    }
  }
  return toScope({ env: new Map(), args: all, all, bare }, true);
}

/** Runs a stage's ENV and ARG up to the instruction with index `until`. */
function walk(
  doc: DockerfileDoc,
  stage: Stage,
  until: number,
  baseEnv: Readonly<Record<string, string>> | null,
  buildArgs: Readonly<Record<string, string>>,
): Variables {
  const parent = stage.base === null ? undefined : doc.stages[stage.base];
  const vars =
    parent === undefined ? fromImage(baseEnv) : derived(walk(doc, parent, Infinity, baseEnv, buildArgs));
  const globals = globalScope(doc.globalArgs, doc.escape, buildArgs);
  const given = new Map(Object.entries(buildArgs));
  for (const instruction of stage.instructions) {
    if (instruction.index >= until) break;
    if (instruction.type === 'env') setEnv(vars, instruction.pairs, baseEnv !== null, doc.escape);
    if (instruction.type !== 'arg') continue;
    for (const { key, value } of instruction.pairs) {
      const override = given.get(key);
      if (override !== undefined) setArg(vars, key, override);
      else if (value !== null) {
        setArg(vars, key, expandWord(value, lookupOf(vars, baseEnv !== null), doc.escape) ?? undefined);
      } else if (globals.has(key)) setArg(vars, key, globals.get(key));
      else if (!vars.args.has(key)) {
        vars.args.set(key, undefined);
        // Without a value ARG sets nothing: an ENV of that name from before stays.
        if (vars.all.has(key)) continue;
        vars.all.set(key, undefined);
        vars.bare.add(key);
      }
    }
  }
  return vars;
}

/** One ENV sees the values from before it: `ENV A=1 B=$A` takes the old A. */
function setEnv(
  vars: Variables,
  pairs: readonly { readonly key: string; readonly value: string | null }[],
  baseKnown: boolean,
  escape: string,
): void {
  const lookup = lookupOf({ ...vars, all: new Map(vars.all), bare: new Set(vars.bare) }, baseKnown);
  for (const { key, value } of pairs) {
    const name = expandWord(key, lookup, escape) ?? key;
    const expanded = expandWord(value ?? '', lookup, escape) ?? undefined;
    vars.env.set(name, expanded);
    vars.all.set(name, expanded);
    vars.bare.delete(name);
  }
}

function setArg(vars: Variables, key: string, value: string | undefined): void {
  vars.args.set(key, value);
  vars.all.set(key, value);
  vars.bare.delete(key);
}

function fromImage(baseEnv: Readonly<Record<string, string>> | null): Variables {
  const entries = Object.entries(baseEnv ?? {});
  return { env: new Map(entries), args: new Map(), all: new Map(entries), bare: new Set() };
}

/** BuildKit hands ARGs on to a derived stage, and sets the image's ENV again on top of them (measured, engine 26.1). */
function derived(parent: Variables): Variables {
  return { ...parent, all: new Map([...parent.all, ...parent.env]) };
}

function lookupOf(vars: Variables, baseKnown: boolean): Lookup {
  return (name, modified) => {
    if (modified && vars.bare.has(name)) return null;
    if (vars.all.has(name)) return vars.all.get(name);
    return baseKnown ? null : undefined;
  };
}

function toScope(vars: Variables, baseKnown: boolean): Scope {
  const unknown = new Set<string>();
  for (const [name, value] of vars.all) if (value === undefined) unknown.add(name);
  return {
    env: record(vars.env),
    args: record(vars.args),
    all: record(vars.all),
    unknown,
    bare: vars.bare,
    baseKnown,
  };
}

function record(map: ReadonlyMap<string, string | undefined>): Readonly<Record<string, string>> {
  const result: Record<string, string> = Object.create(null);
  for (const [name, value] of map) if (value !== undefined) result[name] = value;
  return result;
}
