import { parseBlockYaml } from '../block-yaml.js';
import { field, recordOf, textFields, textOf, textsOf } from '../json.js';
import { fileIn } from './lock.js';
import type { FileReader } from './lock.js';
import type { PackageManifest } from './manifest.js';

/** An .npmrc, read by npm and pnpm. */
export interface Npmrc {
  /** Dependency kinds left out (`dev`, `optional`, `peer`), from `omit`, `production` and `only`. */
  readonly omit: readonly string[];
  readonly legacyPeerDeps: boolean;
  readonly ignoreScripts: boolean;
  /** True when it holds a password or token, as text or from a variable. */
  readonly secret: boolean;
  /** Environment variables that it names (`${NPM_TOKEN}`). */
  readonly variables: readonly string[];
  /** All keys; the last one wins. */
  readonly values: Readonly<Record<string, string>>;
}

/** Reads an .npmrc: `key = value` lines, `key[] = value` lists, `;` and `#` comments. */
export function npmrc(text: string): Npmrc {
  const values: Record<string, string> = {};
  const omit = new Set<string>();
  for (const line of text.replace(/^\uFEFF/u, '').split(/\r?\n/u)) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith(';') || trimmed.startsWith('#')) continue;
    const pair = /^([^=]+?)\s*(?:=\s*(.*))?$/su.exec(trimmed);
    const key = (pair?.[1] ?? '').replace(/\[\]$/u, '');
    const value = (pair?.[2] ?? 'true').replace(/^(["'])(.*)\1$/su, '$2');
    values[key] = value;
    if (key === 'omit') for (const kind of value.split(/[\s,]+/u)) omit.add(kind);
    if (key === 'production' && value === 'true') omit.add('dev');
    if (key === 'only' && value.startsWith('prod')) omit.add('dev');
  }
  omit.delete('');
  return {
    omit: [...omit],
    legacyPeerDeps: values['legacy-peer-deps'] === 'true',
    ignoreScripts: values['ignore-scripts'] === 'true',
    secret: Object.keys(values).some((key) => /(?:^|:)_(?:auth|authToken|password)$/u.test(key)),
    variables: [...new Set([...text.matchAll(/\$\{([^}?]+)\??\}/gu)].map((found) => found[1] ?? ''))],
    values: textFields(values),
  };
}

/** A .yarnrc.yml (yarn 2 and later). */
export interface YarnSettings {
  /** `node-modules`, `pnp` or `pnpm`; null when not set (yarn's default is `pnp`). */
  readonly nodeLinker: string | null;
  /** `.yarn/releases/yarn-4.1.0.cjs` */
  readonly yarnPath: string | null;
  /** False: the cache lies in the project, in `cacheFolder`. Yarn 4's default is true. */
  readonly enableGlobalCache: boolean | null;
  readonly cacheFolder: string | null;
  readonly enableScripts: boolean;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Reads a .yarnrc.yml; what is absent or cannot be read is null, or yarn’s default. */
export function yarnSettings(text: string): YarnSettings {
  const raw = recordOf(parseBlockYaml(text));
  const global = textOf(field(raw, 'enableGlobalCache'));
  return {
    nodeLinker: textOf(field(raw, 'nodeLinker')),
    yarnPath: textOf(field(raw, 'yarnPath')),
    enableGlobalCache: global === null ? null : global === 'true',
    cacheFolder: textOf(field(raw, 'cacheFolder')),
    enableScripts: textOf(field(raw, 'enableScripts')) !== 'false',
    values: raw,
  };
}

/** pnpm's settings from pnpm-workspace.yaml, package.json (`pnpm`) and .npmrc, in this order of precedence. */
export interface PnpmSettings {
  /** `isolated` (the default), `hoisted` or `pnp`; null when not set. */
  readonly nodeLinker: string | null;
  readonly shamefullyHoist: boolean;
  readonly injectWorkspacePackages: boolean;
  /** Names with a patch (`patchedDependencies`). */
  readonly patched: readonly string[];
  /** Packages whose install scripts may run (pnpm 10); null when no list is given. */
  readonly onlyBuilt: readonly string[] | null;
  readonly ignoreScripts: boolean;
}

/** Puts pnpm's settings together: pnpm-workspace.yaml before package.json before .npmrc. */
export function pnpmSettings(
  workspaceText: string | null,
  manifest: PackageManifest | null,
  rc: Npmrc,
): PnpmSettings {
  const yaml = recordOf(workspaceText === null ? null : parseBlockYaml(workspaceText));
  const own = recordOf(field(manifest?.raw, 'pnpm'));
  const setting = (camel: string, dashed: string): string | null => {
    const json = field(own, camel);
    return (
      textOf(field(yaml, camel)) ?? (json === undefined ? null : String(json)) ?? rc.values[dashed] ?? null
    );
  };
  const list = field(yaml, 'onlyBuiltDependencies') ?? field(own, 'onlyBuiltDependencies');
  return {
    nodeLinker: setting('nodeLinker', 'node-linker'),
    shamefullyHoist: setting('shamefullyHoist', 'shamefully-hoist') === 'true',
    injectWorkspacePackages: setting('injectWorkspacePackages', 'inject-workspace-packages') === 'true',
    patched: Object.keys({
      ...recordOf(field(own, 'patchedDependencies')),
      ...recordOf(field(yaml, 'patchedDependencies')),
    }),
    onlyBuilt: list === undefined ? null : textsOf(list),
    ignoreScripts: setting('ignoreScripts', 'ignore-scripts') === 'true',
  };
}

/** The .npmrc of a directory; without one nothing is set. */
export function readNpmrc(view: FileReader, dir: string): Npmrc {
  return npmrc(view.read(fileIn(dir, '.npmrc')) ?? '');
}
