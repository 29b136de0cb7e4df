import { imageRows, type ImageRow } from './image-table.js';
import { compareVersions, parseImageTag, type ImageTag } from './image-tag.js';
import { lineDepth } from './releases.js';

/** The row that stands in for a tag which the table does not list. */
export interface NearRow {
  readonly row: ImageRow;
  /** The row's tag with the most exact version. */
  readonly near: ImageTag;
  /** Same version line (`golang:1.22`, `node:20`): then the tag certainly existed at some time. */
  readonly sameLine: boolean;
  /** The wanted version is higher than every listed one of this kind. */
  readonly newer: boolean;
}

/** Finds the row of a listed tag. */
export function exactRow(rows: readonly ImageRow[], tag: string): ImageRow | null {
  return rows.find((row) => row.tags.includes(tag)) ?? null;
}

/**
 * Rows of a repository. Distroless images without a Debian release in their name (`gcr.io/distroless/base`) are today's
 * Debian 13 ones.
 */
export function rowsOf(repository: string): readonly ImageRow[] | null {
  const rows = imageRows(repository);
  if (rows !== null || !repository.startsWith('gcr.io/distroless/')) return rows;
  return imageRows(`${repository}-debian13`);
}

interface Listed {
  readonly row: ImageRow;
  readonly tag: ImageTag;
}

function newest(listed: readonly Listed[]): Listed | undefined {
  return [...listed].sort((a, b) => (a.row.date < b.row.date ? 1 : -1))[0];
}

function sameKind(a: ImageTag, b: ImageTag): boolean {
  return a.alpine === b.alpine && a.variant === b.variant;
}

/** Lower is nearer: the line first, then the distro release (none asked for: the unsuffixed tag's), then the patch. */
function distance(repository: string, want: ImageTag, listed: ImageTag): readonly number[] {
  const depth = lineDepth(repository);
  const line = (tag: ImageTag) => (tag.version[0] ?? 0) * 1000 + (depth > 1 ? (tag.version[1] ?? 0) : 0);
  const patch = (tag: ImageTag) => (tag.version[depth] ?? 0) * 1000 + (tag.version[depth + 1] ?? 0);
  return [
    Math.abs(line(want) - line(listed)),
    // Between two lines the later one: what it stands on bounds what the wanted one stands on.
    line(listed) < line(want) ? 1 : 0,
    want.release === listed.release ? 0 : 1,
    Math.abs(patch(want) - patch(listed)),
  ];
}

/** The nearest listed tag of the same kind (variant and libc), or null when the repository has none of that kind. */
export function nearestRow(repository: string, rows: readonly ImageRow[], want: ImageTag): NearRow | null {
  const listed: readonly Listed[] = rows.flatMap((row) =>
    row.tags
      .filter((tag) => !tag.includes('/'))
      .map((text) => ({ row, tag: parseImageTag(text) }))
      .filter(({ tag }) => sameKind(tag, want)),
  );
  if (want.version.length === 0) {
    const named = listed.filter(({ tag }) => tag.version.length === 0 && tag.alias === want.alias);
    const found = named.find(({ tag }) => tag.release === want.release) ?? newest(named);
    return found ? { row: found.row, near: found.tag, sameLine: true, newer: false } : null;
  }
  let best: Listed | null = null;
  let bestDistance: readonly number[] = [];
  let newer = true;
  for (const candidate of listed) {
    // Alpine's edge snapshots have a date for a version.
    if (candidate.tag.version.length === 0 || (candidate.tag.version[0] ?? 0) > 9999) continue;
    if (compareVersions(candidate.tag.version, want.version) >= 0) newer = false;
    const at = distance(repository, want, candidate.tag);
    if (best !== null && compareVersions(at, bestDistance) >= 0) continue;
    best = candidate;
    bestDistance = at;
  }
  if (best === null) return null;
  const depth = lineDepth(repository);
  const sameLine = bestDistance[0] === 0 && best.tag.version.length >= Math.min(depth, want.version.length);
  const { row } = best;
  const near = listed
    .filter((other) => other.row === row)
    .reduce((a, b) => (b.tag.version.length > a.tag.version.length ? b : a), best);
  return { row, near: near.tag, sameLine, newer };
}
