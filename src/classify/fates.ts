import type { Facts, UnitFacts } from '../transform/types.js';
import { removesBaseFile } from './base-files.js';
import { buildOnlyClaim, setsOwners } from './carry.js';
import { settleReads } from './missing-reads.js';
import { packageFate, removedLater, type PackageFate } from './packages.js';
import { isCachePlace, isDeadPlace, isSystemDirectory, patternDirectory, within } from './places.js';
import { removedAfter } from './removed.js';
import type { Confidence, Evidence } from './types.js';
import { SHOW, writePart, type FateQuestion, type Part } from './write-parts.js';

/** What happens to one unit on the way to the final image. */
export interface UnitFate {
  readonly unit: UnitFacts;
  /**
   * `meta`: image config. `build`: stays in the build stage, nothing of it is needed. `carried`: its files are copied.
   * `replay`: runs again in the final stage. `gate`: may fail the build, leaves nothing. `blocked`: nobody can say.
   */
  readonly verdict: 'meta' | 'build' | 'carried' | 'replay' | 'gate' | 'blocked';
  readonly evidence: readonly Evidence[];
  readonly confidence: Confidence;
  readonly packages: readonly PackageFate[];
  /** Paths to copy beside the app: needed tools, configuration that cannot be made again. */
  readonly carry: readonly string[];
  /** Refreshes or removes package lists: goes where installs go. */
  readonly service: 'update' | 'cleanup' | 'repository' | null;
  /** What would unlock it, when it blocks; else null. */
  readonly unlock: string | null;
  /** False when it stands or falls with the other commands of its RUN. */
  readonly divisible: boolean;
}

/**
 * A removal matters in the final stage only when the base image or a package brought what is removed: what is copied over
 * the default page of a web server does not take that page away.
 */
function removalPart(path: string, question: FateQuestion, made: readonly string[]): Part | null {
  const tree = path.replace(/\/\*.*$/, '') || '/';
  if (isDeadPlace(tree) || question.directories.some((each) => within(tree, each))) return null;
  if (buildOnlyClaim(tree, question.contributed)) return null;
  if (made.some((each) => within(tree, each) || within(each, tree))) return null;
  return baseRemoval(path);
}

function baseRemoval(path: string): Part {
  return { to: 'replay', because: `it removes ${path}, which the base image may hold` };
}

/** Paths that earlier commands wrote: in the build stage alone, and again in the final one. */
interface Earlier {
  readonly made: readonly string[];
  readonly repeated: readonly string[];
}

/** Owners and modes that a command sets on what the final stage has of its own. */
function ownerParts(unit: UnitFacts, question: FateQuestion, { made, repeated }: Earlier): readonly Part[] {
  const parts: Part[] = [];
  for (const { path } of unit.effects.owners ?? []) {
    if (question.carried.some((each) => within(path, each))) {
      parts.push({ to: 'carried', because: `${path} is copied` });
      continue;
    }
    if (isCachePlace(path)) continue;
    if (question.directories.some((each) => within(path, each)) || buildOnlyClaim(path, question.contributed))
      continue;
    // A pattern fails when it matches nothing, so its directory has to hold something.
    const directory = patternDirectory(path);
    const hit = (each: string): boolean =>
      within(directory ?? path, each) || (directory !== null && within(each, directory));
    if (!repeated.some(hit) && made.some(hit)) continue;
    parts.push({ to: 'replay', because: `it sets the owner or mode of ${path}` });
  }
  return parts;
}

/** True for `apt-get upgrade` and its like. */
export function upgrades(unit: UnitFacts): boolean {
  return unit.effects.packages.some((change) => change.op === 'upgrade');
}

function addsRepository(unit: UnitFacts): boolean {
  const operations = unit.effects.packages.map((change) => change.op);
  return (
    operations.includes('add-repository') &&
    operations.every((op) => op === 'add-repository' || op === 'update')
  );
}

