import { field, isRecord, parseJsonc, recordOf, textOf, textsOf } from '../../../src/project/json.js';
import { type PackageManifest, packageJson } from '../../../src/project/npm/manifest.js';
import { dirname, joinPath } from '../../../src/project/path.js';
import type { ReadonlyFileSystem } from '../../../src/project/types.js';
import type { ImportRules } from './scan.js';

/** A name for a directory or file: `@/*` for `src/*`. */
export interface Alias {
  readonly pattern: string;
  /** Context paths, with `*` where the pattern has it. */
  readonly targets: readonly string[];
}

/** What tsconfig.json and its like say about finding modules. Paths are context paths. */
export interface CompilerSettings extends ImportRules {
  readonly baseUrl: string | null;
  readonly aliases: readonly Alias[];
  readonly outDir: string | null;
  readonly rootDir: string | null;
}

const noSettings: CompilerSettings = {
  verbatim: false,
  jsxImport: 'react',
  baseUrl: null,
  aliases: [],
  outDir: null,
  rootDir: null,
};

function optionsOf(fs: ReadonlyFileSystem, path: string, depth: number): CompilerSettings | null {
  const text = fs.read(path) ?? fs.read(`${path}.json`);
  if (text === null || depth > 8) return null;
  const json = parseJsonc(text);
  const dir = dirname(path);
  let inherited = noSettings;
  for (const parent of textsOf(field(json, 'extends')))
    if (parent.startsWith('.')) inherited = optionsOf(fs, joinPath(dir, parent), depth + 1) ?? inherited;
  const options = recordOf(field(json, 'compilerOptions'));
  const pathOf = (name: string): string | null => {
    const value = textOf(options[name]);
    // ${configDir} is the directory of the file that extends, which shared settings of this repository lie beside.
    return value === null ? null : joinPath(dir, value.replace(/^\$\{configDir\}\/?/, ''));
  };
  const baseUrl = pathOf('baseUrl') ?? inherited.baseUrl;
  const paths = isRecord(options['paths']) ? options['paths'] : null;
  const aliases =
    paths === null
      ? inherited.aliases
      : Object.entries(paths).map(([pattern, targets]) => ({
          pattern,
          targets: textsOf(targets).map((target) => joinPath(pathOf('baseUrl') ?? baseUrl ?? dir, target)),
        }));
  const on = (name: string): boolean | null => (typeof options[name] === 'boolean' ? options[name] : null);
  const kept = textOf(options['importsNotUsedAsValues']);
  const verbatim =
    on('verbatimModuleSyntax') ??
    on('preserveValueImports') ??
    (kept === null ? null : kept === 'preserve' || kept === 'error');
  const jsx = textOf(options['jsx']);
  const source = textOf(options['jsxImportSource']);
  const factory = textOf(options['jsxFactory']) !== null || jsx === 'react';
  return {
    verbatim: verbatim ?? inherited.verbatim,
    jsxImport: source ?? (factory ? null : inherited.jsxImport),
    baseUrl,
    aliases,
    outDir: pathOf('outDir') ?? inherited.outDir,
    rootDir: pathOf('rootDir') ?? inherited.rootDir,
  };
}

const configNames = [
  'tsconfig.json',
  'tsconfig.build.json',
  'tsconfig.server.json',
  'tsconfig.app.json',
  'jsconfig.json',
];

/** The build's own file knows where the output goes, the main one which names the editor takes. */
function merged(main: CompilerSettings, other: CompilerSettings): CompilerSettings {
  return {
    ...main,
    aliases: [...main.aliases, ...other.aliases],
    baseUrl: main.baseUrl ?? other.baseUrl,
    outDir: other.outDir ?? main.outDir,
    rootDir: other.rootDir ?? main.rootDir,
  };
}

function configIn(fs: ReadonlyFileSystem, dir: string): CompilerSettings | null {
  let found: CompilerSettings | null = null;
  for (const name of configNames) {
    const next = optionsOf(fs, joinPath(dir, name), 0);
    if (next !== null) found = found === null ? next : merged(found, next);
  }
  return found;
}

function aliasesOfPackage(manifest: PackageManifest | null, dir: string): readonly Alias[] {
  const found: Alias[] = [];
  for (const [name, target] of Object.entries(recordOf(field(manifest?.raw, '_moduleAliases'))))
    if (typeof target === 'string') {
      found.push({ pattern: name, targets: [joinPath(dir, target)] });
      found.push({ pattern: `${name}/*`, targets: [`${joinPath(dir, target)}/*`] });
    }
  return found;
}

/** Settings by directory, read once each. */
export interface Settings {
  /** Of the nearest directory above that has a tsconfig, with the aliases of the nearest package.json. */
  readonly compilerAt: (dir: string) => CompilerSettings;
  /** The nearest package.json, with its directory. */
  readonly manifestAt: (dir: string) => { readonly dir: string; readonly manifest: PackageManifest } | null;
  /** The package.json in this very directory. */
  readonly manifestIn: (dir: string) => PackageManifest | null;
}

/** The package.json and compiler options that hold for a file, each read once when it is first asked for. */
export function readSettings(fs: ReadonlyFileSystem): Settings {
  const manifests = new Map<string, PackageManifest | null>();
  const compilers = new Map<string, CompilerSettings>();
  const manifestIn = (dir: string): PackageManifest | null => {
    const known = manifests.get(dir);
    if (known !== undefined) return known;
    const text = fs.read(joinPath(dir, 'package.json'));
    const found = text === null ? null : packageJson(text);
    manifests.set(dir, found);
    return found;
  };
  const compilerAt = (dir: string): CompilerSettings => {
    const known = compilers.get(dir);
    if (known !== undefined) return known;
    const own = configIn(fs, dir);
    const base = own ?? (dir === '' ? noSettings : compilerAt(dirname(dir)));
    const aliases = aliasesOfPackage(manifestIn(dir), dir);
    const found = aliases.length === 0 ? base : { ...base, aliases: [...aliases, ...base.aliases] };
    compilers.set(dir, found);
    return found;
  };
  const manifestAt = (dir: string): { dir: string; manifest: PackageManifest } | null => {
    for (let at = dir; ; at = dirname(at)) {
      const manifest = manifestIn(at);
      if (manifest !== null) return { dir: at, manifest };
      if (at === '') return null;
    }
  };
  return { compilerAt, manifestAt, manifestIn };
}
