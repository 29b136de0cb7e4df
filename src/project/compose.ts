import { parseDocument } from 'yaml';
import { field, isRecord } from './json.js';
import type { DataRecord } from './json.js';
import type { ReadonlyFileSystem } from './types.js';

/** A service as a compose file defines it. */
export interface ComposeService {
  readonly file: string;
  readonly name: string;
  readonly definition: DataRecord;
}

const COMPOSE_FILE = /^(?:docker-)?compose[\w.-]*\.ya?ml$/;

/** Names of the compose files at the root of a build context. */
export function composeFiles(context: ReadonlyFileSystem): readonly string[] {
  return context.list('').filter((name) => COMPOSE_FILE.test(name));
}

/** The document's data; null when it is no YAML. An alias without an anchor throws only when the data is made. */
function readYaml(text: string): unknown {
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length > 0) return null;
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return null;
  }
}

/**
 * The services of all compose files at the root of a build context, in order; the first format of such files, without
 * `services`, included. A file that is no YAML says nothing.
 */
export function composeServices(context: ReadonlyFileSystem): readonly ComposeService[] {
  return composeFiles(context).flatMap((file): readonly ComposeService[] => {
    const json = readYaml(context.read(file) ?? '');
    const services = field(json, 'services') ?? json;
    if (!isRecord(services)) return [];
    return Object.entries(services).flatMap(([name, definition]) =>
      isRecord(definition) ? [{ file, name, definition }] : [],
    );
  });
}
