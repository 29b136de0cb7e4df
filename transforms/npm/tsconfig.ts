import { isRecord, parseJsonc, textOf } from '../../src/project/json.js';

/** What of tsconfig.json says where compiled files go; null where neither the file nor what it extends says so. */
export interface CompilerOptions {
  /** Relative to the project, or null: beside the sources. */
  readonly outDir: string | null;
  readonly rootDir: string | null;
  readonly noEmit: boolean;
  /** False when an `extends` could not be followed, so that absent options may still be set. */
  readonly complete: boolean;
}

function join(dir: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${dir}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/**
 * Reads a tsconfig and what it extends by relative path. In: the file's path relative to the project and a reader. Paths in
 * the result are relative to the project.
 */
export function compilerOptions(
  path: string,
  read: (path: string) => string | null,
  depth = 0,
): CompilerOptions | null {
  const source = read(path);
  if (source === null) return null;
  const json = parseJsonc(source);
  if (!isRecord(json)) return { outDir: null, rootDir: null, noEmit: false, complete: false };
  const dir = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const options = isRecord(json['compilerOptions']) ? json['compilerOptions'] : {};
  const parents = Array.isArray(json['extends'])
    ? json['extends']
    : json['extends'] === undefined
      ? []
      : [json['extends']];
  let inherited: CompilerOptions = { outDir: null, rootDir: null, noEmit: false, complete: true };
  for (const parent of parents) {
    const name = textOf(parent);
    const relative = name !== null && name.startsWith('.');
    const target = relative ? join(dir, name) : null;
    const found =
      target === null || depth > 8
        ? null
        : (compilerOptions(target, read, depth + 1) ?? compilerOptions(`${target}.json`, read, depth + 1));
    // Shared configs of packages (@tsconfig/node20) set no paths, since those would be relative to the package.
    const shared = name !== null && !relative && !name.startsWith('/');
    inherited = {
      outDir: found?.outDir ?? inherited.outDir,
      rootDir: found?.rootDir ?? inherited.rootDir,
      noEmit: found?.noEmit ?? inherited.noEmit,
      complete: inherited.complete && (found?.complete ?? shared),
    };
  }
  const outDir = textOf(options['outDir']);
  const rootDir = textOf(options['rootDir']);
  return {
    outDir: outDir === null ? inherited.outDir : join(dir, outDir),
    rootDir: rootDir === null ? inherited.rootDir : join(dir, rootDir),
    noEmit: typeof options['noEmit'] === 'boolean' ? options['noEmit'] : inherited.noEmit,
    complete: inherited.complete,
  };
}
