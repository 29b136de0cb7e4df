import { accountsOfBoth, compareAccounts, userId } from './accounts.js';
import { addedByCandidate, candidateChanges, stillThere, takenByCandidate } from './candidate-work.js';
import type { CandidateWork } from './candidate-work.js';
import { compareCapability, compareEntry } from './changed.js';
import { foldFindings } from './fold.js';
import { lateUsers } from './late-users.js';
import { isOfTheEngine } from './gone.js';
import type { GoneReason } from './gone.js';
import { within } from '../classify/places.js';
import { absolutePath } from '../project/path.js';
import { missingFiles } from './missing.js';
import { lookUp } from './paths.js';
import { counterpart, directoriesWithFiles, treeFindings } from './trees.js';
import type { Finding, ListedFile, Listing } from './types.js';

export interface FilesQuestion {
  /** Absolute paths of the app's directories and files, in both images. */
  readonly roots: readonly string[];
  /** Absolute paths of files that the original copies out of its context to directories of the system. */
  readonly systemFiles?: readonly string[];
  /** Paths outside of the app's directories that the original's instructions made or changed (made-paths.ts). */
  readonly made?: ReadonlySet<string>;
  /** Paths that its instructions removed from what its base image has. */
  readonly removed?: ReadonlySet<string>;
  /** What the candidate's instructions did outside of the app's directories; absent when its base image could not be read. */
  readonly candidate?: CandidateWork;
  /** Whether a path is from one version of one package in both images. */
  readonly ofOnePackage?: (path: string) => boolean;
  /** Why the rewrite leaves a file out, in one line; null when it says nothing of it. */
  readonly explained: (path: string) => string | null;
  /** Absolute paths that somebody says are left out on purpose. */
  readonly leftOut?: readonly string[];
  /** USER of the original's config; absent when it is not known. */
  readonly user?: string;
}

/** Number of files (links and the like counted, directories not) and their bytes. */
export interface FileCount {
  readonly files: number;
  readonly bytes: number;
}

export interface GoneGroup extends FileCount {
  readonly reason: GoneReason;
  /** The biggest few. */
  readonly examples: readonly string[];
}

/** What became of the original's files, in numbers. `changed` counts paths of the app that are in both images. */
export interface FilesSummary {
  readonly before: FileCount;
  readonly after: FileCount;
  /** By reason, most bytes first. Of the whole image. */
  readonly gone: readonly GoneGroup[];
  /** What is new in the app's directories. */
  readonly added: FileCount;
  /** Paths of the app that were compared. */
  readonly compared: number;
  readonly changed: {
    readonly owner: number;
    readonly mode: number;
    readonly content: number;
    readonly link: number;
  };
}

const EXAMPLES = 3;

interface Group {
  files: number;
  bytes: number;
  largest: { readonly path: string; readonly size: number }[];
}

function countFiles(listing: Listing): FileCount {
  let files = 0;
  let bytes = 0;
  for (const [path, file] of listing) {
    if (file.kind === 'directory' || isOfTheEngine(path)) continue;
    files++;
    bytes += file.size;
  }
  return { files, bytes };
}

function addTo(groups: Map<GoneReason, Group>, reason: GoneReason, path: string, size: number): void {
  const group = groups.get(reason) ?? { files: 0, bytes: 0, largest: [] };
  groups.set(reason, group);
  group.files++;
  group.bytes += size;
  if (group.largest.length === EXAMPLES && size <= (group.largest.at(-1)?.size ?? 0)) return;
  group.largest = [...group.largest, { path, size }].sort((a, b) => b.size - a.size).slice(0, EXAMPLES);
}

/**
 * Every program may write to `/tmp`: the C library, Go, Python and Node.js all take it when TMPDIR is not set. An image
 * from `scratch` has none.
 */
function temporaryDirectory(before: Listing, after: Listing): readonly Finding[] {
  // Go's linker leaves out what a program cannot call, so that some are known to make no temporary file.
  const programs = [...after.values()].flatMap(({ elf }) => (elf === null ? [] : [elf]));
  const needless =
    programs.length > 0 && programs.every(({ go, temporary }) => go === true && temporary === false);
  const was = lookUp(before, '/tmp')?.file;
  const is = lookUp(after, '/tmp')?.file;
  if (was?.kind !== 'directory') return [];
  const mode = was.mode.toString(8);
  if (is?.kind === 'directory' && is.mode === was.mode) return [];
  const now = is?.kind === 'directory' ? is.mode.toString(8) : null;
  const because = needless ? 'no program makes temporary files' : 'programs write temporary files there';
  return [
    {
      check: 'files',
      code: 'V-TMP',
      weight: needless ? 'note' : 'different',
      subject: '/tmp',
      before: mode,
      after: now,
      because,
    },
  ];
}

