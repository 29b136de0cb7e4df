import type { Carried } from '../classify/carry.js';
import type { UnitFate } from '../classify/fates.js';
import type { Contributions } from '../classify/merge.js';
import type { Confidence, Evidence, Obligation, ObligationId } from '../classify/types.js';
import type { ImageFacts } from '../data/types.js';
import type { BaseOption, Facts, ProgramNeed } from '../transform/types.js';
import { subjectOf } from './decisions.js';
import { SHOW } from '../classify/write-parts.js';
import { fetchedPrograms } from './fetched-programs.js';
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
  unlock: string,
): Obligation {
  return { id, confidence, evidence: found, unlock };
}

/** A failure of a base that lacks something, after which bases that have it are tried. */
function passing(id: ObligationId, found: readonly Evidence[], what: string): Obligation {
  return { ...one(id, 'unknown', found, `use --base with an image that has ${what}`), passing: true };
}

function fails({ confidence }: { readonly confidence: Confidence }): boolean {
  return confidence === 'weak' || confidence === 'unknown';
}

/** What the owner's pack says of an obligation that it cannot prove; null when it holds or the pack does not know of it. */
function packFailure(question: ObligationQuestion, id: ObligationId): Obligation | null {
  const found = question.contributed.owner?.obligations.find((each) => each.id === id);
  return found && fails(found) ? found : null;
}

/** `paths`: every command of the target stage is understood, and on a narrow rung the pack proved its list of paths. */
function paths(question: ObligationQuestion): readonly Obligation[] {
  const blocked = question.fates.filter((fate) => fate.verdict === 'blocked');
  const found = blocked.map((fate) => {
    const subject = subjectOf(fate.unit.instruction, fate.unit.unit?.text ?? null);
    const named = fate.evidence.map((each) => ({ ...each, because: `${subject}: ${each.because}` }));
    return one('paths', 'unknown', named, fate.unlock ?? SHOW);
  });
  const artefact = question.contributed.owner?.artefact;
  if (question.rung === 'pruned') return found;
  if (!artefact || artefact.gaps.length > 0 || fails(artefact)) {
    const gaps = (artefact?.gaps ?? []).map((gap) => evidence('narrow', gap));
    const unlock = question.facts.context.complete
      ? 'name files by literal paths, in the app itself'
      : CONTEXT;
    return [...found, one('paths', 'weak', gaps, unlock)];
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
            question.final
              ? `use --base with an image that has ${need.name}`
              : 'use --base with an image that dockopt knows',
          ),
        ]
      : [],
  );
  const pack = packFailure(question, 'binaries');
  return pack && !same && !question.option.keepsPrograms ? [...missing, pack] : missing;
}

/** `libraries` for an image without a C library: what is not linked statically does not start there. */
function staticOnly({ contributed, option }: ObligationQuestion): Obligation {
  const linkage = contributed.owner?.linkage;
  const found = linkage?.evidence ?? [];
  return one(
    'libraries',
    'unknown',
    found.length > 0 ? found : [evidence('libc', `${option.image} has no C library, and the app needs one`)],
    linkage?.unlock ?? 'use --base with an image that has a C library',
  );
}

/** `libraries` for another base: its C library has to be the old one's; null when it is. */
function sameLibc({ facts, final, option }: ObligationQuestion): Obligation | null {
  const image = facts.stage.image ?? facts.stage.from.image;
  if (!facts.base || !final) {
    const [unknown, unlock] = facts.base
      ? [option.resolved, 'use --base with an image that dockopt knows']
      : [image, 'start FROM an image that dockopt knows'];
    return one(
      'libraries',
      'unknown',
      [evidence('libc', `which C library ${unknown} has is not known`)],
      unlock,
    );
  }
  if (facts.base.libc === final.libc) return null;
  const because = `${image} has ${facts.base.libc} for its C library, and ${option.resolved} has ${final.libc}`;
  return one(
    'libraries',
    'unknown',
    [evidence('libc', because)],
    'use --base with an image of the same distribution',
  );
}

/** `libraries`: the libc fits, and a pack that knows of libraries it cannot name keeps the old base. */
function libraries(question: ObligationQuestion, same: boolean): readonly Obligation[] {
  const { option, contributed } = question;
  if (same || contributed.owner?.linkage.value === 'static') return [];
  const bare = option.kind === 'static' || option.kind === 'scratch';
  const pack = option.keepsPrograms ? null : packFailure(question, 'libraries');
  return [bare ? staticOnly(question) : sameLibc(question), pack].filter((each) => each !== null);
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
    passing('binaries', [evidence('shell', `${each}, and the image has no shell`)], 'a shell'),
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
          passing(
            'binaries',
            [need.evidence, evidence('foreign', `what ${need.name} itself needs is not known`)],
            'a shell',
          ),
        ]
      : [],
  );
}

/** `gates`: BuildKit builds only what the final stage copies from; a build stage that nothing is copied from would be skipped. */
function gates({ carried, facts }: ObligationQuestion): readonly Obligation[] {
  if (carried.length > 0) return [];
  return [
    one(
      'gates',
      'unknown',
      [evidence('gates', 'nothing is copied from the build stage, so its commands would not run')],
      facts.context.complete ? 'name what the image must have with --keep PATH' : CONTEXT,
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
    ...(same || question.option.keepsPrograms ? [] : fetchedPrograms(question)),
    ...unreadScripts(question.facts, same || question.option.keepsPrograms === true),
  ];
  if (!same && (entry === null || fails(entry))) {
    failed.push(
      one(
        'entry',
        entry?.confidence ?? 'unknown',
        entry?.evidence ?? [evidence('entry', 'what the start command runs is not known')],
        question.facts.context.complete ? 'name the program literally in CMD or ENTRYPOINT' : CONTEXT,
      ),
    );
  }
  if (question.installed.length > 0 && question.final && !question.final.packageManager) {
    failed.push(
      passing(
        'libraries',
        [
          evidence(
            'packages',
            `the final image needs ${question.installed.join(', ')}, and it has no package manager`,
          ),
        ],
        'a package manager',
      ),
    );
  }
  if (!same) failed.push(...ownershipObligations(question));
  failed.push(...gates(question));
  const data = same ? null : packFailure(question, 'data');
  if (data) failed.push(data);
  return failed;
}
