import { absolutePath } from '../../src/project/path.js';
import { SHELLS } from '../../src/shell/names.js';
import type { Confidence, Evidence, Refusal } from '../../src/classify/types.js';
import type { Claim, Facts, ProgramNeed } from '../../src/transform/types.js';
import type { Entry } from './entry.js';
import type { SourceScan } from './scan.js';

export interface ProgramFacts {
  readonly programs: readonly ProgramNeed[];
  readonly claims: readonly Claim[];
  readonly refusals: readonly Refusal[];
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  readonly shell: Evidence | null;
}

/** Programs that only the builder has: with them at run time the image stays what it is. */
const TOOL_CHAIN = new Set(['go', 'gofmt', 'gcc', 'g++', 'cc', 'c++', 'clang', 'make', 'ld', 'pkg-config']);

/** What own code, modules and entry scripts start. */
export function programFacts(
  facts: Facts,
  scan: SourceScan,
  entry: Entry,
  own: ReadonlySet<string>,
): ProgramFacts {
  const programs: ProgramNeed[] = [...entry.programs];
  const claims: Claim[] = [];
  const refusals: Refusal[] = [];
  const weak: Evidence[] = [];
  let shell: Evidence | null = null;
  for (const { name, at } of scan.spawns) {
    const evidence: Evidence = { rule: 'go/spawns', because: `${at.source}:${at.line} starts it`, at };
    const base = name.slice(name.lastIndexOf('/') + 1);
    if (name.includes('/')) {
      const path = absolutePath(name, facts.contract.workdir);
      if (own.has(path)) continue;
      if (facts.files.stat(path)) {
        claims.push({ path, tree: false, confidence: 'proven', evidence });
        weak.push({ ...evidence, because: `${path}, which ${at.source}:${at.line} starts, is not traced` });
        shell ??= evidence;
        continue;
      }
    }
    if ([...own].some((path) => path.endsWith(`/${name}`))) continue;
    if (TOOL_CHAIN.has(base)) {
      refusals.push({
        code: 'E-COMPILER-AT-RUNTIME',
        message: `${at.source}:${at.line} starts ${base}: the program needs the tool chain while it runs`,
        at,
        unlock: 'do with a RUN what the program needs the tool chain for',
      });
      continue;
    }
    if (SHELLS.has(base)) {
      shell ??= evidence;
      weak.push({ ...evidence, because: `${at.source}:${at.line} runs shell commands that are not traced` });
    }
    programs.push({ name, confidence: 'proven', evidence });
  }
  const toolChain = scan.needs.get('tool-chain');
  if (toolChain)
    refusals.push({
      code: 'E-COMPILER-AT-RUNTIME',
      message: `${toolChain.source}:${toolChain.line} looks for the Go tool chain: the program needs it while it runs`,
      at: toolChain,
      unlock: 'do with a RUN what the program needs the tool chain for',
    });
  for (const gap of scan.gaps)
    if (gap.kind === 'spawn') weak.push({ rule: 'go/spawns-unknown', because: gap.because, at: gap.at });
  if (!scan.whole)
    weak.push({
      rule: 'go/source-not-seen',
      because: 'the sources are not seen whole, so the program may start any other',
      at: null,
    });
  if (!entry.whole)
    weak.push({
      rule: 'go/entry-script',
      because: 'a script that starts first could not be read whole',
      at: entry.at,
    });
  if (weak.length > 0) return { programs, claims, refusals, confidence: 'weak', evidence: weak, shell };
  const plain = !scan.foreign && !scan.generated;
  const evidence: Evidence = {
    rule: 'go/spawns-read',
    because: plain
      ? 'the program is own code alone and starts no other program'
      : 'own code starts no other program',
    at: null,
  };
  return { programs, claims, refusals, confidence: plain ? 'proven' : 'strong', evidence: [evidence], shell };
}
