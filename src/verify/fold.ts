import { parentPath } from './paths.js';
import type { Finding } from './types.js';

/** Most findings of one code: what is beyond is counted. */
const MAX_OF_A_CODE = 50;

function sameStory(a: Finding, b: Finding): boolean {
  return (
    a.code === b.code &&
    a.weight === b.weight &&
    a.before === b.before &&
    a.after === b.after &&
    a.because === b.because
  );
}

/** One finding for a tree: what is said of a directory is not said again for all that is in it. */
function foldTrees(findings: readonly Finding[]): Finding[] {
  const kept = new Map<string, { readonly finding: Finding; below: number }>();
  const sorted = [...findings].sort((a, b) => (a.subject < b.subject ? -1 : Number(a.subject > b.subject)));
  for (const finding of sorted) {
    const key = (path: string): string => `${finding.code}\0${path}`;
    let holder: { readonly finding: Finding; below: number } | undefined;
    for (let at = finding.subject; at !== '/' && holder === undefined;) {
      at = parentPath(at);
      const candidate = kept.get(key(at));
      if (candidate !== undefined && sameStory(candidate.finding, finding)) holder = candidate;
    }
    if (holder === undefined) kept.set(key(finding.subject), { finding, below: 0 });
    else holder.below++;
  }
  return [...kept.values()].map(({ finding, below }) =>
    below === 0 ? finding : { ...finding, because: `${finding.because}; ${below} more below it` },
  );
}

/** One finding for the files of one directory about which there is the same to say, when they are many. */
function foldSiblings(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { code, weight, before, after, because, subject } = finding;
    const key = [code, weight, before, after, because, parentPath(subject)].join('\0');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length <= 5) return group;
    return [
      { ...first, because: `${first.because}; ${group.length - 1} more in ${parentPath(first.subject)}` },
    ];
  });
}

/**
 * Findings about paths in as few lines as tell the same: trees and directories are folded, and of one code and weight no
 * more than a page is left, with the number of the others. Sorted by path.
 */
export function foldFindings(findings: readonly Finding[]): readonly Finding[] {
  const kept: Finding[] = [];
  const counts = new Map<string, number>();
  const cut = new Map<string, { readonly finding: Finding; count: number }>();
  for (const finding of foldSiblings(foldTrees(findings))) {
    const key = `${finding.code}\0${finding.weight}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count <= MAX_OF_A_CODE) {
      kept.push(finding);
      continue;
    }
    const rest = cut.get(key);
    if (rest === undefined) cut.set(key, { finding, count: 1 });
    else rest.count++;
  }
  for (const { finding, count } of cut.values()) {
    kept.push({
      ...finding,
      before: null,
      after: null,
      because: `${count} more like the ${MAX_OF_A_CODE} before`,
    });
  }
  return kept;
}
