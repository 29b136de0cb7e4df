import type { Evidence, Obligation } from '../classify/types.js';
import { instructionPlace } from '../classify/unit-place.js';
import type { RuntimeContract } from '../dockerfile/types.js';
import { absolutePath } from '../project/path.js';
import type { Facts } from '../transform/types.js';

const SHELLS = /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|z|k)?sh$/;

/** The words that start the container, entrypoint and command together. */
function startWords(contract: RuntimeContract): readonly string[] {
  if (contract.entrypointShell) return contract.entrypoint ?? [];
  return [...(contract.entrypoint ?? []), ...(contract.cmd ?? [])];
}

/** `CMD ["bash"]`: somebody works in the container by hand, and what he needs is not known. */
export function isInteractive(facts: Facts): boolean {
  // A base image's entry script hands on what comes after it; behind a shell it would be the script that is started.
  const words = startWords(facts.contract);
  const handed = /docker(?:-php)?-entrypoint(?:\.sh)?$/.test(words[0] ?? '');
  const [first, ...rest] = handed ? words.slice(1) : words;
  return first !== undefined && SHELLS.test(first) && rest.every((word) => /^-[il]+$|^--login$/.test(word));
}

/** Scripts that the start command names and that no analysis could read: what they call is not known. */
export function unreadScripts(facts: Facts, same: boolean): readonly Obligation[] {
  if (same) return [];
  const { contract, doc, files } = facts;
  return (['entrypoint', 'cmd'] as const).flatMap((field): readonly Obligation[] => {
    const set = contract.setBy[field];
    const instruction = set === null || set === undefined ? undefined : doc.instructions[set];
    if (!instruction) return [];
    const script = (contract[field] ?? []).find((word) => /^[^\s]+\.(?:sh|bash)$/.test(word));
    if (script === undefined) return [];
    const path = script.includes('/') ? absolutePath(script, contract.workdir) : null;
    // A bare name is looked up on PATH: the check for programs finds it or not.
    if (path === null || files.read(path) !== null) return [];
    const evidence: Evidence = {
      rule: 'obligation/start-script',
      because: `the container starts the script ${script}, which could not be read, so what it calls is not known`,
      at: instructionPlace(doc, instruction),
    };
    return [
      {
        id: 'binaries',
        confidence: 'unknown',
        evidence: [evidence],
        unlock: facts.context.complete
          ? 'COPY the script to the place where it is started, instead of moving it there in a RUN'
          : 'give the build context with --context DIR',
      },
    ];
  });
}
