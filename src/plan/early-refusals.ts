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
        unlock: 'take RUN out of ONBUILD, and write it into the Dockerfiles that start from this image',
      },
    ];
  }
  if (!/\bonbuild\b/i.test(image)) return [];
  return [
    {
      code: 'E-ONBUILD',
      message: `${image} runs hidden ONBUILD steps in every stage that starts from it`,
      at: instructionPlace(facts.doc, facts.stage.from),
      unlock: 'start FROM the same image without onbuild, and write its steps out',
    },
  ];
}

function startPlace({ contract, doc, stage }: Facts): Place {
  const set = contract.setBy['entrypoint'] ?? contract.setBy['cmd'] ?? null;
  return instructionPlace(doc, (set === null ? undefined : doc.instructions[set]) ?? stage.from);
}

/** The start command as written, cut to a line. */
function startText({ contract }: Facts): string {
  const words = [...(contract.entrypoint ?? []), ...(contract.cmd ?? [])];
  const text = contract.cmdShell ? (contract.cmd?.at(-1) ?? '') : words.join(' ');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Programs that start apps of other languages: with these the build context would not help. */
const FOREIGN =
  /^(?:python[\d.]*|gunicorn|uvicorn|hypercorn|daphne|flask|celery|streamlit|java|ruby|bundle|rails|puma|dotnet|mix|perl|Rscript|julia|deno)$/;

/** A start command that no pack knows. */
function strange(facts: Facts): Refusal {
  const at = startPlace(facts);
  const text = startText(facts);
  if (text === '')
    return {
      code: 'E-ENTRY-UNKNOWN',
      message:
        'what the container starts is not known: the file does not say it, and its base image is not known',
      at,
      unlock: 'add a CMD or ENTRYPOINT that starts the app',
    };
  const words = text.split(/[\s;&|]+/).map((word) => word.replace(/^.*\//, ''));
  if (!facts.context.complete && !words.some((word) => FOREIGN.test(word)))
    return {
      code: 'E-CONTEXT-MISSING',
      message: `the container starts \`${text}\`, and without the build context nobody can tell what made that`,
      at,
      unlock: 'give the build context with --context DIR, if it is an app of Node, Go or PHP',
    };
  return {
    code: 'E-ENTRY-UNKNOWN',
    message: `the container starts \`${text}\`, and that is nothing that npm, go or composer made`,
    at,
    unlock: 'divide the stage by hand: dockopt knows apps of Node, Go and PHP only',
  };
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
        unlock: 'start the app in CMD or ENTRYPOINT',
      },
    ];
  }
  if (!owner) return [strange(facts)];
  if (owner.start && !permitted(owner.start.tier, owner.start.allow, facts.level, facts.allow)) {
    return [
      {
        code: 'E-BUILD-AT-START',
        message: 'the container compiles when it starts',
        at: owner.entry?.evidence[0]?.at ?? null,
        unlock: `use ${owner.start.allow ? `--allow ${owner.start.allow}` : '--level standard'}`,
      },
    ];
  }
  return [];
}
