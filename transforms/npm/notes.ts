import type { Note } from '../../src/classify/types.js';
import type { Facts } from '../../src/transform/types.js';
import type { AppProject } from './project.js';

const lockOf: Readonly<Record<string, string>> = {
  npm: 'package-lock.json',
  yarn1: 'yarn.lock',
  berry: 'yarn.lock',
  pnpm: 'pnpm-lock.yaml',
  bun: 'bun.lock',
};

/** Warnings and hints about the project that change nothing in the rewrite. */
export function projectNotes(facts: Facts, project: AppProject): readonly Note[] {
  const notes: Note[] = [];
  const { manager, lock } = project;
  const other = project.facts.locks[0];
  const install = project.installs[0];
  if (manager !== null && lock === null && other && other.readable)
    notes.push({
      code: 'W-LOCK-MISMATCH',
      message: `${manager} installs the dependencies, but the lock file is ${lockOf[other.kind] ?? other.kind}: ${manager} does not read it`,
      at: install?.unit.place ?? null,
    });
  if (install && overlaysModules(facts, project))
    notes.push({
      code: 'W-HOST-NODE_MODULES',
      message:
        'node_modules of the build context is copied over the installed one: .dockerignore does not leave it out',
      at: install.unit.place,
      unlock: 'add node_modules to .dockerignore',
    });
  const runs = facts.contract.env['NODE_ENV'];
  if (runs === undefined && install && !install.omitsDev)
    notes.push({
      code: 'I-NODE-ENV',
      message:
        'NODE_ENV is not set when the container runs; many packages are slower without NODE_ENV=production',
      at: null,
    });
  return notes;
}

function overlaysModules(facts: Facts, project: AppProject): boolean {
  const origin = facts.files.origin(`${project.dir}/package.json`);
  if (origin === null) return false;
  const root = origin.includes('/') ? `${origin.slice(0, origin.lastIndexOf('/'))}/` : '';
  return (
    facts.context.stat(`${root}node_modules`)?.kind === 'directory' &&
    facts.files.stat(`${project.dir}/node_modules`) !== null
  );
}
