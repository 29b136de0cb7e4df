import type { Carried } from '../classify/carry.js';
import type { UnitFate } from '../classify/fates.js';
import type { Contributions } from '../classify/merge.js';
import type { Confidence, Evidence, Obligation, ObligationId } from '../classify/types.js';
import type { ImageFacts } from '../data/types.js';
import type { BaseOption, Facts, ProgramNeed } from '../transform/types.js';
import { subjectOf } from './decisions.js';
import { ownershipObligations } from './ownership.js';
import type { ProgramAnswer } from './programs.js';
import { unreadScripts } from './start-script.js';
import type { Rung } from './types.js';

export interface ObligationQuestion {
  readonly facts: Facts;
  readonly contributed: Contributions;
  readonly option: BaseOption;
  readonly final: ImageFacts | null;
  readonly rung: Rung;
  readonly fates: readonly UnitFate[];
  readonly carried: readonly Carried[];
  readonly programs: readonly { readonly need: ProgramNeed; readonly answer: ProgramAnswer }[];
  /** Packages that the final stage installs. */
  readonly installed: readonly string[];
}

const CONTEXT = 'give the build context with --context DIR';

function evidence(rule: string, because: string): Evidence {
  return { rule: `obligation/${rule}`, because, at: null };
}

function one(
  id: ObligationId,
  confidence: Confidence,
  found: readonly Evidence[],
  unlock?: string,
): Obligation {
  return { id, confidence, evidence: found, unlock };
}

function packObligation(question: ObligationQuestion, id: ObligationId): Obligation | null {
  return question.contributed.owner?.obligations.find((each) => each.id === id) ?? null;
}

/** `paths`: every command of the target stage is understood, and on a narrow rung the pack proved its list of paths. */
function paths(question: ObligationQuestion): readonly Obligation[] {
  const blocked = question.fates.filter((fate) => fate.verdict === 'blocked');
  const found = blocked.map((fate) => {
    const subject = subjectOf(fate.unit.instruction, fate.unit.unit?.text ?? null);
    const named = fate.evidence.map((each) => ({ ...each, because: `${subject}: ${each.because}` }));
    return one('paths', 'unknown', named, fate.block?.unlock);
  });
  const artefact = question.contributed.owner?.artefact;
  if (question.rung === 'pruned') return found;
  if (
    !artefact ||
    artefact.gaps.length > 0 ||
    artefact.confidence === 'weak' ||
    artefact.confidence === 'unknown'
  ) {
    const gaps = (artefact?.gaps ?? []).map((gap) => evidence('narrow', gap));
    return [
      ...found,
      one('paths', 'weak', gaps, 'nothing: the whole directory of the app is copied instead'),
    ];
  }
  return found;
}

/** `binaries`: every program that run time calls is in the final image, and everything that may call one was read. */
function binaries(question: ObligationQuestion, same: boolean): readonly Obligation[] {
  const missing = question.programs.flatMap(({ need, answer }) =>
    answer.by === 'nothing'
      ? [
          one(
            'binaries',
            'unknown',
            [{ ...need.evidence, because: `${answer.because}, and ${need.evidence.because}` }],
            `--base with an image that has ${need.name}`,
          ),
        ]
      : [],
  );
  const pack = packObligation(question, 'binaries');
  if (same || question.option.kind === 'same') return missing;
  if (pack && (pack.confidence === 'weak' || pack.confidence === 'unknown') && !question.option.keepsPrograms)
    return [...missing, pack];
  return missing;
}

/** `libraries`: the libc fits, and a pack that knows of libraries it cannot name keeps the old base. */
function libraries(question: ObligationQuestion, same: boolean): readonly Obligation[] {
  const { facts, final, option, contributed } = question;
  if (same) return [];
  const found: Obligation[] = [];
  const linkage = contributed.owner?.linkage.value ?? 'unknown';
  const before = facts.base?.libc ?? null;
  if ((option.kind === 'static' || option.kind === 'scratch') && linkage !== 'static') {
    found.push(
      one('libraries', 'unknown', contributed.owner?.linkage.evidence ?? [], 'build with CGO_ENABLED=0'),
    );
  } else if (linkage !== 'static' && (before === null || final === null || before !== final.libc)) {
    found.push(
      one(
        'libraries',
        'unknown',
        [evidence('libc', 'the C library of the old and the new base differ, or one is not known')],
        '--base with an image of the same distribution',
      ),
    );
  }
  const pack = packObligation(question, 'libraries');
  if (
    pack &&
    (pack.confidence === 'weak' || pack.confidence === 'unknown') &&
    linkage !== 'static' &&
    !option.keepsPrograms
  )
    found.push(pack);
  return found;
}

