import type { UnitFate } from '../classify/fates.js';
import type { Contributions } from '../classify/merge.js';
import type { Evidence } from '../classify/types.js';
import { providesLibrary } from '../data/provides.js';
import type { ImageFacts } from '../data/types.js';
import type { Facts, ProgramNeed } from '../transform/types.js';
import type { Step } from './types.js';

/** Run-time libraries that packs ask for and neither the new base nor a kept package brings. */
export function wantedLibraries(
  contributed: Contributions,
  final: ImageFacts | null,
  fates: readonly UnitFate[],
): readonly string[] {
  const manager = final?.packageManager;
  if (!final || (manager !== 'apt' && manager !== 'apk')) return [];
  const kept = new Set(fates.flatMap((fate) => fate.packages.flatMap((each) => each.final)));
  const names = contributed.all.flatMap((each) => each.libraries.flatMap((library) => library[manager]));
  return [...new Set(names)].filter((name) => !kept.has(name) && providesLibrary(final, name) !== 'yes');
}

/** One RUN that installs packages the way the distribution's images do, without leaving lists behind. */
export function installStep(names: readonly string[], manager: string, evidence: readonly Evidence[]): Step {
  const commands =
    manager === 'apk'
      ? [{ text: 'apk add --no-cache', words: names }]
      : [
          { text: 'apt-get update', words: [] },
          { text: 'apt-get install -y --no-install-recommends', words: names },
          { text: 'rm -rf /var/lib/apt/lists/*', words: [] },
        ];
  return { step: 'run', from: null, commands, comments: false, evidence };
}

/** Links that COPY would have followed, and guards, right behind the copies. */
export function afterCopy(contributed: Contributions): readonly Step[] {
  const links = contributed.all.flatMap((each) => each.links ?? []);
  const steps: Step[] = [];
  if (links.length > 0) {
    const commands = links.map((link) => ({ text: `ln -sf ${link.target} ${link.path}`, words: [] }));
    steps.push({
      step: 'run',
      from: null,
      commands,
      comments: false,
      evidence: links.map((link) => link.evidence),
    });
  }
  for (const guard of contributed.all.flatMap((each) => each.guards)) {
    steps.push({
      step: 'run',
      from: null,
      commands: [{ text: guard.command, words: [] }],
      comments: false,
      evidence: [guard.evidence],
    });
  }
  return steps;
}

/** A health check that asks the container itself needs no certificates. */
export function isLocalProbe(facts: Facts, need: ProgramNeed): boolean {
  if (need.evidence.rule !== 'contract/healthcheck') return false;
  const hosts = (facts.contract.healthcheck ?? '').match(/https?:\/\/[^/\s:'"]+/g) ?? [];
  return hosts.every((host) => /\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])$/.test(host));
}

/** ENTRYPOINT and CMD of a changed start command; null when the input's stay. */
export function startSteps(contributed: Contributions): readonly Step[] | null {
  const start = contributed.owner?.start;
  if (!start) return null;
  const steps: Step[] = [];
  if (start.entrypoint)
    steps.push({
      step: 'add',
      keyword: 'ENTRYPOINT',
      body: jsonWords(start.entrypoint),
      evidence: start.evidence,
    });
  if (start.cmd)
    steps.push({ step: 'add', keyword: 'CMD', body: jsonWords(start.cmd), evidence: start.evidence });
  return steps;
}

function jsonWords(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}
