import type { UnitFate } from '../classify/fates.js';
import type { Instruction } from '../dockerfile/types.js';
import type { Candidate } from './candidate.js';
import type { Decision } from './types.js';

const WIDTH = 70;

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line;
}

/** How the user knows a unit: its command, or the instruction's text. */
export function subjectOf(instruction: Instruction, unitText: string | null): string {
  return short(unitText ?? instruction.line.text);
}

const VERDICTS: Readonly<Record<UnitFate['verdict'], Decision['verdict']>> = {
  meta: 'config',
  build: 'build',
  carried: 'carried',
  replay: 'runtime',
  gate: 'check',
  blocked: 'unclear',
};

function packageDecisions(fate: UnitFate): readonly Decision[] {
  return fate.packages.map((each): Decision => {
    const stays = each.final.includes(each.request.text);
    const verdict = stays
      ? 'runtime'
      : each.verdict === 'counterpart' && each.final.length > 0
        ? 'both'
        : 'build';
    return {
      subject: `package ${each.request.text}`,
      verdict,
      line: fate.unit.place.line,
      evidence: [each.evidence],
      confidence: each.confidence,
    };
  });
}

/** A check that leaves something behind as well (a compiler that checks types) is shown for what it makes. */
function isGate(fate: UnitFate): boolean {
  const { gate, writes } = fate.unit.effects;
  return (
    gate !== null &&
    fate.verdict !== 'replay' &&
    !writes.some((write) => write.role !== 'cache' && write.role !== 'state')
  );
}

/** One decision for every command and instruction of the target stage, and one for every package. */
export function fateDecisions(fates: readonly UnitFate[]): readonly Decision[] {
  return fates.flatMap((fate): readonly Decision[] => {
    const subject = subjectOf(fate.unit.instruction, fate.unit.unit?.text ?? null);
    const { gate } = fate.unit.effects;
    const own: Decision = {
      subject,
      verdict: isGate(fate) ? 'check' : VERDICTS[fate.verdict],
      line: fate.unit.place.line,
      evidence: isGate(fate) && gate ? [{ ...gate, at: gate.at ?? fate.unit.place }] : fate.evidence,
      confidence: fate.confidence,
    };
    return [own, ...packageDecisions(fate)];
  });
}

/** Decisions that are not about one line: the base, what is copied, what is installed. */
export function candidateDecisions(chosen: Candidate): readonly Decision[] {
  const base: Decision = {
    subject: chosen.option.image,
    verdict: 'base',
    line: null,
    evidence: [chosen.option.evidence],
    confidence: 'strong',
  };
  const copies = chosen.carried.map((each): Decision => ({
    subject: each.path,
    verdict: 'copied',
    line: each.evidence.at?.line ?? null,
    evidence: [each.evidence],
    confidence: 'strong',
  }));
  const added = [...chosen.build, ...chosen.runtime]
    .filter((step) => step.step === 'run' && step.from === null)
    .map((step): Decision => {
      const text =
        step.step === 'run'
          ? step.commands.map((command) => [command.text, ...command.words].join(' ')).join(' && ')
          : '';
      return {
        subject: `RUN ${text}`,
        verdict: 'added',
        line: null,
        evidence: step.evidence,
        confidence: 'strong',
      };
    });
  return [base, ...copies, ...added];
}
