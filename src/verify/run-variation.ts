import { withoutBuildIds } from './build-ids.js';
import { isBuildTime, wordsForTime, type TimeSpan } from './time-of-run.js';
import { replaceTimes } from './times.js';

/** A text without what varies from run to run, and which kinds of that were found in it. */
export interface Steady {
  readonly text: string;
  readonly kinds: readonly string[];
  /** What stood in the places of values that look measured or drawn and may be settings, in their order. */
  readonly values: readonly string[];
}

interface Rule {
  readonly kind: string;
  /** True when it is never content: the form says what it is. */
  readonly sure?: true;
  readonly pattern: RegExp;
  /** What stands in the place; `$1` and so on are kept parts. */
  readonly put: string;
}

const RULES: readonly Rule[] = [
  // klog's thread.
  { kind: 'process ids', sure: true, pattern: /(?<=<time[^<>]* klog>) +\d+(?= )/g, put: ' <pid>' },
  // Whole seconds are as often a setting (`timeout 30s`), so they need a word that says that something was measured.
  {
    kind: 'durations',
    pattern: /(?<![\w.])[+-]?\d+(?:\.\d+)? ?(?:ns|µs|μs|us|ms|milliseconds?)\b/g,
    put: '<duration>',
  },
  {
    kind: 'durations',
    pattern: /(?<![\w.])(?:\d+h)?(?:\d+m)?\d+\.\d+ ?(?:s|secs?|seconds?)\b/g,
    put: '<duration>',
  },
  {
    kind: 'durations',
    pattern: /\b(in|took|after|elapsed:?|uptime:?) \d+ ?(?:s|secs?|seconds?|m|mins?|minutes?)\b/gi,
    put: '$1 <duration>',
  },
  {
    kind: 'durations',
    pattern:
      /\b((?:duration|elapsed|response_?time|latency|took|uptime)(?:_?ms|_?s|_?seconds)?"?\s*[:=]\s*"?)\d+(?:\.\d+)?/gi,
    put: '$1<duration>',
  },
  // Beside a host, as loggers write it, or of something that runs; alone it may name a product.
  {
    kind: 'process ids',
    sure: true,
    pattern: /("pid"\s*:\s*)\d+(?=,[^{}]{0,300}"hostname")/g,
    put: '$1<pid>',
  },
  {
    kind: 'process ids',
    sure: true,
    pattern: /("pid"(?<="hostname"[^{}]{0,300})\s*:\s*)\d+/g,
    put: '$1<pid>',
  },
  {
    kind: 'process ids',
    sure: true,
    pattern: /\b((?:worker|process|master|daemon|server|child)\b[ \w]{0,30}[ ([]pid(?: is)?\s*[:= ]\s*)\d+/gi,
    put: '$1<pid>',
  },
  { kind: 'process ids', pattern: /\b(pid"?(?: is)?\s*[:= ]\s*)\d+/gi, put: '$1<pid>' },
  { kind: 'process ids', sure: true, pattern: /\(node:\d+\)/g, put: '(node:<pid>)' },
  { kind: 'process ids', sure: true, pattern: /(?<=\] )\d+#\d+:/g, put: '<pid>:' },
  {
    kind: 'process ids',
    sure: true,
    pattern:
      /(?<!\w)\[\d+\](?= ?(?:\[|:|-)? ?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|LOG)\b)/g,
    put: '[<pid>]',
  },
  // syslog's; without its time in front it may be a place in a list.
  {
    kind: 'process ids',
    sure: true,
    pattern: /(?<=<time[^<>\n]*> (?:[\w.-]+ |<container> )?)([A-Za-z][\w.-]*)\[\d+\]:/g,
    put: '$1[<pid>]:',
  },
  { kind: 'process ids', pattern: /^([A-Za-z][\w.-]*)\[\d+\]:/gm, put: '$1[<pid>]:' },
  { kind: 'process ids', pattern: /\b(goroutine|child) \d+\b/g, put: '$1 <pid>' },
  {
    kind: 'process ids',
    pattern: /\b((?:worker|server|parent|master|manager|loader|reloader) process \[?)\d+\b/g,
    put: '$1<pid>',
  },
  {
    kind: 'request ids',
    pattern:
      /\b((?:x-)?(?:request|req|trace|span|correlation|transaction)[-_]?id"?\s*[:=]\s*"?)[\w.:/+=-]+(?=")/gi,
    put: '$1<id>',
  },
  {
    kind: 'request ids',
    pattern: /\b((?:x-)?(?:request|req|trace|span|correlation|transaction)[-_]?id\s*[:=]\s*)[\w.:/+=-]+/gi,
    put: '$1<id>',
  },
  // Go's monotonic clock.
  { kind: 'durations', pattern: / m=\+\d+\.\d+/g, put: '' },
  // Ids of other containers than the one that was looked at; a bare word of digits and letters may be a digest of content.
  {
    kind: 'container ids',
    pattern: /\b(container|containers\/|docker[/-])( ?)(?:[0-9a-f]{64}|[0-9a-f]{12})\b/g,
    put: '$1$2<container>',
  },
  {
    kind: 'addresses',
    pattern:
      /\b((?:\d{1,3}\.){3}\d{1,3}|localhost)(:| port )(?:3276[89]|327[7-9]\d|32[89]\d\d|3[3-9]\d{3}|[45]\d{4}|6\d{4})\b/gi,
    put: '$1$2<port>',
  },
  {
    kind: 'addresses',
    pattern: /\b(?:172\.(?:1[6-9]|2\d|3[01])|10\.88)\.\d{1,3}\.\d{1,3}\b/g,
    put: '<address>',
  },
  { kind: 'memory addresses', pattern: /\b0x[0-9a-f]{8,16}\b/gi, put: '<pointer>' },
  {
    kind: 'entity tags',
    pattern: /\b(etag"?\s*[:=]\s*)(?:W\/)?"[^"\n]{1,200}"/gi,
    put: '$1<etag>',
  },
];

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
/** What stands for the id of the container that was looked at, which is known and taken out where it is read. */
const OWN_CONTAINER = '<container>';

/** The run that a text is of. */
export interface RunContext {
  /** When it was; null takes no time out. */
  readonly during: TimeSpan | null;
  /** Times that are content: see `constantTimes`. */
  readonly constant?: ReadonlySet<string>;
  /** Times that may be of the builds, or content: see `doubtfulTimes`. */
  readonly doubtful?: ReadonlySet<string>;
}

/** Marks of values, by their numbers, in the private use area: no program prints them. */
const MARK = /\uE000(\d+)\uE001/g;

/**
 * Takes out of an output, a log or a response what differs between two runs of one image: the time of the run (not its
 * zone, nor its form), durations, process and container ids, request ids, ports that the system chose, addresses of
 * containers and of memory, entity tags; and the times and the ids that builds write. Other times, counts, prices,
 * versions, digests, uuids and chosen ports stay. `only` leaves what may be a setting as well (`timeout 500 ms`).
 */
export function steady(
  text: string,
  { during, constant, doubtful }: RunContext,
  only: 'sure' | 'all' = 'all',
): Steady {
  const kinds = new Set<string>();
  const taken: string[] = [];
  const mark = (found: string): string => `\uE000${taken.push(found) - 1}\uE001`;
  let left = replaceTimes(text, (time) => {
    const words = constant?.has(time.text) ? null : wordsForTime(time, during);
    const doubt = doubtful?.has(time.text) === true;
    if (words === null || (doubt && only === 'sure')) return null;
    kinds.add(isBuildTime(words) ? 'times of the builds' : 'dates and times');
    return doubt ? words + mark(time.text) : words;
  });
  for (const { kind, sure, pattern, put } of RULES) {
    if (only === 'sure' && sure !== true) continue;
    const after = left.replace(pattern, (found: string, ...groups: readonly unknown[]) => {
      kinds.add(kind);
      const words = put.replaceAll(/\$(\d)/g, (_, number: string) =>
        String(groups[Number(number) - 1] ?? ''),
      );
      return sure === true ? words : words + mark(found);
    });
    left = after;
  }
  const values: string[] = [];
  left = left.replaceAll(MARK, (_, number: string) => {
    values.push(taken[Number(number)] ?? '');
    return '';
  });
  if (left.includes(OWN_CONTAINER)) kinds.add('container ids');
  const built = withoutBuildIds(left);
  if (built !== left) kinds.add('ids of the builds');
  return { text: built, kinds: [...kinds].sort(), values };
}

/** A text without its uuids. Where they are content is not known: a second run tells it, or nothing. */
export function withoutUuids(text: string): string {
  return text.replace(UUID, '<uuid>');
}
