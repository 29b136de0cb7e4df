import type { Contributions } from '../classify/merge.js';
import type { Refusal } from '../classify/types.js';
import { instructionPlace } from '../classify/unit-place.js';
import type { Place } from '../source/span.js';
import type { Facts } from '../transform/types.js';
import { permitted } from './levels.js';
import { isInteractive } from './start-script.js';

/**
 * ONBUILD steps that run commands, the image's own or those that its base has by name: they count on tools that a divided
 * image does not have, or run twice in it.
 */
function onbuildRefusals(facts: Facts): readonly Refusal[] {
  const image = facts.stage.image ?? '';
  const trigger = facts.contract.onbuild.find((each) => /^\s*RUN\b/i.test(each));
  if (trigger !== undefined) {
    return [
      {
        code: 'E-CONSUMER',
        message: `images that start from this one run ${trigger} in it, with the tools that it has now`,
        at: instructionPlace(facts.doc, facts.stage.from),
        unlock: 'an image without ONBUILD RUN',
      },
    ];
  }
  if (!/\bonbuild\b/i.test(image)) return [];
  return [
    {
      code: 'E-ONBUILD',
      message: `${image} runs hidden ONBUILD steps in every stage that starts from it`,
      at: instructionPlace(facts.doc, facts.stage.from),
      unlock: 'the image without onbuild, and its steps written out',
    },
  ];
}

function startPlace({ contract, doc, stage }: Facts): Place {
  const set = contract.setBy['entrypoint'] ?? contract.setBy['cmd'] ?? null;
  return instructionPlace(doc, (set === null ? undefined : doc.instructions[set]) ?? stage.from);
}

/** Why a start command that no pack knows is none of their business. */
function started({ contract }: Facts): string {
  const words = [...(contract.entrypoint ?? []), ...(contract.cmd ?? [])];
  const text = contract.cmdShell ? (contract.cmd?.at(-1) ?? '') : words.join(' ');
  if (text === '')
    return 'what the container starts is not known: the file does not say it, and its base image is not known';
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return `the container starts \`${short}\`, and that is nothing that npm, go or composer made`;
}

/** Reasons, before any candidate is tried, why the stage is not divided; empty when there are none. */
export function earlyRefusals(facts: Facts, contributed: Contributions): readonly Refusal[] {
  const hidden = onbuildRefusals(facts);
  if (hidden.length > 0) return hidden;
  const own = contributed.all.flatMap((each) => each.refusals);
  if (own.length > 0) return own;
  const { owner } = contributed;
  if (isInteractive(facts)) {
    return [
      {
        code: 'E-ENTRY-UNKNOWN',
        message: 'the container starts a shell for somebody to work in, so what is needed in it is not known',
        at: startPlace(facts),
        unlock: 'a CMD or ENTRYPOINT that starts the app',
      },
    ];
  }
  if (!owner) {
    return [
      {
        code: 'E-ENTRY-UNKNOWN',
        message: started(facts),
        at: startPlace(facts),
        unlock:
          !facts.contract.cmd && !facts.contract.entrypoint
            ? 'a CMD or ENTRYPOINT that starts the app'
            : facts.context.complete
              ? 'nothing yet: other languages are not known'
              : 'the build context with --context DIR, if it is an app of Node, Go or PHP',
      },
    ];
  }
  if (owner.start && !permitted(owner.start.tier, owner.start.allow, facts.level, facts.allow)) {
    return [
      {
        code: 'E-BUILD-AT-START',
        message: 'the container compiles when it starts',
        at: owner.entry?.evidence[0]?.at ?? null,
        unlock: owner.start.allow ? `--allow ${owner.start.allow}` : '--level standard',
      },
    ];
  }
  return [];
}