function serviceOf(unit: UnitFacts): UnitFate['service'] {
  const { packages, writes, removes, users } = unit.effects;
  if (users.length > 0) return null;
  if (addsRepository(unit)) return 'repository';
  if (writes.some((write) => write.role !== 'cache')) return null;
  const operations = packages.map((change) => change.op);
  if (operations.length > 0 && operations.every((op) => op === 'update' || op === 'add-repository'))
    return 'update';
  if (operations.some((op) => op !== 'clean' && op !== 'remove')) return null;
  const cleans = operations.length > 0 || removes.length > 0;
  return cleans &&
    removes.every(
      (path) => isDeadPlace(path.replace(/\/\*.*$/, '')) || /\/(?:lists|apk|dnf|yum)\b/.test(path),
    )
    ? 'cleanup'
    : null;
}

/**
 * A place outside of its project that a script names. It is copied when something else of the build puts it there for sure;
 * else neither leaving it behind nor copying it is safe.
 */
function namedPart(path: string, unit: UnitFacts, question: FateQuestion, facts: Facts): Part {
  if (question.carried.some((each) => within(path, each)))
    return { to: 'carried', because: `${path} is copied` };
  const removed = removedAfter(facts.units, unit, path) || isDeadPlace(path);
  if (
    removed ||
    question.directories.some((each) => within(path, each)) ||
    buildOnlyClaim(path, question.contributed)
  )
    return { to: 'dropped', because: `${path} is not needed at run time` };
  const made =
    facts.files.stat(path) !== null ||
    facts.units.some((each) => each !== unit && each.effects.writes.some((write) => write.path === path));
  if (made && !isSystemDirectory(path))
    return { to: 'carry', path, because: `${unit.effects.model} may write to ${path}` };
  return {
    to: 'blocked',
    because: unit.effects.opaque?.because ?? `it may write to ${path}`,
    unlock: `make ${path} with mkdir before, so that it is there to copy; or name it with --keep ${path} when the command makes it`,
  };
}

function fateOfUnit(
  unit: UnitFacts,
  question: FateQuestion,
  removed: ReadonlySet<string>,
  earlier: Earlier,
  facts: Facts,
): UnitFate {
  const found = unit.effects;
  const evidence = (rule: string, because: string): Evidence => ({
    rule: `fate/${rule}`,
    because,
    at: unit.place,
  });
  const base = {
    unit,
    packages: [],
    carry: [],
    service: null,
    unlock: null,
    divisible: unit.divisible,
    confidence: found.confidence,
  };
  const type = unit.instruction.type;
  if (type !== 'run' && type !== 'copy' && type !== 'add')
    return { ...base, verdict: 'meta', evidence: [evidence('meta', 'image config')] };

  const parts: Part[] = (setsOwners(unit) ? [] : found.writes).map((write) =>
    writePart(write, unit, question, facts),
  );
  if (found.opaque) {
    const { because } = found.opaque;
    if (found.opaque.within === null) {
      parts.push({
        to: 'blocked',
        because,
        unlock:
          'fetch the files themselves (COPY, or curl into one directory), or put the script into the build context, where it can be read',
      });
    } else {
      for (const path of found.opaque.within)
        parts.push(writePart({ path, tree: true, role: 'artefact' }, unit, question, facts));
      for (const path of found.opaque.named ?? []) parts.push(namedPart(path, unit, question, facts));
    }
  }
  if (type === 'run' && !found.opaque && found.confidence === 'unknown') {
    parts.push({
      to: 'blocked',
      because: `what ${found.model} does is not known`,
      unlock: SHOW,
    });
  }
  // `rimraf build && tsc` empties its own output, which the base image does not hold.
  const made = [...earlier.made, ...found.writes.map((write) => write.path)];
  for (const path of found.removes) {
    const part = removesBaseFile(unit, path) ? baseRemoval(path) : removalPart(path, question, made);
    if (part) parts.push(part);
  }
  parts.push(...ownerParts(unit, question, earlier));
  if (found.users.length > 0) parts.push({ to: 'replay', because: 'users are looked up at run time' });
  const packages = found.packages
    .filter((change) => change.op === 'install')
    .flatMap((change) =>
      change.packages.map((request) => packageFate(request, change, unit, question, removed)),
    );
  if (packages.some((fate) => fate.final.length > 0))
    parts.push({ to: 'replay', because: 'some of its packages are needed at run time' });
  // Security updates of the base image would be lost with the build stage.
  if (upgrades(unit) && found.packages.every((change) => change.manager === question.final?.packageManager))
    parts.push({ to: 'replay', because: 'it updates packages of the base image' });

  const blocked = parts.find((part) => part.to === 'blocked');
  if (blocked?.to === 'blocked') {
    return {
      ...base,
      verdict: 'blocked',
      evidence: [evidence('blocked', blocked.because)],
      packages,
      unlock: blocked.unlock,
    };
  }
  const carry = parts.flatMap((part) => (part.to === 'carry' ? [part.path] : []));
  const service = serviceOf(unit);
  const because = [...new Set(parts.map((part) => part.because))];
  if (parts.some((part) => part.to === 'replay') && service !== 'cleanup' && service !== 'repository') {
    return {
      ...base,
      verdict: 'replay',
      evidence: because.map((each) => evidence('replay', each)),
      packages,
      carry,
      service,
    };
  }
  if (parts.some((part) => part.to === 'carried' || part.to === 'carry')) {
    return {
      ...base,
      verdict: 'carried',
      evidence: because.map((each) => evidence('carried', each)),
      packages,
      carry,
      service,
    };
  }
  if (found.gate) return { ...base, verdict: 'gate', evidence: [found.gate], packages, service };
  const why = because.length > 0 ? because : packages.map((fate) => fate.evidence.because);
  return {
    ...base,
    verdict: 'build',
    evidence: (why.length > 0 ? [...new Set(why)] : ['it leaves nothing that is needed']).map((each) =>
      evidence('build', each),
    ),
    packages,
    service,
  };
}

