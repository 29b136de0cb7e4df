import { timesIn, type WrittenTime } from './times.js';

/** A stretch of time, in milliseconds since 1970. */
export interface TimeSpan {
  readonly from: number;
  readonly until: number;
}

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
/** Clocks tick on between two readings, and are rounded. */
const SLACK = 1500;
/** How long before a start an image may have been built. */
const BUILT = 26 * 60 * MINUTE;
/** How long before its run something was built for it. */
const RECENT = 45 * MINUTE;
/** How far apart two images of one comparison are built. */
const APART = 60 * MINUTE;
/** West of UTC, in minutes: local times that are behind, as zones have it. */
const BEHIND: readonly number[] = [
  ...Array.from({ length: 12 }, (_, index) => -60 * (index + 1)),
  -570,
  -210,
  -150,
];

function offsetLabel(milliseconds: number): string {
  if (milliseconds === 0) return '';
  const minutes = Math.abs(milliseconds) / MINUTE;
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${milliseconds < 0 ? '-' : '+'}${days > 0 ? `${days}d` : ''}${two(hours)}:${two(minutes % 60)}`;
}

/** How far a time is from a run: nothing, a time zone, or what somebody added to it (an expiry); null when it is of no run. */
function offsetFrom(at: number, time: WrittenTime, during: TimeSpan): number | null {
  const fits = (offset: number): boolean =>
    at - offset + time.precision > during.from - SLACK && at - offset <= during.until + SLACK;
  if (fits(0)) return 0;
  if (at > during.until) {
    const ahead = Math.floor((at + time.precision - during.from + SLACK) / QUARTER) * QUARTER;
    return fits(ahead) ? ahead : null;
  }
  if (time.zoned) return null;
  const behind = BEHIND.find((minutes) => fits(minutes * MINUTE));
  return behind === undefined ? null : behind * MINUTE;
}

/** A build ends at any second; what is on a quarter of an hour was set by somebody (the start of a day). */
function ofBuild(at: number, during: TimeSpan): boolean {
  return at < during.from && at > during.from - BUILT && at % QUARTER !== 0;
}

/**
 * What stands in the place of a time that one run wrote: `<time …>` with the form and how far it is off, so that a lost
 * time zone or another form of the date is still there; `<build time …>` for the last day before the run, as two builds
 * write their own times. Null for any other time, which is content.
 */
export function wordsForTime(time: WrittenTime, during: TimeSpan | null): string | null {
  if (during === null) return null;
  const readings = time.readings((during.from + during.until) / 2);
  for (const { at, layout } of readings) {
    const offset = offsetFrom(at, time, during);
    if (offset !== null) return `<time${offsetLabel(offset)} ${layout}>`;
  }
  const built = time.dated ? readings.find(({ at }) => ofBuild(at, during)) : undefined;
  return built === undefined ? null : `<build time ${built.layout}>`;
}

/** True for what `wordsForTime` puts in the place of a time of a build. */
export function isBuildTime(words: string): boolean {
  return words.startsWith('<build');
}

/** What one run wrote, and when it ran. */
interface Written {
  readonly text: string;
  readonly during: TimeSpan | null;
}

interface BuildTime {
  readonly text: string;
  readonly at: number;
  readonly recent: boolean;
}

function buildTimes({ text, during }: Written): readonly BuildTime[] {
  if (during === null) return [];
  return timesIn(text).flatMap((time) => {
    if (!isBuildTime(wordsForTime(time, during) ?? '')) return [];
    const built = time.readings((during.from + during.until) / 2).find(({ at }) => ofBuild(at, during));
    if (built === undefined) return [];
    return { text: time.text, at: built.at, recent: built.at > during.from - RECENT };
  });
}

/**
 * Times of the last day that may be of the builds and may be content. Two images that are compared are built for it, one at
 * least, or both come from the cache of another comparison and were built together then; two times that are neither were
 * perhaps written by somebody.
 */
export function doubtfulTimes(before: Written, after: Written): ReadonlySet<string> {
  const others = buildTimes(after);
  const doubtful = buildTimes(before).flatMap((time, index) => {
    const other = others[index];
    if (other === undefined || time.text === other.text || time.recent || other.recent) return [];
    return Math.abs(time.at - other.at) > APART ? [time.text, other.text] : [];
  });
  return new Set(doubtful);
}

/**
 * Times that stand in the texts of two runs as they are and would be taken for two things: they belong to no run. `before`
 * and `after` say when each of them ran.
 */
export function constantTimes(before: Written, after: Written): ReadonlySet<string> {
  const there = new Set(timesIn(before.text).map(({ text }) => text));
  const constant = new Set<string>();
  for (const time of timesIn(after.text)) {
    if (!there.has(time.text)) continue;
    if (wordsForTime(time, before.during) !== wordsForTime(time, after.during)) constant.add(time.text);
  }
  return constant;
}
