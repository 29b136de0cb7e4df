import { createStanding } from './closure-scope.js';
import type { ClosureQuestion, Standing } from './closure-scope.js';
import { checkCalled } from './called.js';
import { isIdleDisplay } from './x-display.js';
import { checkEnvironmentData } from './environment-data.js';
import { createLoader } from './libraries.js';
import type { Found, Loader } from './libraries.js';
import { checkNamedPlaces } from './named-places.js';
import { lookUp } from './paths.js';
import { reportProblems } from './closure-problems.js';
import type { Problem } from './closure-problems.js';
import { checkPythonPackages } from './python-packages.js';
import { checkSourceCalls } from './source-calls.js';
import { checkScripts } from './scripts.js';
import { checkData } from './system-data.js';
import type { ElfFacts, Finding, ListedFile, Listing, Weight } from './types.js';
import { workingVariants } from './variants.js';

export type { ClosureQuestion } from './closure-scope.js';

const RANK: Readonly<Record<Found, number>> = { found: 2, elsewhere: 1, missing: 0 };
/** Who is looked at first: what a called program loads is called too. */
const ORDER: readonly Standing[] = ['called', 'app', 'package', 'path', 'around'];

/** Machine and word size of most ELF files: what is for another machine (prebuilt modules) only lies there. */
function machineOf(listing: Listing): string | null {
  const counts = new Map<string, number>();
  let best: string | null = null;
  for (const file of listing.values()) {
    if (file.elf === null) continue;
    const key = `${file.elf.machine}/${file.elf.bits}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (best === null || count > (counts.get(best) ?? 0)) best = key;
  }
  return best;
}

interface Sides {
  readonly before: Listing;
  readonly loaders: { readonly before: Loader; readonly after: Loader };
  readonly after: Listing;
}

/**
 * How the library was found in the original, for the same file. A file that is new or needs something new has no excuse:
 * it counts as found, except that a place that the loader does not look at is as good as it was (a program that moved
 * brings its own libraries, which are found through its RPATH).
 */
function stateBefore(name: string, path: string, now: Found, { before, loaders }: Sides): Found {
  const elf = before.get(path)?.elf ?? null;
  if (elf !== null && elf.needed.includes(name)) return loaders.before.find(name, path, elf).state;
  return now === 'elsewhere' ? 'elsewhere' : 'found';
}

/**
 * A missing library of what is called, of the app, or of a program on PATH that the original had: `different`. One of an
 * installed package too, unless the package holds another build of the same module for this C library that works: it
 * tries them in turn. Files that only lie around (plugins of the base image) are notes, and so is what was missing before.
 */
function weightOf(standing: Standing, worse: boolean, hasVariant: boolean): Weight {
  if (!worse || standing === 'around' || hasVariant) return 'note';
  return 'different';
}

function interpreterProblem(
  path: string,
  elf: ElfFacts,
  weigh: (worse: boolean) => Weight,
  sides: Sides,
): Problem | null {
  if (elf.interpreter === null || lookUp(sides.after, elf.interpreter) !== null) return null;
  const old = sides.before.get(path)?.elf?.interpreter;
  const worse = old !== elf.interpreter || lookUp(sides.before, elf.interpreter) !== null;
  return { code: 'V-LOADER', weight: weigh(worse), subject: elf.interpreter, file: path, worse, place: null };
}

function libraryProblem(
  name: string,
  found: { readonly state: Found; readonly path: string | null },
  path: string,
  weigh: (worse: boolean) => Weight,
  sides: Sides,
): Problem | null {
  if (found.state === 'found') return null;
  const worse = RANK[found.state] < RANK[stateBefore(name, path, found.state, sides)];
  if (found.state === 'elsewhere' && !worse) return null;
  return { code: 'V-LIBRARY', weight: weigh(worse), subject: name, file: path, worse, place: found.path };
}

/**
 * A file for another machine than the image's. Packages bring builds for several (prebuilt modules) and use one: it counts
 * when it is called, and elsewhere when the original's file in its place does fit.
 */
function machineProblem(
  path: string,
  standing: Standing,
  fits: (elf: ElfFacts) => boolean,
  before: Listing,
): Problem | null {
  const old = before.get(path)?.elf ?? null;
  const replaced = standing !== 'around' && old !== null && fits(old);
  if (standing !== 'called' && !replaced) return null;
  return { code: 'V-MACHINE', weight: 'different', subject: path, file: path, worse: true, place: null };
}

/** A file whose headers were not read whole proves nothing, be it the original's: what it needs may be gone around it. */
function incompleteProblem(path: string, file: ListedFile, standing: Standing): Problem | null {
  if (file.elf === null || file.elf.complete || standing === 'around') return null;
  return { code: 'V-ELF', weight: 'unsure', subject: path, file: path, worse: true, place: null };
}

function checkLibraries(sides: Sides, question: ClosureQuestion): readonly Problem[] {
  const { before, after, loaders } = sides;
  const standingOf = createStanding(before, after, question);
  const machine = machineOf(before) ?? machineOf(after);
  const fits = (elf: ElfFacts): boolean => `${elf.machine}/${elf.bits}` === machine;
  const variants = workingVariants(after, loaders.after);
  const queues: Record<Standing, string[]> = { called: [], app: [], package: [], path: [], around: [] };
  for (const [path, file] of after) {
    if (file.elf !== null) queues[standingOf(path, file)].push(path);
  }
  const problems: Problem[] = [];
  const visited = new Set<string>();
  for (const standing of ORDER) {
    const queue = queues[standing];
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      const file = after.get(path);
      if (visited.has(path) || file === undefined || file.elf === null) continue;
      visited.add(path);
      const { elf } = file;
      if (!fits(elf)) {
        const problem = machineProblem(path, standing, fits, before);
        if (problem !== null) problems.push(problem);
        continue;
      }
      const weigh = (worse: boolean): Weight => weightOf(standing, worse, variants(path));
      const incomplete = incompleteProblem(path, file, standing);
      if (incomplete !== null) problems.push(incomplete);
      const interpreter = interpreterProblem(path, elf, weigh, sides);
      if (interpreter !== null) problems.push(interpreter);
      for (const name of elf.needed) {
        const found = loaders.after.find(name, path, elf);
        if (found.path !== null) queue.push(found.path);
        const problem = libraryProblem(name, found, path, weigh, sides);
        if (problem === null) continue;
        // `serve` brings a program for the clipboard of a desktop; nothing of the kind works in a container without one.
        const idle = standing === 'package' && isIdleDisplay(name, after, question.env);
        problems.push(idle ? { ...problem, weight: 'note' } : problem);
      }
    }
  }
  return problems;
}

/**
 * Whether everything that the candidate's programs need to start is there: for ELF files the dynamic loader and the
 * libraries as the loader finds them, for scripts the program of their `#!` line, the programs that are called, and system
 * data (certificates, time zones, MIME types) and places of the original that programs of the app name. What the original lacked as well is a note.
 */
export function checkClosure(before: Listing, after: Listing, question: ClosureQuestion): readonly Finding[] {
  const loaders = {
    before: createLoader(before, question.envBefore ?? question.env),
    after: createLoader(after, question.env),
  };
  const sides = { before, after, loaders };
  return [
    ...checkCalled(before, after, question),
    ...checkSourceCalls(before, after, question),
    ...checkPythonPackages(before, after, question),
    ...reportProblems([...checkLibraries(sides, question), ...checkScripts(before, after, question)]),
    ...checkEnvironmentData(before, after, question),
    ...checkData(before, after, question, loaders.after),
    ...checkNamedPlaces(before, after, question),
  ];
}
