import type { Confidence, Evidence, Obligation } from '../../src/classify/types.js';
import type { LibraryNeed, ProgramNeed, SourceFacts } from '../../src/transform/types.js';
import type { Start } from './entry/judge.js';
import { nativeNeed, prismaNeed } from './natives.js';
import { programsOfPackage } from './package-programs.js';
import { isPureByName } from './pure-packages.js';
import type { SelfContained } from './self-contained.js';
import { type AppProject, inProduction } from './project.js';

/** What the operating system must offer at run time, and how sure the list is. */
export interface SystemNeeds {
  readonly programs: readonly ProgramNeed[];
  readonly libraries: readonly LibraryNeed[];
  readonly binaries: Obligation;
  readonly libraryState: Obligation;
  /** True when the browser's libraries keep the base image. */
  readonly chrome: boolean;
}

interface Package {
  readonly name: string;
  readonly version: string | null;
  readonly installs: boolean | null;
  readonly dependencies: readonly string[];
}

const NAMED = 'name every program literally in the start command';
const LITERAL = 'start programs by literal names in the code';

function evidence(rule: string, because: string): Evidence {
  return { rule: `npm/${rule}`, because, at: null };
}

/** Packages that may be loaded when the container runs; `complete` is false when there may be more. */
function loaded(project: AppProject): { readonly packages: readonly Package[]; readonly complete: boolean } {
  if (project.lock?.readable && project.production !== null) {
    return {
      packages: project.production.map((entry) => ({
        name: entry.name,
        version: entry.version,
        installs: entry.hasInstallScript,
        dependencies: entry.dependencies,
      })),
      complete: project.lock.missing.length === 0 || project.workspaces,
    };
  }
  const { manifest } = project;
  if (manifest === null) return { packages: [], complete: false };
  // Another manager's lock file fixes no version here, but it tells which packages belong to the tree.
  const other = project.facts.locks.find(
    (lock) => lock.readable && lock.productionNames !== null && lock.missing.length === 0,
  );
  if (other)
    return {
      packages: other.entries
        .filter((entry) => entry.dev === false)
        .map((entry) => ({
          name: entry.name,
          version: entry.version,
          installs: entry.hasInstallScript,
          dependencies: entry.dependencies,
        })),
      complete: true,
    };
  const direct = Object.entries({ ...manifest.dependencies, ...manifest.optionalDependencies });
  return {
    packages: direct.map(([name, range]) => ({
      name,
      version: /\d+\.\d+\.\d+/.exec(range)?.[0] ?? null,
      installs: null,
      dependencies: [],
    })),
    complete: direct.every(([name]) => isPureByName(name) || nativeNeed(name, null, null, []) !== null),
  };
}

function libraryNeeds(packages: readonly Package[]): {
  readonly needs: readonly LibraryNeed[];
  readonly unknown: readonly string[];
  readonly same: readonly string[];
  readonly chrome: boolean;
} {
  const needs: LibraryNeed[] = [];
  const unknown: string[] = [];
  const same: string[] = [];
  let chrome = false;
  for (const each of packages) {
    const need = nativeNeed(each.name, each.version, each.installs, each.dependencies);
    if (need === null) continue;
    if (need === 'unknown') {
      unknown.push(each.name);
      continue;
    }
    if (need.sameBase) {
      same.push(`${each.name}: ${need.because}`);
      chrome ||= need.because.startsWith('Chrome');
    } else if (need.apt.length > 0)
      needs.push({
        apt: need.apt,
        apk: need.apk,
        confidence: 'strong',
        evidence: evidence('native-package', `${each.name}: ${need.because}`),
      });
  }
  if (
    packages.some(
      (each) => each.name === 'prisma' || each.name === '@prisma/client' || each.name === '@prisma/engines',
    )
  )
    needs.push({
      apt: prismaNeed.apt,
      apk: prismaNeed.apk,
      confidence: 'strong',
      evidence: evidence('native-package', prismaNeed.because),
    });
  return { needs, unknown: [...new Set(unknown)], same, chrome };
}

function spawned(sources: readonly SourceFacts[]): readonly ProgramNeed[] {
  return sources
    .flatMap((each) => each.spawns)
    .filter((each) => !/^(?:node|npm|npx|sh|bash)$/.test(each.name) || each.name === 'bash')
    .map((each) => ({
      name: each.name,
      confidence: 'strong',
      evidence: evidence('spawn', `${each.at} starts ${each.name}`),
    }));
}

