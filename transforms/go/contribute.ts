import { buildSizes } from './sizes.js';
import type { Evidence, Note, Obligation, Refusal } from '../../src/classify/types.js';
import type { Claim, Contribution, Facts, GuardStep } from '../../src/transform/types.js';
import { artefact, baseFiles } from './artefact.js';
import { releaseOf } from './bases.js';
import { goCalls } from './builds.js';
import { composeNeeds, consumers } from './consumers.js';
import { resolveEntry } from './entry.js';
import { livingPrograms } from './living.js';
import { libraryFacts } from './libraries.js';
import { linkage } from './linkage.js';
import { dataNeeds } from './needs.js';
import { scanSources } from './scan.js';
import { programFacts } from './spawns.js';
import { startFacts } from './start.js';

const BUILD_ONLY: readonly { readonly path: string; readonly because: string }[] = [
  { path: '/usr/local/go', because: 'the Go tool chain' },
  { path: '/go/pkg', because: 'module cache' },
  { path: '/root/.cache/go-build', because: 'build cache' },
  { path: '/root/go/pkg', because: 'module cache' },
];

/** Fails the build when the base is too old for a program or lacks a library of it; passes for static programs. */
function guardCommand(path: string): string {
  return `{ ldd ${path} || true; } 2>&1 | { ! grep 'not found'; }`;
}

/** Everything that Go knows about one image. */
export function contributeGo(facts: Facts): Contribution {
  const found = consumers(facts);
  const calls = goCalls(facts);
  const started = startFacts(facts, resolveEntry(facts, calls.builds), calls.builds, found);
  const { entry, builds, run } = started;
  const scan = scanSources(facts, builds);
  const called = [
    ...entry.words.slice(0, 1),
    ...entry.programs.map((each) => each.name),
    ...scan.spawns.map((each) => each.name),
  ];
  const linked = linkage(
    facts,
    builds,
    scan,
    new Set(called.map((each) => each.slice(each.lastIndexOf('/') + 1))),
  );
  const libraries = libraryFacts(facts, builds, scan, linked);
  const living = livingPrograms(facts, builds);
  const own = new Set(living.filter((each) => !each.tree && each.own).map((each) => each.path));
  const programs = programFacts(facts, scan, entry, own);
  const compose = composeNeeds(facts);
  const composed = compose.programs.filter(
    (each) => ![...own].some((path) => path.endsWith(`/${each.name.replace(/^.*\//, '')}`)),
  );
  const needs = dataNeeds(facts, builds, scan, {
    ...entry,
    shell: entry.shell ?? programs.shell ?? compose.shell,
  });
  const golang = facts.base?.repository === 'golang';
  const roots: Claim[] = [...programs.claims];
  for (const each of living) {
    const evidence: Evidence = {
      rule: 'go/program',
      because: `go ${each.build.call.verb} makes it`,
      at: each.build.unit.place,
    };
    if (!each.tree && each.own) roots.push({ path: each.path, tree: false, confidence: 'proven', evidence });
    // In golang images /go/bin is empty until something is installed: whatever is there is the build's.
    if (each.tree && golang && each.path === '/go/bin')
      roots.push({ path: each.path, tree: true, confidence: 'strong', evidence });
  }
  const first = entry.evidence[0];
  if (entry.path !== null && first && !own.has(entry.path))
    roots.push({ path: entry.path, tree: false, confidence: 'strong', evidence: first });

  const refusals: Refusal[] = [...started.refusals, ...programs.refusals];
  const notes: Note[] = [...libraries.notes];
  const guards: GuardStep[] = [];
  const release = facts.baseRef ? releaseOf(facts.baseRef, facts) : null;
  if (golang && release?.distro === 'debian' && release.name === null && linked.value !== 'static') {
    if (libraries.installs || libraries.libraries.length > 0)
      refusals.push({
        code: 'E-RELEASE-UNKNOWN',
        message: `${facts.stage.from.image} does not say which Debian release it stands on, and the program may need shared libraries whose names change with it`,
        at: null,
        unlock: 'name the release in the tag, e.g. golang:1.22-bookworm',
      });
    const evidence: Evidence = {
      rule: 'go/release-guard',
      because:
        'the release of the builder is not certain, so the build checks that the C library is new enough',
      at: null,
    };
    for (const path of own.size > 0 ? [...own] : entry.path !== null ? [entry.path] : [])
      guards.push({ command: guardCommand(path), evidence });
    if (facts.stage.from.image.includes('$'))
      notes.push({
        code: 'H-RELEASE-UNKNOWN',
        message:
          'another build arg may change the release of the builder, so the final base does not follow its default',
        at: null,
      });
  }
  if (facts.base?.floating)
    notes.push({
      code: 'W-LATEST',
      message: `${facts.stage.from.image} is a tag that moves`,
      at: null,
      unlock: 'name a version',
    });
  for (const gap of scan.gaps) {
    if (gap.kind !== 'spawn') continue;
    notes.push({
      code: 'H-DYNAMIC-PATH',
      message: `${gap.because}: every program of the old image stays`,
      at: gap.at,
      unlock: 'start programs by a literal name',
    });
    break;
  }
  const base = baseFiles(facts, scan);
  const obligations: Obligation[] = [
    {
      id: 'binaries',
      confidence: programs.confidence,
      evidence: programs.evidence,
      unlock: facts.context.complete
        ? 'start programs by a literal name'
        : 'give the build context with --context DIR',
    },
    {
      id: 'libraries',
      confidence:
        libraries.confidence !== 'weak' && (linked.value === 'static' || libraries.onlyLibc)
          ? 'proven'
          : libraries.confidence,
      evidence: [...linked.evidence, ...libraries.evidence],
      unlock: linked.unlock,
    },
    {
      id: 'data',
      confidence: base.length > 0 ? 'weak' : scan.whole ? 'proven' : 'strong',
      evidence: base.map((each) => ({
        rule: 'go/reads-base-file',
        because: `${each.at.source}:${each.at.line} opens ${each.text.values.join(', ')}, which the old base may hold`,
        at: each.at,
      })),
      unlock: 'COPY the file into the image from the build context',
    },
  ];
  return {
    pack: 'go',
    owns: entry.kind !== 'unknown' || golang,
    entry: { words: entry.words, confidence: entry.confidence, evidence: entry.evidence },
    roots,
    artefact: artefact(facts, builds, scan, entry),
    removable: [],
    prune: [],
    programs: [...programs.programs, ...composed],
    libraries: libraries.libraries,
    needs,
    linkage: linked,
    buildOnly: BUILD_ONLY.map((each) => ({
      path: each.path,
      tree: true,
      confidence: 'proven',
      evidence: { rule: 'go/build-only', because: each.because, at: null },
    })),
    obligations,
    guards,
    refusals,
    notes,
    wants: [],
    start: run?.start ?? null,
    sizes: buildSizes(facts),
  };
}
