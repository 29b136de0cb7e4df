import { withoutBuildIds } from './build-ids.js';

/** A text without what varies from run to run, and which kinds of that were found in it. */
export interface Steady {
  readonly text: string;
  readonly kinds: readonly string[];
}

interface Rule {
  readonly kind: string;
  readonly pattern: RegExp;
  /** What stands in the place; `$1` and so on are kept parts. */
  readonly put: string;
}

const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*';
const CLOCK = '\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?';

/**
 * Time zones stay: an image that lost its time zone data prints the right moment in the wrong zone. A date without a
 * time of day stays too, as it is rather a release's than this run's.
 */
const times: readonly Rule[] = [
  // ISO 8601 and what databases print.
  String.raw`\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?`,
  // HTTP and mail headers.
  String.raw`\b${DAY}, \d{1,2}[ -]${MONTH}[ -]\d{2,4} ${CLOCK}`,
  // Common log format of nginx and Apache.
  String.raw`\b\d{1,2}/${MONTH}/\d{4}:${CLOCK}`,
  // JavaScript's Date.
  String.raw`\b${DAY} ${MONTH} \d{1,2} \d{4} ${CLOCK}`,
  // Go's log, nginx's error log; then the clocks of people's countries.
  String.raw`\b\d{4}/\d\d/\d\d ${CLOCK}`,
  String.raw`\b\d{1,2}[/.]\d{1,2}[/.]\d{4},? ${CLOCK}(?: [AP]M)?`,
].map((source) => ({ kind: 'dates and times', pattern: new RegExp(source, 'g'), put: '<time>' }));

const zoned: readonly Rule[] = [
  // ctime and date(1), with the zone between clock and year.
  {
    kind: 'dates and times',
    pattern: new RegExp(String.raw`\b${DAY} ${MONTH} +\d{1,2} ${CLOCK}( [A-Z]{2,5})? \d{4}\b`, 'g'),
    put: '<time>$1',
  },
  {
    kind: 'dates and times',
    pattern: new RegExp(String.raw`\b${MONTH} +\d{1,2} ${CLOCK}`, 'g'),
    put: '<time>',
  },
  // A clock alone says when only at the start of a line or in brackets; elsewhere it may be content.
  { kind: 'dates and times', pattern: new RegExp(String.raw`^${CLOCK}\b`, 'gm'), put: '<time>' },
  { kind: 'dates and times', pattern: new RegExp(String.raw`\[${CLOCK}(?: [AP]M)?\]`, 'g'), put: '[<time>]' },
  // klog: level, month and day, clock, thread.
  {
    kind: 'dates and times',
    pattern: /^([IWEF])\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ /gm,
    put: '$1 <time> ',
  },
  // Seconds or milliseconds since 1970, where the name says so.
  {
    kind: 'dates and times',
    pattern: /\b((?:time|timestamp|ts|now|iat|exp|date)"?\s*[:=]\s*"?)\d{10}(?:\d{3}|\.\d+)?\b/gi,
    put: '$1<time>',
  },
  { kind: 'dates and times', pattern: / m=\+\d+\.\d+/g, put: '' },
];

const others: readonly Rule[] = [
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
  { kind: 'process ids', pattern: /\b(pid"?(?: is)?\s*[:= ]\s*)\d+/gi, put: '$1<pid>' },
  { kind: 'process ids', pattern: /\(node:\d+\)/g, put: '(node:<pid>)' },
  { kind: 'process ids', pattern: /(?<=\] )\d+#\d+:/g, put: '<pid>:' },
  {
    kind: 'process ids',
    pattern: /\[\d+\](?= ?(?:\[|:|-)? ?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|LOG)\b)/g,
    put: '[<pid>]',
  },
  { kind: 'process ids', pattern: /\b([A-Za-z][\w.-]*)\[\d+\]:/g, put: '$1[<pid>]:' },
  { kind: 'process ids', pattern: /\b(goroutine|child) \d+\b/g, put: '$1 <pid>' },
  {
    kind: 'unique ids',
    pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
    put: '<uuid>',
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
  // A container's id, short as its host name has it; the digest of a file is longer and stays.
  { kind: 'container ids', pattern: /<container>/g, put: '<container>' },
  {
    kind: 'container ids',
    pattern: /\b(container|containers\/|docker[/-])( ?)[0-9a-f]{64}\b/g,
    put: '$1$2<container>',
  },
  {
    kind: 'container ids',
    pattern: /\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{12}\b/g,
    put: '<container>',
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

const RULES: readonly Rule[] = [...times, ...zoned, ...others];

/**
 * Takes out of an output, a log or a response what differs between two runs of one image: times of day (not their zones),
 * durations, process and container ids, uuids, request ids, ports that the system chose, addresses of containers and
 * of memory, entity tags; and the ids that some frameworks draw in every build. Counts, prices, versions, digests and chosen ports stay. `base` is the address that the server was
 * asked at (`http://127.0.0.1:49153`).
 */
export function steady(text: string, base?: string): Steady {
  const kinds = new Set<string>();
  let left = text;
  if (base !== undefined && base !== '' && left.includes(base)) {
    kinds.add('addresses');
    left = left.replaceAll(base, '<base>');
  }
  for (const { kind, pattern, put } of RULES) {
    pattern.lastIndex = 0;
    if (!pattern.test(left)) continue;
    kinds.add(kind);
    left = left.replace(pattern, put);
  }
  const built = withoutBuildIds(left);
  if (built !== left) kinds.add('ids of the build');
  return { text: built, kinds: [...kinds].sort() };
}
