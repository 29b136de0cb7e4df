import { steady } from './steady.js';

const ERROR =
  /\b(?:error|errors|exception|fatal|panic|traceback|cannot|can't|could not|couldn't|unable|fail(?:ed|s|ure)?|not found|no such|missing|denied|refused|undefined|unknown|warn(?:ing)?|deprecated)\b|\w(?:Error|Exception|Warning)\b|\bE[A-Z]{4,}\b/i;

const MISSING =
  /cannot find|can't find|could not find|no such file|not found|no module named|cannot import|error while loading shared|cannot open|undefined (?:function|symbol|method)|\bENOENT\b|\bEACCES\b|\bEROFS\b|permission denied|read-only file system|x509|certificate|unknown time ?zone|zoneinfo|not loadable|unable to load/i;

/** A stack's frames name places inside a run time, which another patch release of it may move. */
const FRAME = /^\s+(?:at |File "|from |\.\.\. \d+ more|#\d+ )|^\s*#\d+ /;

/** What npm and yarn print around the program that they start, and news of their own that come and go. */
const PACKAGE_MANAGER =
  /^> \S+@\d\S* \S|^npm notice|^npm (?:ERR!|error) (?:A complete log|\s*\/.*_logs\/|\s*$)|^yarn run v|^\$ |^Done in |^info Visit https:\/\/yarnpkg/;

/** True for a line that tells of an error, a warning or something missing. */
export function isErrorLine(line: string): boolean {
  return ERROR.test(line);
}

/** True for a line that says that a file, module, library, right or kind of data is not there. */
export function isMissingLine(line: string): boolean {
  return MISSING.test(line);
}

/**
 * The lines of a log that tell images apart: steady, without blank ones, stack frames and what package managers say of
 * themselves; each once, so that order and repetition (retries, concurrent processes) mean nothing.
 */
export function logLines(...texts: readonly string[]): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const text of texts) {
    let banner = false;
    for (const line of steady(text).text.split('\n')) {
      const trimmed = line.trimEnd();
      // npm prints its banner in two lines: `> app@1.0.0 start` and `> node server.js`.
      const second = banner && trimmed.startsWith('> ');
      banner = /^> \S+@\d\S* \S/.test(trimmed);
      if (trimmed === '' || second || FRAME.test(line) || PACKAGE_MANAGER.test(trimmed)) continue;
      kept.add(trimmed);
    }
  }
  return kept;
}

function shape(line: string): string {
  return line.replaceAll(/\d+/g, '#');
}

/** What the logs of two images do not share. */
export interface LogDifference {
  /** Lines of the candidate alone. */
  readonly added: readonly string[];
  /** Lines of the original alone, in every one of its runs. */
  readonly gone: readonly string[];
}

/**
 * Compares logs as sets of lines. `again` is a second run of the original, null without one. A line whose numbers change
 * inside the original's own runs (`heartbeat 1`, `heartbeat 2`) counts without its numbers.
 */
export function compareLogs(
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  again: ReadonlySet<string> | null,
): LogDifference {
  const either = new Set([...before, ...(again ?? [])]);
  const values = new Map<string, number>();
  for (const line of either) values.set(shape(line), (values.get(shape(line)) ?? 0) + 1);
  const counting = (line: string): boolean => (values.get(shape(line)) ?? 0) > 1;
  const shapes = new Set([...after].map(shape));
  return {
    added: [...after].filter((line) => !either.has(line) && !counting(line)),
    gone: [...before].filter(
      (line) =>
        !after.has(line) && (again?.has(line) ?? true) && !(counting(line) && shapes.has(shape(line))),
    ),
  };
}
