import { isPackageManagerLine, withoutBanner } from './package-manager.js';
import { steady, withoutUuids } from './run-variation.js';
import { constantTimes, type TimeSpan } from './time-of-run.js';

const ERROR =
  /\b(?:error|errors|exception|fatal|panic|traceback|cannot|can't|could not|couldn't|unable|fail(?:ed|s|ure)?|not found|no such|missing|denied|refused|undefined|unknown|warn(?:ing)?|deprecated)\b/i;
const NAMED_ERROR = /\w(?:Error|Exception|Warning)\b/;
/** Names of system errors, as errno(3) has them, and those that Node.js and getaddrinfo(3) add. */
const ERRNO =
  /\b(?:E2BIG|EACCES|EADDRINUSE|EADDRNOTAVAIL|EAFNOSUPPORT|EAGAIN|EAI_[A-Z]+|EALREADY|EBADF|EBUSY|ECANCELED|ECHILD|ECONNABORTED|ECONNREFUSED|ECONNRESET|EDESTADDRREQ|EDQUOT|EEXIST|EFAULT|EFBIG|EHOSTUNREACH|EINTR|EINVAL|EIO|EISCONN|EISDIR|ELOOP|EMFILE|EMSGSIZE|ENAMETOOLONG|ENETDOWN|ENETUNREACH|ENFILE|ENOBUFS|ENODEV|ENOENT|ENOEXEC|ENOLCK|ENOMEM|ENOSPC|ENOSYS|ENOTCONN|ENOTDIR|ENOTEMPTY|ENOTFOUND|ENOTSUP|ENOTTY|ENXIO|EOPNOTSUPP|EOVERFLOW|EPERM|EPIPE|EPROTO|EROFS|ESPIPE|ESRCH|ESTALE|ETIMEDOUT|ETXTBSY|EXDEV)\b/;

const MISSING =
  /cannot find|can't find|could not find|no such file|not found|no module named|cannot import|error while loading shared|cannot open|undefined (?:function|symbol|method)|\bENOENT\b|\bEACCES\b|\bEROFS\b|permission denied|read-only file system|x509|certificate|unknown time ?zone|zoneinfo|not loadable|unable to load/i;

/** A stack's frames name places inside a run time, which another patch release of it may move. */
const FRAME = /^\s+(?:at |File "|from |\.\.\. \d+ more|#\d+ )|^\s*#\d+ /;

/** True for a line that tells of an error, a warning or something missing. */
export function isErrorLine(line: string): boolean {
  return ERROR.test(line) || NAMED_ERROR.test(line) || ERRNO.test(line);
}

/** True for a line that says that a file, module, library, right or kind of data is not there. */
export function isMissingLine(line: string): boolean {
  return MISSING.test(line);
}

/** What one run wrote, and when it ran. */
export interface LogText {
  readonly text: string;
  readonly during: TimeSpan | null;
}

interface Log {
  readonly lines: ReadonlySet<string>;
  readonly kinds: readonly string[];
}

function read({ text, during }: LogText, constant?: ReadonlySet<string>): Log {
  const { text: left, kinds } = steady(withoutBanner(text), { during, constant });
  const named = withoutUuids(left);
  const kept = new Set<string>();
  for (const line of named.split('\n')) {
    const trimmed = line.trimEnd();
    if (trimmed === '' || FRAME.test(line) || isPackageManagerLine(trimmed)) continue;
    kept.add(trimmed);
  }
  return { lines: kept, kinds: named === left ? kinds : [...kinds, 'unique ids'] };
}

/**
 * The lines of a log that tell images apart: steady, without blank ones, stack frames and what package managers say of
 * themselves; each once, so that order and repetition (retries, concurrent processes) mean nothing.
 */
export function logLines(log: LogText): ReadonlySet<string> {
  return read(log).lines;
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
  /** What was taken out to compare them. */
  readonly normalised: readonly string[];
}

/**
 * Compares logs as sets of lines. `again` is a second run of the original, null without one; `pick` chooses the lines that
 * count. A line whose numbers change inside the original's own runs (`heartbeat 1`, `heartbeat 2`) counts without its
 * numbers.
 */
export function compareLogs(
  before: LogText,
  after: LogText,
  again: LogText | null,
  pick: (lines: ReadonlySet<string>) => ReadonlySet<string> = (lines) => lines,
): LogDifference {
  if (before.text === after.text) return { added: [], gone: [], normalised: [] };
  const constant = constantTimes(before, after);
  const [left, right] = [read(before, constant), read(after, constant)];
  const [first, other] = [pick(left.lines), pick(right.lines)];
  const second = again === null ? null : pick(read(again, constant).lines);
  const either = new Set([...first, ...(second ?? [])]);
  const values = new Map<string, number>();
  for (const line of either) values.set(shape(line), (values.get(shape(line)) ?? 0) + 1);
  const counting = (line: string): boolean => (values.get(shape(line)) ?? 0) > 1;
  const shapes = new Set([...other].map(shape));
  return {
    added: [...other].filter((line) => !either.has(line) && !counting(line)),
    gone: [...first].filter(
      (line) =>
        !other.has(line) && (second?.has(line) ?? true) && !(counting(line) && shapes.has(shape(line))),
    ),
    normalised: [...new Set([...left.kinds, ...right.kinds])],
  };
}