/** The shell that a shell-form command, a replayed RUN or a package install needs. */
function shell(question: ObligationQuestion, runs: boolean): readonly Obligation[] {
  const { facts, final, contributed } = question;
  if (final?.shell !== false) return [];
  const { contract } = facts;
  const because: string[] = [];
  if (contract.cmdShell || contract.entrypointShell) because.push('the start command is in shell form');
  if (contract.healthcheck && !/^(?:--\S+\s+)*(?:CMD\s+\[|NONE)/i.test(contract.healthcheck.trim()))
    because.push('the health check is in shell form');
  if ([contract.entrypoint?.[0], contract.cmd?.[0]].some((word) => /\.(?:sh|bash)$/.test(word ?? '')))
    because.push('the start command is a script');
  if (contributed.all.some((each) => each.needs.shell)) because.push('the app runs shell commands');
  if (runs) because.push('the final stage has to run a command');
  return because.map((each) =>
    one(
      'binaries',
      'unknown',
      [evidence('shell', `${each}, and the image has no shell`)],
      'a base with a shell is tried next',
    ),
  );
}

/** A program that no pack made, downloaded or copied, may be a script or need libraries: not for an image without a shell. */
function foreign(question: ObligationQuestion): readonly Obligation[] {
  if (question.final?.shell !== false) return [];
  const made = question.contributed.all.flatMap((each) => each.roots.map((root) => root.path));
  const isMade = (name: string): boolean =>
    made.some((path) => path === name || path.endsWith(`/${name.replace(/^.*\//, '')}`)) ||
    question.fates.some(
      ({ unit }) =>
        unit.effects.model.startsWith('go ') &&
        unit.effects.writes.some((write) => write.path.endsWith(`/${name.replace(/^.*\//, '')}`)),
    );
  return question.programs.flatMap(({ need, answer }) =>
    answer.by === 'copied' && !isMade(need.name)
      ? [
          one(
            'binaries',
            'unknown',
            [need.evidence, evidence('foreign', `what ${need.name} itself needs is not known`)],
            'a base with a shell is tried next',
          ),
        ]
      : [],
  );
}

/** `gates`: BuildKit builds only what the final stage copies from; a build stage that nothing is copied from would be skipped. */
function gates(question: ObligationQuestion): readonly Obligation[] {
  if (question.carried.length > 0) return [];
  const unlock = 'nothing: without a file to copy there is nothing to divide';
  return [
    one(
      'gates',
      'unknown',
      [evidence('gates', 'nothing is copied from the build stage, so its commands would not run')],
      unlock,
    ),
  ];
}

/** What holds of one candidate: the obligations that fail, or nothing. `runs` says that its final stage has a RUN. */
export function failedObligations(question: ObligationQuestion, runs: boolean): readonly Obligation[] {
  const same = question.option.kind === 'same';
  const entry = question.contributed.owner?.entry ?? null;
  const failed: Obligation[] = [
    ...paths(question),
    ...binaries(question, same),
    ...libraries(question, same),
    ...shell(question, runs),
    ...foreign(question),
    ...unreadScripts(question.facts, same || question.option.keepsPrograms === true),
  ];
  if (!same && (entry === null || entry.confidence === 'unknown' || entry.confidence === 'weak')) {
    failed.push(
      one(
        'entry',
        entry?.confidence ?? 'unknown',
        entry?.evidence ?? [evidence('entry', 'what the start command runs is not known')],
        question.facts.context.complete ? 'a start command that names its program' : CONTEXT,
      ),
    );
  }
  if (question.installed.length > 0 && question.final && !question.final.packageManager) {
    failed.push(
      one(
        'libraries',
        'unknown',
        [
          evidence(
            'packages',
            `the final image needs ${question.installed.join(', ')}, and it has no package manager`,
          ),
        ],
        'a base with a package manager is tried next',
      ),
    );
  }
  if (!same) failed.push(...ownershipObligations(question));
  failed.push(...gates(question));
  for (const id of ['ownership', 'writable', 'data', 'environment'] as const) {
    const pack = packObligation(question, id);
    if (!same && pack && (pack.confidence === 'weak' || pack.confidence === 'unknown')) failed.push(pack);
  }
  return failed;
}
