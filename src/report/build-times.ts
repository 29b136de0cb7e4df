import type { BuildTimes, Verification } from '../verify/types.js';

/** Seconds for people: `0.8 s`, `42 s`, `3 min 5 s`. */
export function seconds(value: number): string {
  if (value < 9.95) return `${value.toFixed(1)} s`;
  const whole = Math.round(value);
  return whole < 120 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Wall-clock times of the builds of both; only builds that were made have a row. */
export function timesTable({ before, after }: Verification): readonly string[] {
  const rows: readonly (readonly [name: string, time: (times: BuildTimes) => number | null])[] = [
    ['now, a cache may help', (it) => it.first],
    ['without a cache', (it) => it.cold],
    ['after a source file changed', (it) => it.changed],
  ];
  const cell = (value: number | null | undefined): string =>
    typeof value === 'number' ? seconds(value) : '-';
  const shown = rows
    .map(([name, time]) => ({
      name,
      before: cell(time(before.times)),
      after: cell(after && time(after.times)),
    }))
    .filter((row) => row.before !== '-' || row.after !== '-');
  if (shown.length === 0) return [];
  const all = [{ name: 'wall clock', before: 'before', after: 'after' }, ...shown];
  const [name, left, right] = [
    Math.max(...all.map((row) => row.name.length)),
    Math.max(...all.map((row) => row.before.length)),
    Math.max(...all.map((row) => row.after.length)),
  ];
  return all.map(
    (row) => `  ${row.name.padEnd(name)}  ${row.before.padStart(left)}  ${row.after.padStart(right)}`,
  );
}
