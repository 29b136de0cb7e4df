import { withoutBuildIds } from './build-ids.js';
import { replaceTimes, type WrittenTime } from './times.js';

const HOUR = 3_600_000;
/** A step of a build that writes a file may have begun this long before. */
const STEP = HOUR;
/** What is listed was built within the last day, or taken from a cache. */
const DAY = 26 * HOUR;
const SLACK = 2000;
/** Zones reach from twelve hours behind UTC to fourteen ahead. */
const [WEST, EAST] = [12 * HOUR, 14 * HOUR];

/** When a file was written and when it is looked at, in milliseconds since 1970. */
export interface FileTimes {
  /** Null when it is not known. */
  readonly written: number | null;
  readonly now: number;
}

function ofBuild(time: WrittenTime, { written, now }: FileTimes): boolean {
  const [west, east] = time.zoned ? [0, 0] : [WEST, EAST];
  const within = (at: number, from: number, until: number): boolean =>
    at >= from - west - SLACK && at <= until + east + SLACK;
  return (
    time.dated &&
    time
      .readings(now)
      .some(
        ({ at }) => within(at, now - DAY, now) || (written !== null && within(at, written - STEP, written)),
      )
  );
}

/**
 * A text without what two builds of the same sources write differently: the times of the build, by the file's own time and
 * the clock, and the ids that frameworks draw. Any other time is content.
 */
export function withoutBuildVariation(text: string, times: FileTimes): string {
  return withoutBuildIds(replaceTimes(text, (time) => (ofBuild(time, times) ? '<varies>' : null)));
}
