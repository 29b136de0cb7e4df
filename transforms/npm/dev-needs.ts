import { within } from '../../src/classify/places.js';
import type { Facts } from '../../src/transform/types.js';
import { packagesOfBin } from './bins.js';
import type { Start } from './entry/judge.js';
import type { StartedProcess } from './entry/trail.js';
import type { Install } from './installs.js';
import { type AppProject, declaredAnywhere, inProduction } from './project.js';

/** A development package that run time needs, and what for. */
export interface DevNeed {
  readonly name: string;
  readonly why: string;
}

function need(name: string, why: string): DevNeed {
  return { name, why };
}

/** Packages of which one must be in the production tree for a started program to be found. */
function programPackages(process: StartedProcess): readonly string[] {
  return packagesOfBin(process.program);
}

/** The first program or preload of the start that only development dependencies bring. */
export function startNeedsDev(facts: Facts, start: Start, project: AppProject): DevNeed | null {
  const processes = [...start.trail.processes, ...start.health.processes].filter(
    (each) => each.fromTree || each.kind === 'types',
  );
  for (const process of processes) {
    if (!process.fromTree) continue;
    const names = programPackages(process);
    // A program installed globally, or fetched by npx, is not looked up in the project.
    const known = names.filter((name) => declaredAnywhere(project, name));
    if (known.length === 0) continue;
    if (known.some((name) => inProduction(project, name) === true)) continue;
    return need(known[0] ?? process.program, `the container starts ${process.program}`);
  }
  const typescript = processes.some((each) => each.kind === 'types' && each.program.startsWith('ts-node'));
  if (typescript && inProduction(project, 'typescript') !== true)
    return need('typescript', 'ts-node compiles with it when the container runs');
  // Next reads a configuration in TypeScript with the compiler, also for `next start`; without it, it runs an install.
  const configured = ['next.config.ts', 'next.config.mts'].find(
    (name) => facts.files.stat(`${project.dir === '/' ? '' : project.dir}/${name}`) !== null,
  );
  if (
    configured !== undefined &&
    processes.some((each) => each.program === 'next') &&
    inProduction(project, 'typescript') !== true
  )
    return need('typescript', `next start compiles ${configured}`);
  for (const preload of [...start.trail.preloads.keys(), ...start.health.preloads.keys()]) {
    if (/^[./]/.test(preload)) continue;
    const name = preload.startsWith('@')
      ? preload.split('/').slice(0, 2).join('/')
      : (preload.split('/')[0] ?? preload);
    if (inProduction(project, name) !== true) return need(name, `node preloads ${preload}`);
    if (name.startsWith('ts-node') && inProduction(project, 'typescript') !== true)
      return need('typescript', 'ts-node compiles with it when the container runs');
  }
  return null;
}

/** `npm install pg` and then `COPY . .`: package.json of the context does not know pg, so it looks like something left over. */
export function forgottenInstall(facts: Facts, project: AppProject): Install | null {
  const path = `${project.dir === '/' ? '' : project.dir}/package.json`;
  for (const install of project.installs) {
    const missing = install.packages.some(
      (name) =>
        !Object.hasOwn(project.manifest?.dependencies ?? {}, name) &&
        !Object.hasOwn(project.manifest?.devDependencies ?? {}, name),
    );
    if (!missing) continue;
    const after = facts.units.slice(facts.units.indexOf(install.unit) + 1);
    const again = after.some(
      (unit) =>
        unit.instruction.type !== 'run' &&
        unit.effects.writes.some((write) => within(path, write.path) || within(write.path, path)),
    );
    if (again) return install;
  }
  return null;
}
