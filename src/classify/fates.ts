import type { Write } from '../effects/types.js';
import type { Facts, ProgramNeed, UnitFacts } from '../transform/types.js';
import { isBuildOnly } from './carry.js';
import type { Contributions } from './merge.js';
import { programName } from './needs.js';
import { packageFate, removedLater, type PackageFate, type PackageQuestion } from './packages.js';
import { isDeadPlace, isSystemDirectory, within } from './places.js';
import type { Confidence, Evidence } from './types.js';

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
  readonly block: { readonly code: string; readonly unlock: string } | null;
  /** False when it stands or falls with the other commands of its RUN. */
  readonly divisible: boolean;
}

export interface FateQuestion extends PackageQuestion {
  readonly contributed: Contributions;
  /** What is copied from the build stage. */
  readonly carried: readonly string[];
  /** Directories of the app: on a narrow rung, what is not carried of them is left behind. */
  readonly directories: readonly string[];
}

type Part =
  | { readonly to: 'dead' | 'carried' | 'replay' | 'dropped'; readonly because: string }
  | { readonly to: 'carry'; readonly path: string; readonly because: string }
  | { readonly to: 'blocked'; readonly because: string; readonly code: string; readonly unlock: string };

const SHOW = 'copy the file from the build stage by hand, or name it with --keep PATH';

function toolNeed(path: string, needs: readonly ProgramNeed[]): ProgramNeed | null {
  const name = programName(path);
  return needs.find((need) => programName(need.name) === name || need.name === path) ?? null;
}

function toolPart(write: Write, unit: UnitFacts, question: FateQuestion): Part {
  const need = toolNeed(write.path, question.needs);
  if (!need && question.scanned)
    return { to: 'dropped', because: `nothing that runs in the container calls ${programName(write.path)}` };
  // A later command of the final stage may call it, so it has to come where it came: a copied file would come too late.
  if (need && unit.instruction.type !== 'run') return { to: 'replay', because: need.evidence.because };
  if (isSystemDirectory(write.path)) {
    return {
      to: 'blocked',
      code: 'H-UNKNOWN-CMD',
      because: `it unpacks into ${write.path}, and which files come with it is not known`,
      unlock: SHOW,
    };
  }
  const because = need ? need.evidence.because : 'it may be called at run time';
  return { to: 'carry', path: write.path, because };
}

function configPart(write: Write, unit: UnitFacts): Part {
  if (unit.effects.replayable) return { to: 'replay', because: 'it edits what the image runs with' };
  if (!isSystemDirectory(write.path))
    return { to: 'carry', path: write.path, because: 'it was made outside the directory of the app' };
  return {
    to: 'blocked',
    code: 'H-UNKNOWN-CMD',
    because: `it writes below ${write.path}, and which files is not known`,
    unlock: SHOW,
  };
}

function writePart(write: Write, unit: UnitFacts, question: FateQuestion): Part {
  if (question.carried.some((path) => within(write.path, path)))
    return { to: 'carried', because: `${write.path} is copied` };
  const only = isBuildOnly(write.path, question.contributed);
  if (only) return { to: 'dropped', because: only.evidence.because };
  if (write.role === 'cache' || (write.role !== 'state' && isDeadPlace(write.path)))
    return { to: 'dead', because: 'a cache' };
  if (question.directories.some((path) => within(write.path, path)))
    return { to: 'dropped', because: 'the app does not read it at run time' };
  if (write.role === 'tool') return toolPart(write, unit, question);
  if (write.role === 'config' || write.role === 'state') return configPart(write, unit);
  if (unit.instruction.type !== 'run' && isSystemDirectory(unit.cwd) && within(write.path, unit.cwd)) {
    return { to: 'dropped', because: 'the app does not read it at run time' };
  }
  return configPart(write, unit);
}

/** A removal matters in the final stage only when the base image brought what is removed. */
function removalPart(path: string, question: FateQuestion, made: readonly string[]): Part | null {
  const tree = path.replace(/\/\*.*$/, '') || '/';
  if (isDeadPlace(tree) || question.carried.some((each) => within(tree, each))) return null;
  if (question.directories.some((each) => within(tree, each)) || isBuildOnly(tree, question.contributed))
    return null;
  if (made.some((each) => within(tree, each) || within(each, tree))) return null;
  return { to: 'replay', because: `it removes ${path}, which the base image may hold` };
}

function ownerParts(unit: UnitFacts, question: FateQuestion, made: readonly string[]): readonly Part[] {
  const parts: Part[] = [];
  for (const { path } of unit.effects.owners ?? []) {
    if (isDeadPlace(path) || question.carried.some((each) => within(path, each))) continue;
    if (question.directories.some((each) => within(path, each)) || isBuildOnly(path, question.contributed))
      continue;
    if (made.some((each) => within(path, each))) continue;
    parts.push({ to: 'replay', because: `it sets the owner or mode of ${path}` });
  }
  return parts;
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
  if (writes.some((write) => write.role !== 'cache') || users.length > 0) return null;
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

function fateOfUnit(
  unit: UnitFacts,
  question: FateQuestion,
  removed: ReadonlySet<string>,
  made: readonly string[],
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
    block: null,
    divisible: unit.divisible,
    confidence: found.confidence,
  };
  const type = unit.instruction.type;
  if (type !== 'run' && type !== 'copy' && type !== 'add')
    return { ...base, verdict: 'meta', evidence: [evidence('meta', 'image config')] };

  const parts: Part[] = found.writes.map((write) => writePart(write, unit, question));
  if (found.opaque) {
    const { because } = found.opaque;
    if (found.opaque.within === null) {
      parts.push({
        to: 'blocked',
        code: 'H-UNKNOWN-CMD',
        because,
        unlock:
          'put what it makes into one directory by its own COPY or mkdir, or move the command into a script in the build context',
      });
    } else {
      for (const path of found.opaque.within)
        parts.push(writePart({ path, tree: true, role: 'artefact' }, unit, question));
    }
  }
  if (type === 'run' && !found.opaque && found.confidence === 'unknown') {
    parts.push({ to: 'blocked', code: 'H-UNKNOWN-CMD', because: `what ${found.model} does is not known`, unlock: SHOW });
  }
  for (const path of found.removes) {
    const part = removalPart(path, question, made);
    if (part) parts.push(part);
  }
  parts.push(...ownerParts(unit, question, made));
  if (found.users.length > 0) parts.push({ to: 'replay', because: 'users are looked up at run time' });
  const packages = found.packages
    .filter((change) => change.op === 'install')
    .flatMap((change) =>
      change.packages.map((request) => packageFate(request, change, unit, question, removed)),
    );
  if (packages.some((fate) => fate.final.length > 0))
    parts.push({ to: 'replay', because: 'some of its packages are needed at run time' });

  const blocked = parts.find((part) => part.to === 'blocked');
  if (blocked?.to === 'blocked') {
    return {
      ...base,
      verdict: 'blocked',
      evidence: [evidence('blocked', blocked.because)],
      packages,
      block: { code: blocked.code, unlock: blocked.unlock },
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
  const fates: UnitFate[] = [];
  for (const unit of facts.units) {
    const fate = fateOfUnit(unit, question, removed, made);
    fates.push(fate);
    if (fate.verdict !== 'replay') made.push(...unit.effects.writes.map((write) => write.path));
  }
  return settleRepositories(fates);
}
