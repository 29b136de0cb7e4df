/** The value that a JSON text holds; undefined when it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A JSON document a line, as `--format '{{json .}}'` prints lists. Lines that are none are left out. */
export function readJsonLines(text: string): readonly unknown[] {
  return text
    .split('\n')
    .map(readJson)
    .filter((value) => value !== undefined);
}

/** The value at a path of names; undefined where one of them is not there. */
export function at(value: unknown, ...names: readonly string[]): unknown {
  let here = value;
  for (const name of names) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = Object.getOwnPropertyDescriptor(here, name)?.value;
  }
  return here;
}

/** The text at a place below a JSON value; `''` when there is none. */
export function textAt(value: unknown, ...names: readonly string[]): string {
  const found = at(value, ...names);
  return typeof found === 'string' ? found : '';
}

/** The number at a place below a JSON value; 0 when there is none. */
export function numberAt(value: unknown, ...names: readonly string[]): number {
  const found = at(value, ...names);
  return typeof found === 'number' ? found : 0;
}

/** The texts of a list; null when there is no list. */
export function textsAt(value: unknown, ...names: readonly string[]): readonly string[] | null {
  const found = at(value, ...names);
  return Array.isArray(found) ? found.filter((each) => typeof each === 'string') : null;
}

/** The names of an object. */
export function keysAt(value: unknown, ...names: readonly string[]): readonly string[] {
  const found = at(value, ...names);
  return typeof found === 'object' && found !== null ? Object.keys(found) : [];
}

/** Every text of an object by its name. */
export function recordAt(value: unknown, ...names: readonly string[]): Readonly<Record<string, string>> {
  const found = at(value, ...names);
  return Object.fromEntries(keysAt(found).map((name) => [name, textAt(found, name)]));
}

/** The elements of a list, or the value alone: some programs leave a list of one out. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}
