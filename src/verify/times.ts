/** One way to read a time, as if it were in UTC where no zone stands beside it. */
export interface Reading {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The form that it is written in: two images that write one moment in two forms differ. */
  readonly layout: string;
}

/** A time as it stands in a text. */
export interface WrittenTime {
  readonly text: string;
  readonly index: number;
  /** How exact it is, in milliseconds. */
  readonly precision: number;
  /** True when its zone is known. */
  readonly zoned: boolean;
  /** True when its year stands there. */
  readonly dated: boolean;
  /** What it may mean for somebody who reads it at `now`: the day or the year may be missing, or day and month be in either order. */
  readonly readings: (now: number) => readonly Reading[];
}

type Parts = Readonly<Record<string, string | undefined>>;

interface Form {
  readonly pattern: RegExp;
  readonly layouts: (parts: Parts) => readonly Layout[];
}

/** Order of the parts; the names of the groups that are day and month. */
interface Layout {
  readonly layout: string;
  readonly day: string | null;
  readonly month: string | null;
}

const DAY_MS = 86_400_000;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*';
const MONTH = '(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*';
const CLOCK = String.raw`(?<h>\d{1,2}):(?<m>\d\d):(?<s>\d\d)(?:[.,]\d+)?`;
const HALF_DAY = String.raw`(?:[ \u202f](?<half>[AP]M))?`;
const ZONE = String.raw`(?=(?<zone>Z\b|[+-]\d\d(?::?\d\d)?\b| (?:[+-]\d{4}|(?:GMT|UTC)(?:[+-]\d{4})?)(?!\w))?)`;

function form(
  source: string,
  layout: string | ((parts: Parts) => readonly Layout[]),
  flags: 'g' | 'gm' = 'g',
): Form {
  const fixed = (text: string): readonly Layout[] => [{ layout: text, day: 'd', month: 'month' }];
  return {
    pattern: new RegExp(source, flags),
    layouts: typeof layout === 'string' ? () => fixed(layout) : layout,
  };
}

const FORMS: readonly Form[] = [
  // ISO 8601 and what databases print.
  form(
    String.raw`\b(?<y>\d{4})-(?<month>\d\d)-(?<d>\d\d)(?<gap>[T ])(?<h>\d\d):(?<m>\d\d)(?::(?<s>\d\d)(?:[.,]\d+)?)?${ZONE}`,
    ({ gap, s }) => [
      { layout: `Y-M-D${gap ?? ' '}h:m${s === undefined ? '' : ':s'}`, day: 'd', month: 'month' },
    ],
  ),
  // HTTP and mail headers; cookies of old servers.
  form(
    String.raw`\b${DAY}, (?<d>\d{1,2})(?<gap>[ -])${MONTH}[ -](?<y>\d{4}) ${CLOCK}${ZONE}`,
    ({ gap = ' ' }) => [{ layout: `Day, D${gap}Mon${gap}Y h:m:s`, day: 'd', month: 'month' }],
  ),
  // Common log format of nginx and Apache.
  form(String.raw`\b(?<d>\d{1,2})/${MONTH}/(?<y>\d{4}):${CLOCK}${ZONE}`, 'D/Mon/Y:h:m:s'),
  // PHP's log, and that of its FPM.
  form(String.raw`(?<=\[)(?<d>\d{1,2})-${MONTH}-(?<y>\d{4}) ${CLOCK}${ZONE}`, 'D-Mon-Y h:m:s'),
  // JavaScript's Date.
  form(String.raw`\b${DAY} ${MONTH} (?<d>\d{1,2}) (?<y>\d{4}) ${CLOCK}${ZONE}`, 'Day Mon D Y h:m:s'),
  // ctime and date(1), with the zone between clock and year.
  form(
    String.raw`\b${DAY} ${MONTH} +(?<d>\d{1,2}) ${CLOCK}(?<inner> [A-Z]{2,5})? (?<y>\d{4})\b`,
    ({ inner = '' }) => [{ layout: `Day Mon D h:m:s${inner} Y`, day: 'd', month: 'month' }],
  ),
  // Go's log, nginx's error log.
  form(String.raw`\b(?<y>\d{4})/(?<month>\d\d)/(?<d>\d\d) ${CLOCK}${ZONE}`, 'Y/M/D h:m:s'),
  // The clocks of people's countries.
  form(
    String.raw`\b(?<a>\d{1,2})(?<gap>[/.])(?<b>\d{1,2})[/.](?<y>\d{4})(?<comma>,?) ${CLOCK}${HALF_DAY}`,
    ({ gap = '/', comma = '', half }) => {
      const rest = `${gap}Y${comma} h:m:s${half === undefined ? '' : ' 12h'}`;
      return [
        { layout: `M${gap}D${rest}`, day: 'b', month: 'a' },
        { layout: `D${gap}M${rest}`, day: 'a', month: 'b' },
      ];
    },
  ),
  // syslog.
  form(String.raw`\b${MONTH} +(?<d>\d{1,2}) ${CLOCK}`, 'Mon D h:m:s'),
  // klog: level, month and day, clock.
  form(String.raw`(?<=^[IWEF])(?<month>\d\d)(?<d>\d\d) (?<h>\d\d):(?<m>\d\d):(?<s>\d\d)\.\d+`, 'klog', 'gm'),
  // A clock alone says when only at the start of a line or in brackets; elsewhere it may be content.
  form(String.raw`^${CLOCK}\b`, () => [{ layout: 'h:m:s', day: null, month: null }], 'gm'),
  form(String.raw`(?<=\[)${CLOCK}${HALF_DAY}(?=\])`, ({ half }) => [
    { layout: half === undefined ? 'h:m:s' : 'h:m:s 12h', day: null, month: null },
  ]),
];