function offersAny(unit: UnitFacts, names: readonly string[]): boolean {
  return unit.effects.packages.some((change) => {
    if (change.op !== 'add-repository') return false;
    if (!change.offers) return names.length > 0;
    return change.offers.some((offer) => {
      const prefix = offer.replace(/\*$/, '');
      return names.some((name) => (prefix === offer ? name === offer : name.startsWith(prefix)));
    });
  });
}

/** A package repository is set up again in the final stage when a package that stays may come from it. */
function settleRepositories(fates: readonly UnitFate[]): readonly UnitFate[] {
  return fates.map((fate, index) => {
    if (fate.service !== 'repository' || fate.verdict === 'blocked') return fate;
    const later = fates.slice(index + 1).flatMap((each) => each.packages);
    const kept = later.flatMap((each) =>
      each.final.length > 0 && each.verdict === 'runtime' ? [each.request.name] : [],
    );
    if (!offersAny(fate.unit, kept)) return fate;
    const evidence: Evidence = {
      rule: 'fate/repository',
      because: 'packages that stay may come from it',
      at: fate.unit.place,
    };
    return { ...fate, verdict: 'replay', evidence: [evidence] };
  });
}

/** What happens to every unit of the target stage, given what is copied and what run time needs. */
export function unitFates(facts: Facts, question: FateQuestion): readonly UnitFate[] {
  const removed = removedLater(facts.units);
  const made: string[] = [];
  const repeated: string[] = [];
  const fates: UnitFate[] = [];
  for (const unit of facts.units) {
    const fate = fateOfUnit(unit, question, removed, { made, repeated }, facts);
    fates.push(fate);
    (fate.verdict === 'replay' ? repeated : made).push(
      ...(setsOwners(unit) ? [] : unit.effects.writes.map((write) => write.path)),
      ...(unit.effects.opaque?.within ?? []),
    );
  }
  return settleReads(settleRepositories(fates), question.carried);
}