/** Programs and libraries of the operating system that run time needs, out of the start, the source trace and the lock file. */
export function systemNeeds(
  start: Start,
  project: AppProject,
  sources: readonly SourceFacts[],
  contained: SelfContained | null,
): SystemNeeds {
  const programs: ProgramNeed[] = [];
  for (const trail of [start.trail, start.health])
    for (const [name, from] of trail.programs)
      programs.push({
        name,
        confidence: 'proven',
        evidence: { rule: 'npm/start-program', because: `${from} calls ${name}`, at: start.at },
      });
  const traced = sources.length > 0;
  const { packages, complete } =
    contained === null || contained.ownCode ? loaded(project) : { packages: [], complete: true };
  // Programs of development packages count when run-time code imports them all the same.
  const extra = traced
    ? sources
        .flatMap((each) => each.imports)
        .filter((each) => inProduction(project, each.name) !== true)
        .map((each) => ({ name: each.name, version: null, installs: null, dependencies: [] }))
    : [];
  const tools = [...start.trail.processes, ...start.health.processes]
    .filter((each) => each.fromTree)
    .map((each) => ({
      name: each.program.replace(/^pm2-.*/, 'pm2'),
      version: null,
      installs: null,
      dependencies: [],
    }));
  const all: readonly Package[] = [...packages, ...extra, ...tools];
  for (const each of all)
    for (const name of programsOfPackage(each.name))
      programs.push({
        name,
        confidence: 'strong',
        evidence: evidence('package-program', `${each.name} calls ${name}`),
      });
  programs.push(...spawned(sources));
  const found = libraryNeeds(all);
  const spawnGap = sources
    .flatMap((each) => each.gaps)
    .find((each) => each.kind === 'spawn' || each.kind === 'parse');
  const unlockTrace = 'give the build context with --context DIR, so that the sources can be traced';
  const binaries: Obligation =
    start.trail.unclear.length > 0
      ? {
          id: 'binaries',
          confidence: 'weak',
          evidence: [evidence('start-unclear', start.trail.unclear[0] ?? '')],
          unlock: NAMED,
        }
      : contained !== null && !contained.ownCode
        ? {
            id: 'binaries',
            confidence: 'strong',
            evidence: [evidence('own-code', contained.because)],
            unlock: NAMED,
          }
        : !traced
          ? {
              id: 'binaries',
              confidence: 'unknown',
              evidence: [evidence('no-trace', 'which programs the app starts was not traced')],
              unlock: unlockTrace,
            }
          : spawnGap
            ? {
                id: 'binaries',
                confidence: 'weak',
                evidence: [evidence('spawn-gap', `${spawnGap.because} (${spawnGap.at})`)],
                unlock: LITERAL,
              }
            : {
                id: 'binaries',
                confidence: 'strong',
                evidence: [evidence('traced', 'every program that the app starts has a literal name')],
                unlock: LITERAL,
              };
  return {
    programs: unique(programs),
    libraries: found.needs,
    binaries,
    libraryState: libraryState(found, complete, project),
    chrome: found.chrome,
  };
}

function unique(programs: readonly ProgramNeed[]): readonly ProgramNeed[] {
  const seen = new Set<string>();
  return programs.filter((each) => !seen.has(each.name) && seen.add(each.name));
}

function state(confidence: Confidence, because: string, unlock: string): Obligation {
  return { id: 'libraries', confidence, evidence: [evidence('native', because)], unlock };
}

function libraryState(
  found: { readonly unknown: readonly string[]; readonly same: readonly string[] },
  complete: boolean,
  project: AppProject,
): Obligation {
  if (found.same.length > 0)
    return state(
      'weak',
      found.same[0] ?? '',
      'write the final stage by hand, with the libraries that it loads',
    );
  if (found.unknown.length > 0)
    return state(
      'weak',
      `${found.unknown.slice(0, 4).join(', ')} may have native code, and what it loads is not known`,
      'write the final stage by hand, on a base that you tried',
    );
  if (!complete && project.manifest === null)
    return state('unknown', 'the dependencies are not known', 'give the build context with --context DIR');
  if (!complete)
    return state(
      'weak',
      'without a lock file that can be read, packages with native code may be among the dependencies',
      'commit a lock file',
    );
  return state(
    'strong',
    'no package of the production tree loads a library that node itself does not',
    'leave out packages with native code',
  );
}