/** Seconds since 1970 of the years 2020 to 2033, or milliseconds, microseconds, nanoseconds. */
const COUNTED = /(?<![\w.])(1[6-9]\d{8})((?:\d{3}){0,3})(?:\.\d+)?(?!\w)/g;

function monthOf(text: string): number {
  const named = MONTHS.indexOf(text);
  return named === -1 || /^\d/.test(text) ? Number(text) - 1 : named / 3;
}

function zoneMinutes(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function clockMs(parts: Parts): number | null {
  const [h, m, s] = [Number(parts['h']), Number(parts['m']), Number(parts['s'] ?? 0)];
  if (h > 23 || m > 59 || s > 60) return null;
  const half = parts['half'];
  const hour = half === undefined ? h : (h % 12) + (half === 'PM' ? 12 : 0);
  return ((hour * 60 + m) * 60 + s) * 1000;
}

/** The candidate that is nearest to a moment. */
function nearest(candidates: readonly number[], now: number): number {
  return candidates.reduce((best, each) => (Math.abs(each - now) < Math.abs(best - now) ? each : best));
}

function midnight({ day, month }: Layout, parts: Parts, now: number, clock: number): number | null {
  if (day === null || month === null) {
    const today = Math.floor(now / DAY_MS) * DAY_MS;
    return (
      nearest(
        [today, today - DAY_MS, today + DAY_MS].map((each) => each + clock),
        now,
      ) - clock
    );
  }
  const [d, m] = [Number(parts[day]), monthOf(parts[month] ?? '')];
  if (!(d >= 1 && d <= 31 && m >= 0 && m <= 11)) return null;
  const year = parts['y'];
  if (year !== undefined) return Date.UTC(Number(year), m, d);
  const around = new Date(now).getUTCFullYear();
  return nearest(
    [around, around - 1, around + 1].map((each) => Date.UTC(each, m, d)),
    now,
  );
}

function written(match: RegExpMatchArray, { layouts }: Form): WrittenTime | null {
  const parts: Parts = match.groups ?? {};
  const clock = clockMs(parts);
  if (clock === null) return null;
  const inner = /^ (?:UTC|GMT)$/.test(parts['inner'] ?? '') ? 'UTC' : undefined;
  const zone = zoneMinutes(parts['zone'] ?? inner);
  return {
    text: match[0],
    index: match.index ?? 0,
    precision: parts['s'] === undefined ? 60_000 : 1000,
    zoned: zone !== null,
    dated: parts['y'] !== undefined,
    readings: (now) =>
      layouts(parts).flatMap((layout) => {
        const day = midnight(layout, parts, now, clock);
        if (day === null || !Number.isFinite(day)) return [];
        return [{ at: day + clock - (zone ?? 0) * 60_000, layout: layout.layout }];
      }),
  };
}

function counted(match: RegExpMatchArray): WrittenTime {
  const [text, seconds = '0', more = ''] = match;
  const at = Number(seconds) * 1000 + Number(more.slice(0, 3));
  const layout = ['s', 'ms', 'us', 'ns'][more.length / 3] ?? 's';
  return {
    text,
    index: match.index ?? 0,
    precision: more === '' ? 1000 : 1,
    zoned: true,
    dated: true,
    readings: () => [{ at, layout: `1970+${layout}` }],
  };
}

/** What every form has: most texts have none. */
const HINT = /\d:\d\d|1[6-9]\d{8}/;

/** Every time of day in a text, in its order, in the forms that logs, servers and people use. */
export function timesIn(text: string): readonly WrittenTime[] {
  if (!HINT.test(text)) return [];
  const found: WrittenTime[] = [];
  for (const each of FORMS) {
    for (const match of text.matchAll(each.pattern)) {
      const time = written(match, each);
      if (time) found.push(time);
    }
  }
  for (const match of text.matchAll(COUNTED)) found.push(counted(match));
  found.sort((a, b) => a.index - b.index || b.text.length - a.text.length);
  let end = 0;
  return found.filter((time) => {
    if (time.index < end) return false;
    end = time.index + time.text.length;
    return true;
  });
}

/** A text with other words for its times; those for which `put` has none stay. */
export function replaceTimes(text: string, put: (time: WrittenTime) => string | null): string {
  let left = '';
  let end = 0;
  for (const time of timesIn(text)) {
    const words = put(time);
    if (words === null) continue;
    left += text.slice(end, time.index) + words;
    end = time.index + time.text.length;
  }
  return left + text.slice(end);
}
