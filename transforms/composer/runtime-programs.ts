import type { Confidence, Evidence } from '../../src/classify/types.js';
import { programsOf } from '../../src/data/provides.js';
import { inside, isBelow, nameOf } from '../../src/effects/commands/place.js';
import type { Facts, ProgramNeed, UnitFacts } from '../../src/transform/types.js';
import { scanApp } from './app-scan.js';
import type { AppScan } from './app-scan.js';
import { globalTools } from './build-only.js';
import { packagePrograms } from './package-programs.js';
import type { Project } from './projects.js';
import type { Started } from './started.js';

/** Programs of run time, and whether every place that may call one has been read. */
export interface RuntimePrograms {
  readonly needs: readonly ProgramNeed[];
  readonly complete: boolean;
  /** Why it is not complete, one sentence each. */
  readonly gaps: readonly string[];
  readonly scan: AppScan;
  /** Why Composer, or Node, runs in the container; null when nothing does that. */
  readonly composer: Evidence | null;
  readonly node: Evidence | null;
  readonly browser: Evidence | null;
}

const NODE = new Set([
  'node',
  'nodejs',
  'npm',
  'npx',
  'yarn',
  'yarnpkg',
  'pnpm',
  'pnpx',
  'bun',
  'bunx',
  'deno',
  'pm2',
  'tsx',
  'ts-node',
  'mjml',
  'svgo',
  'vite',
]);
const BROWSER = new Set(['chromium', 'chrome', 'google-chrome', 'chromium-browser', 'firefox']);
/** What Composer calls to fetch and unpack packages. */
const COMPOSER_HELPERS = ['git', 'unzip', 'zip', '7z', '7za', 'ssh', 'hg', 'svn', 'patch', 'curl'];

/** Programs that the Dockerfile puts into the image: by package, by download, by COPY. */
function broughtPrograms(facts: Facts): ReadonlySet<string> {
  const found = new Set<string>();
  for (const unit of facts.units) {
    for (const change of unit.effects.packages) {
      if (change.op !== 'install') continue;
      for (const request of change.packages) {
        found.add(request.name);
        for (const program of programsOf(request.name, change.manager) ?? []) found.add(program);
      }
    }
    for (const write of unit.effects.writes) if (write.role === 'tool') found.add(nameOf(write.path));
  }
  return found;
}

/** True for a unit that brings files of its own: fetched, unpacked, or moved in from where the build context is not. */
function bringsFiles(unit: UnitFacts, directories: readonly string[]): boolean {
  if (unit.effects.network || /^(?:git|svn|hg|tar|bsdtar|unzip|7za?|rsync)/.test(unit.effects.model))
    return true;
  if (!/^(?:cp|mv|install)/.test(unit.effects.model)) return false;
  return unit.effects.reads.some((path) => !isBelow(path, directories) && unit.files.stat(path) === null);
}

/** A command that fetches the app's sources: what it brings is not in the build context. */
function fetchedSources(facts: Facts, directories: readonly string[]): readonly string[] {
  return facts.units.flatMap((unit) => {
    if (unit.instruction.type !== 'run' || !bringsFiles(unit, directories)) return [];
    const fetched = unit.effects.writes.find(
      (write) => write.tree && write.role === 'source' && directories.includes(write.path),
    );
    return fetched
      ? [`line ${unit.place.line} brings files into ${fetched.path} that are not in the build context`]
      : [];
  });
}

/** Directories of what builds make and installs bring: packages are known by name, the rest does not start programs. */
const BUILT = /\/(?:vendor|node_modules|build|dist|assets|css|js|fonts|images|bundles)$/;

/** Sources of the app that come out of another stage or image: the build context does not show them. */
function copiedSources(facts: Facts, directories: readonly string[]): readonly string[] {
  return facts.units.flatMap(({ instruction, effects, place }) => {
    if ((instruction.type !== 'copy' && instruction.type !== 'add') || instruction.from === null) return [];
    const found = effects.writes.find(
      ({ path }) =>
        !BUILT.test(path) && directories.some((each) => isBelow(path, [each]) || isBelow(each, [path])),
    );
    return found ? [`line ${place.line} brings files into ${found.path} that were not read`] : [];
  });
}

function inertiaRenders(facts: Facts, project: Project): boolean {
  if (!project.manifest?.require.includes('inertiajs/inertia-laravel')) return false;
  return ['js', 'ts', 'jsx', 'tsx'].some(
    (extension) => facts.files.stat(inside(project.directory, `resources/js/ssr.${extension}`)) !== null,
  );
}

/** Everything that is called at run time by the started processes, by the app's PHP code and by known Composer packages. */
export function runtimePrograms(
  facts: Facts,
  started: Started,
  projects: readonly Project[],
  directories: readonly string[],
): RuntimePrograms {
  const scan = scanApp(facts.files, ['/']);
  const brought = broughtPrograms(facts);
  const needs = new Map<string, ProgramNeed>();
  const add = (name: string, confidence: Confidence, rule: string, because: string): void => {
    if (!needs.has(name))
      needs.set(name, { name, confidence, evidence: { rule: `composer/${rule}`, because, at: null } });
  };
  for (const call of started.calls) {
    add(call.name, 'strong', 'started', call.evidence.because);
    const script = call.args[0];
    if (
      call.name.startsWith('php') &&
      typeof script === 'string' &&
      /(?:^|\/)composer(?:\.phar)?$/.test(script)
    )
      add('composer', 'strong', 'started', call.evidence.because);
    if (call.args.includes('inertia:start-ssr'))
      add(
        'node',
        'strong',
        'inertia-ssr',
        `${call.evidence.because}, and it starts the server-side renderer in node`,
      );
  }
  for (const spawn of scan.spawns) add(spawn.name, 'strong', 'app-spawn', `${spawn.at} starts it`);
  for (const project of projects) {
    const names = project.lock
      ? [...project.lock.packages, ...project.lock.packagesDev]
      : [...(project.manifest?.require ?? []), ...(project.manifest?.requireDev ?? [])];
    for (const name of names) {
      for (const program of packagePrograms(name))
        if (brought.has(program))
          add(program, 'strong', 'package-spawn', `the Composer package ${name} starts it`);
    }
    if (inertiaRenders(facts, project))
      add(
        'node',
        'weak',
        'inertia-ssr',
        'the app has a server-side renderer for Inertia, which runs in node',
      );
  }
  const path = (facts.contract.env['PATH'] ?? '').split(':').map((each) => inside('/', each));
  for (const tools of globalTools(facts)) {
    if (path.includes(inside(tools.path, 'vendor/bin')))
      add('composer', 'weak', 'global-tools', `tools in ${tools.path} are on PATH, and they may call it`);
  }
  const because = (names: (name: string) => boolean): Evidence | null =>
    [...needs.values()].find((need) => names(need.name))?.evidence ?? null;
  const composer = because((name) => /^composer(?:2|\.phar)?$/.test(name));
  if (composer)
    for (const helper of COMPOSER_HELPERS)
      if (brought.has(helper))
        add(helper, 'strong', 'composer-helper', `composer runs in the container: ${composer.because}`);
  const gaps = [
    ...started.gaps,
    ...scan.gaps.map((gap) => `${gap.at}: ${gap.because}`),
    ...(facts.files.complete ? [] : ['not all files of the app are in the build context that was read']),
    ...fetchedSources(facts, directories),
    ...copiedSources(facts, directories),
  ];
  return {
    needs: [...needs.values()],
    complete: gaps.length === 0,
    gaps,
    scan,
    composer,
    node: because((name) => NODE.has(name)),
    browser: because((name) => BROWSER.has(name)),
  };
}
