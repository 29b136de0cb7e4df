import { field, isRecord, parseJson, textFields, textOf, textsOf } from '../json.js';
import type { DataRecord } from '../json.js';

/** Names to version ranges. The record has no prototype, so `deps[name]` is safe for any name. */
export type Ranges = Readonly<Record<string, string>>;

/** A package.json. What is absent or of the wrong type is null or empty. */
export interface PackageManifest {
  readonly name: string | null;
  readonly version: string | null;
  /** `module` or `commonjs` (the default). */
  readonly type: 'module' | 'commonjs';
  readonly main: string | null;
  /** Command names to files; a lone string goes by the package's unscoped name. */
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Ranges;
  readonly devDependencies: Ranges;
  readonly optionalDependencies: Ranges;
  readonly peerDependencies: Ranges;
  /** Workspace patterns; null when the field is absent. */
  readonly workspaces: readonly string[] | null;
  /** As written, e.g. `pnpm@9.1.0+sha512.abc`. */
  readonly packageManager: string | null;
  /** The whole document, for fields that only one tool reads (`prisma`, `pnpm`, `jest`). */
  readonly raw: DataRecord;
}

function binOf(raw: DataRecord, name: string | null): Readonly<Record<string, string>> {
  const bin = field(raw, 'bin');
  if (typeof bin !== 'string') return textFields(bin);
  return textFields(name === null ? {} : { [name.replace(/^@[^/]*\//u, '')]: bin });
}

function workspacesOf(raw: DataRecord): readonly string[] | null {
  const value = field(raw, 'workspaces');
  if (value === undefined || value === null || value === false) return null;
  return textsOf(isRecord(value) ? field(value, 'packages') : value);
}

/** Reads a package.json (a byte order mark is tolerated, as npm does); null when the text is not a JSON object. */
export function packageJson(text: string): PackageManifest | null {
  const raw = parseJson(text);
  if (!isRecord(raw)) return null;
  const name = textOf(field(raw, 'name'));
  return {
    name,
    version: textOf(field(raw, 'version')),
    type: field(raw, 'type') === 'module' ? 'module' : 'commonjs',
    main: textOf(field(raw, 'main')),
    bin: binOf(raw, name),
    scripts: textFields(field(raw, 'scripts')),
    dependencies: textFields(field(raw, 'dependencies')),
    devDependencies: textFields(field(raw, 'devDependencies')),
    optionalDependencies: textFields(field(raw, 'optionalDependencies')),
    peerDependencies: textFields(field(raw, 'peerDependencies')),
    workspaces: workspacesOf(raw),
    packageManager: textOf(field(raw, 'packageManager')),
    raw,
  };
}

/** What a production install brings for this package by itself: `dependencies` and `optionalDependencies`. */
export function productionRanges(manifest: PackageManifest): Ranges {
  return textFields({ ...manifest.dependencies, ...manifest.optionalDependencies });
}
