import { within } from '../classify/places.js';
import { absolutePath, basename } from '../project/path.js';
import { declaredPackage } from './declared-packages.js';
import type { FilesQuestion } from './files.js';
import { isOtherCache } from './by-products.js';
import { goneReason, packageDirectory } from './gone.js';
import type { GoneReason } from './gone.js';
import { namesOfLost } from './named-files.js';
import { sourcesByName } from './source-names.js';
import { parentPath } from './paths.js';
import { counterpart, isPlaceholder, topmostMissing, treeFindings } from './trees.js';
import type { Finding, ListedFile, Listing, Weight } from './types.js';

/** Takes what the original has and the candidate has not. */
export interface MissingFiles {
  /** A file (or link); `ofTheApp`: it is the app's own. Says why it is gone. */
  readonly file: (path: string, file: ListedFile, ofTheApp: boolean) => GoneReason;
  /** An empty directory of the app. */
  readonly directory: (path: string) => void;
  /** What counts of all that was taken. */
  readonly findings: () => readonly Finding[];
}

const UNPROVEN = 'nothing says that the app does without it';

/** Reasons that follow from a name, or from a plan: what runs may say otherwise. */
const DOUBTFUL: ReadonlySet<GoneReason> = new Set(['source', 'documentation', 'planned']);
/** Sources that are compiled, and what only tools read: that a program names one (a source map, a message) says nothing. */
const NEVER_READ =
  /\.(?:[cm]?tsx?|jsx|go|c|cc|cpp|cxx|h|hh|hpp|rs|java|kt|kts|scala|vue|svelte|astro|scss|sass|less|styl|map|o|a)$|\/(?:Dockerfile|Makefile|\.git|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|composer\.lock|LICEN[CS]E|README|CHANGELOG)[^/]*$/;

function goneFinding(subject: string, before: string, weight: Weight, because: string): Finding {
  return { check: 'files', code: 'V-FILE-GONE', weight, subject, before, after: null, because };
}

/**
 * What the app's own programs in the candidate name, each with the first that does; nothing that is there under its name, be
 * it in a directory of the system.
 */
function namedInCandidate(after: Listing, question: FilesQuestion): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  const inSystem = new Set(question.systemFiles ?? []);
  const own: string[] = [];
  for (const [path, file] of after) {
    if (question.made?.has(path) === true || inSystem.has(path)) own.push(path);
    if (packageDirectory(path) !== null || !question.roots.some((root) => within(path, root))) continue;
    own.push(path);
    for (const name of file.mentions ?? []) if (!named.has(name)) named.set(name, path);
  }
  for (const path of own) {
    const name = basename(path);
    named.delete(after.get(path)?.kind === 'directory' ? `${name}/` : name);
  }
  return named;
}

/**
 * Judges what is gone. A file of the app that nothing accounts for may be one that the app reads at a request which nobody
 * makes here (a template, a translation, a migration), so that it leaves the comparison open. So does one that its name or
 * the plan of the rewrite accounts for, when a program of the app names it: neither is proof. A lost empty directory makes
 * the program fail that writes to it; one that was in a tree which is gone went with it.
 */
export function missingFiles(before: Listing, after: Listing, question: FilesQuestion): MissingFiles {
  const leftOut = (question.leftOut ?? []).map((path) => absolutePath(path, '/'));
  const isMade = (path: string): boolean => question.made?.has(path) === true;
  const isLeftOut = (path: string): boolean => leftOut.some((each) => within(path, each));
  const named = namedInCandidate(after, question);
  const tellsByName = sourcesByName(before, after, question.roots);
  const inRoots = new Map<string, ListedFile>();
  const made = new Map<string, ListedFile>();
  const others = new Map<string, ListedFile>();
  const packages = new Map<string, ListedFile>();
  const found: Finding[] = [];
  const directories: string[] = [];
  /** Directories that held a placeholder. */
  const placed = new Set<string>();

  const namedBy = (path: string): string | null => {
    if (NEVER_READ.test(path)) return null;
    for (const name of namesOfLost(path, topmostMissing(path, after))) {
      const by = named.get(name);
      if (by !== undefined) return by;
    }
    return null;
  };

  /** What the original's own instructions made did not come with its base image, and so does not go with it. */
  const reasonOf = (path: string, app: boolean): GoneReason => {
    const reason = goneReason(path, after, app, question.explained);
    // A plan tells a cache by its name, which says nothing of what is in it.
    if (reason === 'planned' && isOtherCache(path)) return 'unknown';
    const byName = app && (reason === 'source' || reason === 'documentation');
    if (byName ? tellsByName(path) : reason !== 'another base' || !isMade(path)) return reason;
    return question.explained(path) === null || isOtherCache(path) ? 'unknown' : 'planned';
  };

  const lostDirectory = (path: string): readonly Finding[] => {
    if (counterpart(after, parentPath(path)) === null) return [];
    const agreed = isLeftOut(path);
    const was = before.get(path);
    const plain = was?.uid === 0 && was.gid === 0;
    if (!agreed && plain && isOtherCache(`${path}/`)) return [];
    if (!agreed && goneReason(path, after, true, () => null) !== 'unknown') return [];
    // A repository's directory that only holds a place: the build made nothing of it, and the plan may know that nothing runs in it.
    if (!agreed && (placed.has(path) || isMade(path)) && question.explained(path) !== null) return [];
    const because = agreed
      ? 'it is left out on purpose (--without)'
      : 'an empty directory of the app is not there';
    const weight = agreed ? 'allowed' : 'different';
    return [
      {
        check: 'files',
        code: 'V-DIRECTORY',
        weight,
        subject: path,
        before: 'directory',
        after: null,
        because,
      },
    ];
  };

  return {
    file(path, file, app) {
      if (isLeftOut(path)) return 'agreed';
      if (isPlaceholder(path)) placed.add(parentPath(path));
      const reason = reasonOf(path, app);
      if (reason === 'dev dependency' && declaredPackage(path, before, after)) packages.set(path, file);
      else if (app && DOUBTFUL.has(reason)) {
        const by = namedBy(path);
        if (by !== null) found.push(goneFinding(path, `${file.size} bytes`, 'unsure', `${by} names it`));
      }
      if (reason !== 'unknown') return reason;
      if (!app) (isMade(path) ? made : others).set(path, file);
      else if (question.roots.some((root) => within(path, root))) inRoots.set(path, file);
      else found.push(goneFinding(path, `${file.size} bytes`, 'unsure', UNPROVEN));
      return reason;
    },
    directory(path) {
      directories.push(path);
    },
    findings: () => [
      ...directories.flatMap(lostDirectory),
      ...found,
      ...treeFindings(inRoots, after, (subject, was) => goneFinding(subject, was, 'unsure', UNPROVEN)),
      ...treeFindings(made, after, (subject, was) =>
        goneFinding(
          subject,
          was,
          'unsure',
          'an instruction of the original makes it, and nothing says what for',
        ),
      ),
      ...treeFindings(packages, after, (subject, was) =>
        goneFinding(subject, was, 'unsure', 'the app declares that it needs this package when it runs'),
      ),
      ...treeFindings(others, after, (subject, was) =>
        goneFinding(subject, was, 'note', 'nothing says why it is not there'),
      ),
    ],
  };
}
