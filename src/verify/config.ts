import { allowedDifference } from '../data/config-allowances.js';
import type { ImageFacts } from '../data/types.js';
import { compareContracts, type ConfigDifference } from '../dockerfile/compare.js';
import type { ImageConfig } from '../dockerfile/types.js';
import type { Finding } from './types.js';

/** What is known beside the two configs. */
export interface ConfigQuestion {
  /** The base images of the two final stages; null when not known: then no difference is allowed on their account. */
  readonly from: ImageFacts | null;
  readonly to: ImageFacts | null;
  /** Reasons that the rewrite gives for what it changed on purpose, by field as `compareContracts` names it. */
  readonly reasons: ReadonlyMap<string, string>;
  /**
   * Variables that come from the base image and from no instruction, on either side, as fields (`env:NAME`). Images of one
   * tag move on: for these the built image's own value counts as the base's. Absent: the tables' values count.
   */
  readonly inherited?: {
    readonly before: ReadonlySet<string>;
    readonly after: ReadonlySet<string>;
  };
  /** Names of the labels that an instruction of either file sets; the others are the base images'. Absent: not known. */
  readonly labels?: ReadonlySet<string>;
  /** Whether the candidate has programs in a directory: it must then stay on PATH. Absent: not known. */
  readonly carried?: (directory: string) => boolean;
}

const CODES: ReadonlyMap<string, readonly [code: string, what: string]> = new Map([
  ['entrypoint', ['V-ENTRYPOINT', 'the entry point']],
  ['cmd', ['V-CMD', 'the command']],
  ['env', ['V-ENV', 'an environment variable']],
  ['workdir', ['V-WORKDIR', 'the working directory']],
  ['user', ['V-USER', 'the user']],
  ['exposed', ['V-PORTS', 'the exposed ports']],
  ['volumes', ['V-VOLUMES', 'the volumes']],
  ['labels', ['V-LABELS', 'a label']],
  ['stopSignal', ['V-STOPSIGNAL', 'the stop signal']],
  ['healthcheck', ['V-HEALTHCHECK', 'the health check']],
  ['shell', ['V-SHELL', 'the shell of later builds']],
  ['onbuild', ['V-ONBUILD', 'the triggers for later builds']],
]);

/** The facts of a base whose inherited variables have the values that the built image shows. */
function withActual(
  facts: ImageFacts,
  config: ImageConfig,
  inherited: ReadonlySet<string> | undefined,
): ImageFacts {
  if (!inherited) return facts;
  const env = new Map(Object.entries(facts.config.env));
  for (const [name, value] of Object.entries(config.env)) {
    if (inherited.has(`env:${name}`)) env.set(name, value);
  }
  return { ...facts, config: { ...facts.config, env: Object.fromEntries(env) } };
}

/** Labels that no instruction sets are what a base image says of itself: they go and come with it. */
function baseLabelReason(field: string, { labels }: ConfigQuestion): string | null {
  if (!labels || !field.startsWith('labels:')) return null;
  return labels.has(field.slice('labels:'.length)) ? null : 'the base images say it of themselves';
}

function describe({ field, before, after }: ConfigDifference, what: string): string {
  const several = ['exposed', 'volumes', 'onbuild'].includes(field);
  if (after === null) return `${what} ${several ? 'are' : 'is'} gone`;
  if (before === null) return `${what} ${several ? 'are' : 'is'} new`;
  return several ? `${what} are others` : `${what} has another value`;
}

/**
 * What differs between the effective configs of two built images, each difference `allowed` with its reason or
 * `different`. A reason of the rewrite goes before the list of what a change of the base image forces.
 */
export function compareConfigs(
  before: ImageConfig,
  after: ImageConfig,
  question: ConfigQuestion,
): readonly Finding[] {
  const from = question.from && withActual(question.from, before, question.inherited?.before);
  const to = question.to && withActual(question.to, after, question.inherited?.after);
  return compareContracts(before, after).map((difference) => {
    const { field } = difference;
    const [code, what] = CODES.get(field.split(':')[0] ?? '') ?? ['V-CONFIG', 'the config'];
    const reason =
      question.reasons.get(field) ??
      baseLabelReason(field, question) ??
      (from && to
        ? allowedDifference(field, difference.before, difference.after, from, to, question.carried)
        : null);
    return {
      check: 'config',
      code,
      weight: reason === null ? 'different' : 'allowed',
      subject: field,
      before: difference.before,
      after: difference.after,
      because: reason ?? describe(difference, what),
    };
  });
}