function countCode(findings: readonly Finding[], ...codes: readonly string[]): number {
  return findings.filter((finding) => codes.includes(finding.code)).length;
}

/**
 * Compares two file systems: what of the app, and of what the original's instructions made elsewhere, changed, and what is
 * gone and why. All else counts in the summary only: another base has other files, and whether one of them is needed shows in
 * the closure and in what the app does. The app's own files that are gone keep the comparison from proving anything, unless their names, the
 * plan of the rewrite or the user say what they were for (missing.ts).
 */
export function compareFiles(
  before: Listing,
  after: Listing,
  question: FilesQuestion,
): { readonly findings: readonly Finding[]; readonly summary: FilesSummary } {
  const roots = question.roots.map((path) => absolutePath(path, '/')).filter((root) => root !== '/');
  const ownFiles = new Set((question.systemFiles ?? []).map((path) => absolutePath(path, '/')));
  const isMade = (path: string): boolean => question.made?.has(path) === true;
  const ofTheApp = (path: string): boolean => ownFiles.has(path) || roots.some((root) => within(path, root));
  const images = { before, after, accounts: accountsOfBoth(before, after) };
  const withFiles = directoriesWithFiles(before);
  const groups = new Map<GoneReason, Group>();
  const missing = missingFiles(before, after, { ...question, roots });
  const changes: Finding[] = [];
  const taken = new Map<string, ListedFile>();
  const owners = { users: new Set<number>(), groups: new Set<number>(), stayed: new Set<number>() };
  const user = question.user === undefined ? null : userId(question.user, images.accounts.users[0]);
  let compared = 0;
  for (const [path, file] of before) {
    if (isOfTheEngine(path)) continue;
    const app = ofTheApp(path);
    const other = counterpart(after, path);
    if (other !== null) {
      const capability = compareCapability(path, file, other);
      if (capability !== null) changes.push(capability);
      if (!app && !isMade(path)) {
        changes.push(...candidateChanges(path, file, other, { question, images }));
        continue;
      }
      compared++;
      owners.users.add(file.uid);
      owners.groups.add(file.gid);
      if (other.uid === file.uid) owners.stayed.add(file.uid);
      changes.push(...compareEntry(path, file, other, images));
    } else if (!app && !isMade(path) && question.candidate?.removed.has(path) === true) {
      taken.set(path, file);
    } else if (file.kind === 'directory') {
      if ((app || isMade(path)) && !withFiles.has(path)) missing.directory(path);
    } else {
      addTo(groups, missing.file(path, file, app), path, file.size);
    }
  }
  const added = new Map<string, ListedFile>();
  for (const [path, file] of after) {
    if (file.kind === 'directory' || isOfTheEngine(path) || !ofTheApp(path)) continue;
    if (counterpart(before, path) === null) added.set(path, file);
  }
  const fresh = treeFindings(added, before, (subject, is) => {
    const because = 'it is not in the original';
    return { check: 'files', code: 'V-FILE-NEW', weight: 'note', subject, before: null, after: is, because };
  });
  const findings = [
    ...temporaryDirectory(before, after),
    ...compareAccounts(
      {
        ...owners,
        user,
        userByNumber: /^\d/.test(question.user ?? ''),
        late: lateUsers(before, after),
      },
      images.accounts,
    ),
    ...foldFindings([
      ...changes,
      ...missing.findings(),
      ...fresh,
      ...takenByCandidate(taken, after, question),
      ...addedByCandidate(before, after, { question, ofTheApp }),
      ...stillThere(before, after, question),
    ]),
  ];
  const summary: FilesSummary = {
    before: countFiles(before),
    after: countFiles(after),
    gone: [...groups]
      .map(([reason, { files, bytes, largest }]) => ({
        reason,
        files,
        bytes,
        examples: largest.map(({ path }) => path),
      }))
      .sort((a, b) => b.bytes - a.bytes),
    added: { files: added.size, bytes: [...added.values()].reduce((sum, file) => sum + file.size, 0) },
    compared,
    changed: {
      owner: countCode(changes, 'V-OWNER'),
      mode: countCode(changes, 'V-MODE'),
      content: countCode(changes, 'V-CONTENT', 'V-BINARY'),
      link: countCode(changes, 'V-LINK', 'V-KIND'),
    },
  };
  return { findings, summary };
}
