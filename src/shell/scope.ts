/** `bash` also stands for every shell with brace expansion and `$'…'`; `sh` is dash or busybox. */
export type Dialect = 'sh' | 'bash';

/** Looks a variable up; undefined when it is not set or not known. */
export type EnvLookup = (name: string) => string | undefined;

/** What is known of the variables at one point of a script. Changes as the script is read. */
export interface Scope {
  readonly dialect: Dialect;
  /** Null when the variable is unset or unknown: the two cannot be told apart. */
  readonly lookup: (name: string) => string | null;
  readonly set: (name: string, value: string | null) => void;
  readonly forget: (names: Iterable<string>) => void;
  /** After `eval` or `source`, any variable may hold anything. */
  readonly forgetAll: () => void;
  /** Variables that a function sets when it is called. */
  readonly defineFunction: (name: string, sets: readonly string[]) => void;
  readonly functionSets: (name: string) => readonly string[] | null;
  /** A copy whose changes stay its own: subshells, branches. */
  readonly fork: () => Scope;
}

/** A scope over an environment. */
export function createScope(
  env: EnvLookup,
  dialect: Dialect,
  known: ReadonlyMap<string, string | null> = new Map(),
  functions: ReadonlyMap<string, readonly string[]> = new Map(),
  blindFrom = false,
): Scope {
  const variables = new Map(known);
  const defined = new Map(functions);
  let blind = blindFrom;
  return {
    dialect,
    lookup: (name) => {
      const own = variables.get(name);
      if (own !== undefined) return own;
      return blind ? null : (env(name) ?? null);
    },
    set: (name, value) => {
      variables.set(name, value);
    },
    forget: (names) => {
      for (const name of names) variables.set(name, null);
    },
    forgetAll: () => {
      variables.clear();
      blind = true;
    },
    defineFunction: (name, sets) => {
      defined.set(name, sets);
    },
    functionSets: (name) => defined.get(name) ?? null,
    fork: () => createScope(env, dialect, variables, defined, blind),
  };
}
