import type { Claim, Facts, UnitFacts } from '../transform/types.js';
import type { Write } from '../effects/types.js';
import type { Contributions } from './merge.js';
import { isDeadPlace, isSystemDirectory, minimalTrees, within } from './places.js';
import { removedAfter } from './removed.js';
import type { Evidence } from './types.js';

/** Directories that hold the app: carried whole on the pruned rung, never a directory of the base image. */
export function appDirectories(facts: Facts): readonly string[] {
  const found = new Set<string>();
  for (const unit of facts.units) {
    if (
      !isSystemDirectory(unit.cwd) &&
      unit.effects.writes.some((write) => isAppWrite(write) && within(write.path, unit.cwd))
    ) {
      found.add(unit.cwd);
    }
  }
  if (!isSystemDirectory(facts.contract.workdir)) found.add(facts.contract.workdir);
  return minimalTrees([...found]);
}

/** Writes that make up the app: its sources, what was built from them, its dependencies. */
export function isAppWrite(write: Write): boolean {
  return write.role === 'source' || write.role === 'artefact' || write.role === 'dependencies';
}

/** What a pack says of a path that only the build needs; null when none says so. */
export function buildOnlyClaim(path: string, contributed: Contributions): Claim | null {
  for (const each of contributed.all) {
    const claim = each.buildOnly.find(
      (only) => within(path, only.path) && only.confidence !== 'weak' && only.confidence !== 'unknown',
    );
    if (claim) return claim;
  }
  return null;
}

/** A tree or file that the final image gets from the build stage. */
export interface Carried {
  readonly path: string;
  /** A directory with everything below it, or a single file. */
  readonly tree: boolean;
  readonly evidence: Evidence;
}

interface AppPath {
  readonly path: string;
  readonly tree: boolean;
}

/** True when all that a command does to what it names is to set owners, modes or attributes. */
export function setsOwners(unit: UnitFacts): boolean {
  return /^(?:chown|chmod|chgrp|setfacl|chattr)$/.test(unit.effects.model);
}

/** True when a script makes an empty directory and gives it away: `sh -c "mkdir /data && chown app /data"`. */
function givesDirectory(unit: UnitFacts, path: string): boolean {
  const { owners, writes } = unit.effects;
  return (
    (owners ?? []).some((change) => change.path === path) &&
    writes.some((write) => write.path === path && write.role === 'state')
  );
}

/** What a command made of the app, directories that an opaque one may have written to included. */
function appPaths(unit: UnitFacts, units: readonly UnitFacts[]): readonly AppPath[] {
  const opaque = (unit.effects.opaque?.within ?? []).map((path) => ({ path, tree: true }));
  const made = setsOwners(unit)
    ? []
    : unit.effects.writes.filter((write) => isAppWrite(write) && !givesDirectory(unit, write.path));
  return [...made, ...opaque].filter(({ path }) => !removedAfter(units, unit, path));
}

function note(unit: UnitFacts, because: string, rule: string): Evidence {
  return { rule: `carry/${rule}`, because, at: unit.place };
}

/**
 * What the pruned rung carries: every app directory whole, every other path that the app's own commands made, and what
 * packs claim. Paths below a system directory are carried one by one.
 */
export function carriedWhole(facts: Facts, contributed: Contributions): readonly Carried[] {
  const directories = appDirectories(facts);
  const found: Carried[] = [];
  for (const unit of facts.units) {
    for (const { path, tree } of appPaths(unit, facts.units)) {
      if (buildOnlyClaim(path, contributed)) continue;
      const directory = directories.find((each) => within(path, each));
      if (directory)
        found.push({
          path: directory,
          tree: true,
          evidence: note(unit, 'the directory of the app', 'app-directory'),
        });
      else if (!isDeadPlace(path))
        found.push({
          path,
          tree,
          evidence: note(unit, 'made by the build outside the directory of the app', 'outside-app'),
        });
    }
  }
  return withClaims(found, contributed);
}

/** What a narrow rung carries: the artefact's paths, what packs claim, and app files outside the app's directories. */
export function carriedNarrow(
  facts: Facts,
  contributed: Contributions,
  paths: readonly Claim[],
): readonly Carried[] {
  const directories = appDirectories(facts);
  const found: Carried[] = paths.map((claim) => ({
    path: claim.path,
    tree: claim.tree,
    evidence: claim.evidence,
  }));
  for (const unit of facts.units) {
    for (const { path, tree } of appPaths(unit, facts.units)) {
      if (buildOnlyClaim(path, contributed) || isDeadPlace(path)) continue;
      if (directories.some((each) => within(path, each))) continue;
      if (isSystemDirectory(unit.cwd) && within(path, unit.cwd) && isSource(unit)) continue;
      found.push({
        path,
        tree,
        evidence: note(unit, 'put outside the directory of the sources on purpose', 'outside-app'),
      });
    }
  }
  return withClaims(found, contributed);
}

function isSource(unit: UnitFacts): boolean {
  return unit.instruction.type === 'copy' || unit.instruction.type === 'add';
}

function withClaims(found: readonly Carried[], contributed: Contributions): readonly Carried[] {
  const all = [...found];
  for (const each of contributed.all) {
    for (const root of each.roots)
      if (root.confidence !== 'unknown')
        all.push({ path: root.path, tree: root.tree, evidence: root.evidence });
  }
  return joinCarried(all);
}

/** The fewest paths that cover all of these; of a path that is named several times the first evidence counts. */
export function joinCarried(all: readonly Carried[]): readonly Carried[] {
  return minimalTrees(all.map((each) => each.path)).flatMap((path) => {
    const first = all.find((each) => each.path === path);
    const tree = all.some((each) => each.path === path && each.tree);
    return first ? [{ ...first, tree }] : [];
  });
}
