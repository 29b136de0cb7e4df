import type { FileCount, FilesSummary } from '../verify/files.js';
import type { Finding, MeasuredSide, Verification } from '../verify/types.js';
import { measuredSizes } from './measured.js';

function finding({ code, weight, subject, before, after, because }: Finding): object {
  return { code, weight, subject, before, after, because };
}

function side({ size, times }: MeasuredSide): object {
  const shown = size && {
    bytes: size.bytes,
    compressed: size.compressed,
    layers: size.layers.map(({ stage, createdBy, bytes }) => ({ stage, createdBy, bytes })),
    others: size.others.map(({ stage, bytes }) => ({ stage, bytes })),
  };
  const { first, cold, changed } = times;
  return { size: shown, times: { first, cold, changed } };
}

function count({ files, bytes }: FileCount): object {
  return { files, bytes };
}

function filesJson({ before, after, gone, added, compared, changed }: FilesSummary): object {
  const { owner, mode, content, link } = changed;
  return {
    before: count(before),
    after: count(after),
    gone: gone.map((group) => ({ reason: group.reason, ...count(group), examples: group.examples })),
    added: count(added),
    compared,
    changed: { owner, mode, content, link },
  };
}

/** The `verify` part of a JSON report: sizes are bytes, times are seconds. */
export function verifyJson(verification: Verification): object {
  const { verdict, because, candidate, engine, checks, files, before, after, normalised, log } = verification;
  return {
    verdict,
    because,
    candidate,
    engine: { name: engine.name, version: engine.version, builder: engine.builder },
    checks: checks.map((check) => ({
      check: check.check,
      state: check.state,
      because: check.because,
      findings: check.findings.map(finding),
    })),
    files: files && filesJson(files),
    before: side(before),
    after: after && side(after),
    normalised,
    log,
  };
}

/** `sizes.measured` of a JSON report: both images' bytes; null unless both were measured. */
export function measuredJson(verification: Verification | null): object | null {
  const sizes = measuredSizes(verification);
  if (!sizes) return null;
  const { before, after } = sizes;
  const pull =
    before.compressed === null || after.compressed === null
      ? null
      : { before: before.compressed, after: after.compressed };
  return { before: before.bytes, after: after.bytes, compressed: pull };
}
