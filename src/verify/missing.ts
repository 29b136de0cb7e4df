import { within } from '../classify/places.js';
import { absolutePath } from '../project/path.js';
import type { FilesQuestion } from './files.js';
import { goneReason } from './gone.js';
import type { GoneReason } from './gone.js';
import { parentPath } from './paths.js';
import { counterpart, treeFindings } from './trees.js';
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

function goneFinding(subject: string, before: string, weight: Weight, because: string): Finding {
  return { check: 'files', code: 'V-FILE-GONE', weight, subject, before, after: null, because };
}

/**
 * Judges what is gone. A file of the app that nothing accounts for may be one that the app reads at a request which nobody
 * makes here (a template, a translation, a migration), so that it leaves the comparison open. A lost empty directory makes
 * the program fail that writes to it; one that was in a tree which is gone went with it.
 */
export function missingFiles(after: Listing, question: FilesQuestion): MissingFiles {
  const leftOut = (question.leftOut ?? []).map((path) => absolutePath(path, '/'));
  const isLeftOut = (path: string): boolean => leftOut.some((each) => within(path, each));
  const inRoots = new Map<string, ListedFile>();
  const inSystem: Finding[] = [];
  const others = new Map<string, ListedFile>();
  const directories: string[] = [];

  const lostDirectory = (path: string): readonly Finding[] => {
    if (counterpart(after, parentPath(path)) === null) return [];
    if (!isLeftOut(path) && goneReason(path, after, true, () => null) !== 'unknown') return [];
    return [
      {
        check: 'files',
        code: 'V-DIRECTORY',
        weight: isLeftOut(path) ? 'allowed' : 'different',
        subject: path,
        before: 'directory',
        after: null,
        because: isLeftOut(path)
          ? 'it is left out on purpose (--without)'
          : 'an empty directory of the app is not there',
      },
    ];
  };

  return {
    file(path, file, app) {
      if (isLeftOut(path)) return 'agreed';
      const reason = goneReason(path, after, app, question.explained);
      if (reason !== 'unknown') return reason;
      if (!app) others.set(path, file);
      else if (question.roots.some((root) => within(path, root))) inRoots.set(path, file);
      else inSystem.push(goneFinding(path, `${file.size} bytes`, 'unsure', UNPROVEN));
      return reason;
    },
    directory(path) {
      directories.push(path);
    },
    findings: () => [
      ...directories.flatMap(lostDirectory),
      ...inSystem,
      ...treeFindings(inRoots, after, (subject, was) => goneFinding(subject, was, 'unsure', UNPROVEN)),
      ...treeFindings(others, after, (subject, was) =>
        goneFinding(subject, was, 'note', 'nothing says why it is not there'),
      ),
    ],
  };
}
