import type { Contributions } from '../classify/merge.js';
import { basePart, nodeModulesPart, otherPart, packagesPart } from '../estimate/parts.js';
import { MEGABYTE } from '../estimate/range.js';
import { estimateSizes, totalSize } from '../estimate/sizes.js';
import type { SizeEstimate, SizePart } from '../estimate/types.js';
import type { Facts } from '../transform/types.js';
import type { Candidate } from './candidate.js';

/** A gain is worth a rewrite from 20 MB or a tenth of the image, by the lower bound of the range. */
const LEAST_BYTES = 20 * MEGABYTE;
const LEAST_SHARE = 0.1;

interface Both {
  readonly before: readonly (SizePart | null)[];
  readonly after: readonly (SizePart | null)[];
}

function bases(facts: Facts, made: Candidate): Both {
  const name = facts.stage.image ?? facts.stage.from.image;
  const before = facts.base ? basePart(facts.base, name) : null;
  if (made.option.kind === 'same') return { before: before ? [before] : [], after: before ? [before] : [] };
  return { before: [before], after: [made.final ? basePart(made.final, made.option.resolved) : null] };
}

/** `ffmpeg=7:5.1` -> `ffmpeg`: a pinned package is the same part as before. */
function unpinned(text: string): string {
  return /^([^=<>~/]+)[=<>~/]/.exec(text)?.[1] ?? text;
}

/** Packages that stay cancel out; those that go and those that come are parts of their own. */
function packages(facts: Facts, made: Candidate): Both {
  const release = facts.base?.release ?? null;
  const removed = new Set(
    made.fates.flatMap((fate) =>
      fate.packages
        .filter((each) => each.evidence.rule === 'packages/removed-later')
        .map((each) => each.request.name),
    ),
  );
  const wanted = [
    ...new Set(made.fates.flatMap((fate) => fate.packages.map((each) => each.request.name))),
  ].filter((name) => !removed.has(name));
  const final = new Set([
    ...made.fates.flatMap((fate) => fate.packages.flatMap((each) => each.final.map(unpinned))),
    ...made.installed,
  ]);
  const recommends = made.fates.some((fate) =>
    fate.unit.effects.packages.some((change) => change.recommends),
  );
  const part = (names: readonly string[]): readonly SizePart[] =>
    names.length > 0 ? [packagesPart(names, release, recommends)] : [];
  const stay = part(wanted.filter((name) => final.has(name)));
  return {
    before: [...stay, ...part(wanted.filter((name) => !final.has(name)))],
    after: [...stay, ...part([...final].filter((name) => !wanted.includes(name)))],
  };
}

/** A part whose lower bound is raised to what single packages of known size weigh. */
function atLeast(part: SizePart, bytes: number): SizePart {
  const { low, high } = part.range;
  return { ...part, range: { low: Math.max(low, bytes), high: Math.max(high, Math.round(bytes * 1.5)) } };
}

/** False for a stage that only collects what others made: nothing in it is there for a build alone. */
function makesFiles({ units }: Facts): boolean {
  return units.some(({ instruction, effects }) =>
    instruction.type === 'copy' ? instruction.from === null : effects.writes.length > 0,
  );
}

/** What the app brings beside the base: only what changes is estimated, the app's own files cancel out. */
function app(facts: Facts, contributed: Contributions, made: Candidate): Both {
  const narrow = made.rung !== 'pruned';
  const known = contributed.owner?.sizes;
  const before: SizePart[] = [...(known?.before ?? [])];
  for (const prune of narrow ? [] : contributed.all.flatMap((each) => each.prune)) {
    if (prune.removesPackages !== null)
      before.push(atLeast(nodeModulesPart(prune.removesPackages, 'development'), prune.removesAtLeast ?? 0));
    else
      before.push(
        otherPart(
          'npm development packages',
          { low: 0, high: 300 * MEGABYTE },
          'how many there are is not known',
        ),
      );
  }
  const removable = contributed.all
    .flatMap((each) => each.removable)
    .filter((claim) => claim.path.endsWith('/node_modules'));
  for (const claim of narrow ? [] : removable) {
    before.push(
      otherPart(
        claim.path,
        { low: 20 * MEGABYTE, high: 400 * MEGABYTE },
        'the span of typical sets of packages for building assets',
      ),
    );
  }
  if (narrow && !known && makesFiles(facts)) {
    before.push(
      otherPart(
        'sources and packages that only the build needs',
        { low: 20 * MEGABYTE, high: 500 * MEGABYTE },
        'the span of typical sets of packages for building assets',
      ),
    );
  }
  return { before, after: known?.after ?? [] };
}

/** Estimated sizes of the final image before and after one candidate; nothing is built for it. */
export function estimateGain(facts: Facts, contributed: Contributions, made: Candidate): SizeEstimate {
  const parts = [bases(facts, made), packages(facts, made), app(facts, contributed, made)];
  return estimateSizes({
    before: parts.flatMap((part) => part.before),
    after: parts.flatMap((part) => part.after),
  });
}

/** True when the gain is worth a rewrite; where sizes are not known, a smaller kind of base counts as one. */
export function worthIt(gain: SizeEstimate, made: Candidate): boolean {
  if (!gain.saved || !gain.before) return made.option.kind !== 'same';
  const before = totalSize(gain.before).high;
  return gain.saved.low >= LEAST_BYTES || (before > 0 && gain.saved.low >= before * LEAST_SHARE);
}
