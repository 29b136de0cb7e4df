import { parseBlockYaml } from '../block-yaml.js';
import { field, recordOf, textFields, textOf } from '../json.js';
import { fileIn } from './lock.js';
import type { FileReader } from './lock.js';
import type { PackageManifest } from './manifest.js';

/** An .npmrc, read by npm and pnpm. */
export interface Npmrc {
  readonly legacyPeerDeps: boolean;
  /** All keys; the last one wins. */
  readonly values: Readonly<Record<string, string>>;
}

/** Reads an .npmrc: `key = value` lines, `key[] = value` lists, `;` and `#` comments. */
export function npmrc(text: string): Npmrc {
  const values: Record<string, string> = {};
  for (const line of text.replace(/^\uFEFF/u, '').split(/\r?\n/u)) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith(';') || trimmed.startsWith('#')) continue;
    const pair = /^([^=]+?)\s*(?:=\s*(.*))?$/su.exec(trimmed);
    const key = (pair?.[1] ?? '').replace(/\[\]$/u, '');
    const value = (pair?.[2] ?? 'true').replace(/^(["'])(.*)\1$/su, '$2');
    values[key] = value;
  }
  return {
    legacyPeerDeps: values['legacy-peer-deps'] === 'true',
    values: textFields(values),
  };
}

/** A .yarnrc.yml (yarn 2 and later). */
export interface YarnSettings {
  /** `node-modules`, `pnp` or `pnpm`; null when not set (yarn's default is `pnp`). */
  readonly nodeLinker: string | null;
  /** `.yarn/releases/yarn-4.1.0.cjs` */
  readonly yarnPath: string | null;
}

/** Reads a .yarnrc.yml; what is absent or cannot be read is null, or yarn’s default. */
export function yarnSettings(text: string): YarnSettings {
  const raw = recordOf(parseBlockYaml(text));
  return { nodeLinker: textOf(field(raw, 'nodeLinker')), yarnPath: textOf(field(raw, 'yarnPath')) };
}

/**
 * pnpm's `nodeLinker`: `isolated` (the default), `hoisted` or `pnp`; null when not set. pnpm-workspace.yaml goes before
 * package.json (`pnpm`) before .npmrc.
 */
export function pnpmLinker(
  workspaceText: string | null,
  manifest: PackageManifest | null,
  rc: Npmrc,
): string | null {
  const yaml = workspaceText === null ? null : parseBlockYaml(workspaceText);
  return (
    textOf(field(yaml, 'nodeLinker')) ??
    textOf(field(field(manifest?.raw, 'pnpm'), 'nodeLinker')) ??
    rc.values['node-linker'] ??
    null
  );
}

/** The .npmrc of a directory; without one nothing is set. */
export function readNpmrc(view: FileReader, dir: string): Npmrc {
  return npmrc(view.read(fileIn(dir, '.npmrc')) ?? '');
}
