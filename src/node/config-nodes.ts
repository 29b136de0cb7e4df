import { isAlias, isMap, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml';

/** Something in a YAML file: what it is, how a message names it (`verify.Dockerfile.run`), and its one-based line. */
export interface ConfigNode {
  readonly node: Node | null;
  readonly name: string;
  readonly line: number;
}

/** What is wrong in a configuration file, with its one-based line. */
export interface ConfigProblem {
  readonly line: number;
  readonly message: string;
}

/** Collects what is wrong while values are read: readers give null for what is wrong, and go on. */
export interface ConfigReader {
  /** The file's name in messages. */
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
  readonly problems: ConfigProblem[];
}

export type ConfigEntry = ConfigNode & { readonly key: string };

/** Aliases are followed: an anchor may hold what several Dockerfiles share. */
function settled(node: unknown, document: Document): Node | null {
  const found = isAlias(node) ? node.resolve(document) : node;
  return isMap(found) || isSeq(found) || isScalar(found) ? found : null;
}

/** The line where something stands; an alias counts, not what it stands for. */
function lineOf(node: unknown, reader: ConfigReader, otherwise: number): number {
  const known = isAlias(node) || isMap(node) || isSeq(node) || isScalar(node);
  const offset = known ? node.range?.[0] : undefined;
  return offset === undefined ? otherwise : Math.max(1, reader.lines.linePos(offset).line);
}

/** The whole file. */
export function rootOf(reader: ConfigReader): ConfigNode {
  return { node: reader.document.contents, name: '', line: 1 };
}

/** Notes that a value is not what is wanted; null, so that a reader can return it. */
export function wrong(at: ConfigNode, reader: ConfigReader, wanted: string): null {
  const name = at.name === '' ? 'the file' : at.name;
  reader.problems.push({ line: at.line, message: `${name}: ${wanted} is wanted` });
  return null;
}

/** Notes what a value is not right for. */
export function problem(at: ConfigNode, reader: ConfigReader, message: string): void {
  reader.problems.push({ line: at.line, message: `${at.name}: ${message}` });
}

/** The entries of a map in their order; a key that is not in `known` is wrong, any key is right when that is null. */
export function entries(
  at: ConfigNode,
  reader: ConfigReader,
  known: readonly string[] | null,
): readonly ConfigEntry[] {
  const map = at.node;
  if (!isMap(map)) {
    wrong(at, reader, 'a map');
    return [];
  }
  const found: ConfigEntry[] = [];
  for (const pair of map.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    const line = lineOf(pair.key, reader, at.line);
    if (known !== null && !known.includes(key)) {
      const where = at.name === '' ? '' : `${at.name}: `;
      const message = `${where}unknown key ${key}; the keys are ${known.join(', ')}`;
      reader.problems.push({ line, message });
      continue;
    }
    const name = at.name === '' ? key : `${at.name}.${key}`;
    found.push({ key, name, line, node: settled(pair.value, reader.document) });
  }
  return found;
}

/** The items of a list; a single value counts as a list of one. */
export function items(at: ConfigNode, reader: ConfigReader): readonly ConfigNode[] {
  if (!isSeq(at.node)) return [at];
  return at.node.items.map((item, index) => ({
    name: `${at.name}[${index}]`,
    line: lineOf(item, reader, at.line),
    node: settled(item, reader.document),
  }));
}

/** A text: a string, or a number or truth value as it is written. */
export function textOf(at: ConfigNode, reader: ConfigReader): string | null {
  const node = at.node;
  if (!isScalar(node) || node.value === null || typeof node.value === 'object')
    return wrong(at, reader, 'a text');
  if (typeof node.value === 'string') return node.value;
  return node.source ?? String(node.value);
}

/** A whole number between two bounds. */
export function numberOf(at: ConfigNode, reader: ConfigReader, low: number, high: number): number | null {
  const value = isScalar(at.node) ? at.node.value : null;
  if (typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high) return value;
  return wrong(at, reader, `a whole number from ${low} to ${high}`);
}

/** A map of texts. */
export function textsOf(at: ConfigNode, reader: ConfigReader): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of entries(at, reader, null)) {
    const text = textOf(entry, reader);
    if (text !== null) found[entry.key] = text;
  }
  return found;
}
