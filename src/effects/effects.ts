import type { Confidence } from '../classify/types.js';
import type { Effects } from './types.js';

const ORDER: readonly Confidence[] = ['unknown', 'weak', 'strong', 'proven'];

/** The weaker of two confidences: a conclusion is never surer than its weakest premise. */
export function weaker(a: Confidence, b: Confidence): Confidence {
  return ORDER.indexOf(a) <= ORDER.indexOf(b) ? a : b;
}

/** Effects with nothing in them but what is given; `model` names the rule that spoke, e.g. `npm ci`. */
export function effects(model: string, given: Partial<Omit<Effects, 'model'>> = {}): Effects {
  return {
    model,
    reads: given.reads ?? [],
    writes: given.writes ?? [],
    removes: given.removes ?? [],
    packages: given.packages ?? [],
    users: given.users ?? [],
    owners: given.owners ?? [],
    programs: given.programs ?? [],
    gate: given.gate ?? null,
    network: given.network ?? false,
    replayable: given.replayable ?? false,
    opaque: given.opaque ?? null,
    confidence: given.confidence ?? 'strong',
  };
}

/** Effects of a command whose effects are not known; `within` null means that it may write anywhere. */
export function opaqueEffects(
  model: string,
  because: string,
  within: readonly string[] | null = null,
): Effects {
  // Within the root directory is anywhere.
  const trees = within?.includes('/') ? null : within;
  return effects(model, { opaque: { because, within: trees }, confidence: trees ? 'weak' : 'unknown' });
}

/** All effects of commands that run one after the other, seen as one. */
export function mergeEffects(model: string, parts: readonly Effects[]): Effects {
  const only = parts[0];
  if (only && parts.length === 1) return only;
  const opaques = parts.flatMap((part) => (part.opaque ? [part.opaque] : []));
  const anywhere = opaques.find((opaque) => opaque.within === null);
  const named = opaques.flatMap((each) => each.named ?? []);
  const opaque =
    anywhere ??
    (opaques[0]
      ? {
          because: (opaques.find((each) => each.named?.length) ?? opaques[0]).because,
          within: opaques.flatMap((each) => each.within ?? []),
          ...(named.length > 0 ? { named } : {}),
        }
      : null);
  return {
    model,
    reads: parts.flatMap((part) => part.reads),
    writes: parts.flatMap((part) => part.writes),
    removes: parts.flatMap((part) => part.removes),
    packages: parts.flatMap((part) => part.packages),
    users: parts.flatMap((part) => part.users),
    owners: parts.flatMap((part) => part.owners ?? []),
    programs: [...new Set(parts.flatMap((part) => part.programs))],
    gate: parts.find((part) => part.gate)?.gate ?? null,
    network: parts.some((part) => part.network),
    replayable: parts.every((part) => part.replayable),
    opaque,
    confidence: parts.reduce<Confidence>((least, part) => weaker(least, part.confidence), 'proven'),
  };
}
