/**
 * What two builds of the same sources write differently: dates and times, and ids that are drawn anew. Longest first; each
 * is far from anything that a program does by accident, because a wrong match would hide a change.
 */
const VARYING: readonly RegExp[] = [
  // 2026-11-21T17:00:44.123Z, 2026-11-21 17:00:44 +0000
  /\b(?:19|20)\d\d-[01]\d-[0-3]\d[T ][0-2]\d:[0-5]\d(?::[0-6]\d(?:\.\d+)?)?(?:Z| ?[+-]\d\d:?\d\d)?/g,
  // Sat, 21 Nov 2026 17:00:44 GMT; Sat Nov 21 2026 17:00:44; Sat Nov 21 17:00:44 UTC 2026
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?:\d{1,2} )?(?:\d{4} )?[0-2]\d:[0-5]\d:[0-6]\d(?: [A-Z]{3,4})?(?: [+-]\d{4})?(?: \d{4})?/g,
  // 9f1c1d5e-8b1f-4c53-9a43-6a0c5a4ad7ab
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
  // Milliseconds and seconds since 1970, of the years 2020 to 2033
  /\b(?:1[6-9]\d{8}|1[6-9]\d{11})(?:\.\d+)?\b/g,
];

/** A text without the dates, times and drawn ids that differ between two builds of the same sources. */
export function withoutVarying(text: string): string {
  let steady = text;
  for (const pattern of VARYING) steady = steady.replace(pattern, '<varies>');
  return steady;
}
