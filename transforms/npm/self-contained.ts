import type { Start } from './entry/judge.js';
import type { StartedProcess } from './entry/trail.js';

const projectServers = ['vite', 'gatsby', 'docusaurus', 'astro', 'quasar', 'preact'];

/** A file server that reads no configuration or code of the project. */
export function servesOnly(process: StartedProcess): boolean {
  return process.kind === 'static-server' && !projectServers.includes(process.program);
}

/** Nitro and Next's standalone output bring the packages that they need along. */
function bringsItsOwn(process: StartedProcess): boolean {
  const script = process.program === 'node' ? (process.args[0] ?? '') : '';
  const path = script.startsWith('/') ? script : `${process.cwd}/${script}`;
  return (
    path.endsWith('/.output/server/index.mjs') || /\/\.next\/standalone\/(?:[\w.-]+\/)*server\.js$/.test(path)
  );
}

/** Why node_modules of the project is not what run-time code imports from. */
export interface SelfContained {
  readonly because: string;
  /** True when the app's own code runs all the same, bundled. */
  readonly ownCode: boolean;
}

/**
 * Says when the project's own sources import nothing of its node_modules at run time: only a static file server runs, or what
 * a framework put together with all it needs. Null when own code may import packages.
 */
export function selfContained(start: Start): SelfContained | null {
  const processes = [...start.trail.processes, ...start.health.processes].filter(
    (each) => each.kind !== 'system',
  );
  const main = processes.filter((each) => !['cross-env', 'cross-env-shell'].includes(each.program));
  if (main.length === 0) return null;
  if (main.every(servesOnly))
    return {
      because: `${main[0]?.program ?? 'a file server'} serves files, and nothing of the app's own code runs`,
      ownCode: false,
    };
  if (main.every(bringsItsOwn))
    return { because: 'the framework put everything that the server imports into its output', ownCode: true };
  return null;
}
