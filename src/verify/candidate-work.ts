import { within } from '../classify/places.js';
import { absolutePath } from '../project/path.js';
import { compareEntry } from './changed.js';
import type { Images } from './changed.js';
import type { FilesQuestion } from './files.js';
import { counterpart, treeFindings } from './trees.js';
import type { Finding, ListedFile, Listing, Weight } from './types.js';

/** What a candidate's instructions did outside of the app's directories, by its base image (made-paths.ts). */
export interface CandidateWork {
  /** What they made or changed. */
  readonly made: ReadonlySet<string>;
  /** What they removed that the base image has; empty where that is not the original's base image. */
  readonly removed: ReadonlySet<string>;
  /** It is built on the original's base image. */
  readonly sameBase: boolean;
  /** Whether a path is in both base images: who made those may have changed it. */
  readonly inBases: (path: string) => boolean;
  /** It is dockopt's own, which says what it adds. */
  readonly byPlan: boolean;
}

/** Settings that programs of the system read, and programs by whose names others are called. */
const TELLING = /^\/etc\/|^\/(?:usr\/(?:local\/)?)?s?bin\//;

/**
 * What an instruction of one of both changed in a file that is the base image's or a package's: differing versions of those
 * are another matter, so that a difference counts only where both have the same one.
 */
export function candidateChanges(
  path: string,
  file: ListedFile,
  other: ListedFile,
  { question, images }: { readonly question: FilesQuestion; readonly images: Images },
): readonly Finding[] {
  const changed = question.candidate?.made.has(path) === true;
  if (!changed && file.digest === other.digest && file.mode === other.mode && file.link === other.link)
    return [];
  const instructed = changed || question.candidate?.inBases(path) === false;
  const onePackage = instructed && question.ofOnePackage?.(path) === true;
  const alike = onePackage || (changed && question.candidate?.sameBase === true);
  // A directory that COPY makes on its way is root's; the original had it from its base image, for others to write in.
  if (!alike && (!changed || file.kind === 'directory')) return [];
  const found = compareEntry(path, file, other, images);
  if (alike) return found;
  const because = 'an instruction of the candidate changes it, and its base image is another one';
  return found.map((each) => (each.weight === 'different' ? { ...each, weight: 'unsure', because } : each));
}

function isLeftOut(path: string, question: FilesQuestion): boolean {
  return (question.leftOut ?? []).some((each) => within(path, absolutePath(each, '/')));
}

function fileFinding(
  code: string,
  weight: Weight,
  because: string,
): (subject: string, size: string) => Finding {
  const gone = code === 'V-FILE-GONE';
  return (subject, size) => ({
    check: 'files',
    code,
    weight,
    subject,
    before: gone ? size : null,
    after: gone ? null : size,
    because,
  });
}

/** What the candidate's instructions took from the base image that both have. */
export function takenByCandidate(
  taken: ReadonlyMap<string, ListedFile>,
  after: Listing,
  question: FilesQuestion,
): readonly Finding[] {
  const lost = new Map([...taken].filter(([path]) => !isLeftOut(path, question)));
  return treeFindings(
    lost,
    after,
    fileFinding('V-FILE-GONE', 'unsure', 'an instruction of the candidate removes it'),
  );
}

/** Files outside of the app's directories that only the candidate's instructions make. */
export function addedByCandidate(
  before: Listing,
  after: Listing,
  { question, ofTheApp }: { readonly question: FilesQuestion; readonly ofTheApp: (path: string) => boolean },
): readonly Finding[] {
  const { candidate } = question;
  const telling = new Map<string, ListedFile>();
  const others = new Map<string, ListedFile>();
  for (const path of candidate?.made ?? []) {
    const file = after.get(path);
    if (file === undefined || file.kind === 'directory' || ofTheApp(path)) continue;
    if (counterpart(before, path) !== null) continue;
    (TELLING.test(path) && candidate?.byPlan === false ? telling : others).set(path, file);
  }
  const because = 'an instruction of the candidate makes it, and it is not in the original';
  return [
    ...treeFindings(telling, before, fileFinding('V-FILE-NEW', 'unsure', because)),
    ...treeFindings(others, before, fileFinding('V-FILE-NEW', 'note', because)),
  ];
}

/** What the original's instructions removed, and the candidate still has: a default site, an account's home, a program. */
export function stillThere(before: Listing, after: Listing, question: FilesQuestion): readonly Finding[] {
  const found = new Map<string, ListedFile>();
  for (const path of question.removed ?? []) {
    const file = counterpart(after, path);
    if (file !== null && counterpart(before, path) === null) found.set(path, file);
  }
  const because = 'an instruction of the original removes it';
  return treeFindings(found, before, fileFinding('V-FILE-NEW', 'unsure', because));
}
