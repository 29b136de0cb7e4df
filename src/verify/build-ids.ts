/**
 * Ids that a framework draws anew in every build, and writes into its pages: two builds of one source differ in them, two
 * starts of one image do not. The first group is the id.
 */
const IDS: readonly RegExp[] = [
  // Next.js: 21 letters in the paths of its scripts.
  /\/_next\/(?:static|data)\/([\w-]{21})(?=[/"\\])/g,
  // Nuxt: a uuid, in the page's settings and in the files that tell the browser of a new build.
  /\b(?:buildId|builds\/meta\/)\\?"?:?\\?"?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/g,
  /\{"id":"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})","timestamp":/g,
  // SvelteKit: the hash of the time of the build.
  /\b(__sveltekit_[a-z0-9]{4,12})\b/g,
];

/** Next.js' 21 letters in `__NEXT_DATA__` and in the payload of the App Router, where the key is a mere `b`. */
const NEXT_ID = /\\?"(buildId|b)\\?":\\?"([\w-]{21})\\?"/g;
/** What stands in pages of Next.js and in what React sends to them; in any other text, `b` may be anything. */
const OF_NEXT = /__next_f|__NEXT_DATA__|\/_next\/|\$Sreact\.|static\/chunks\//;
/** Parts of a name that a person reads at once. */
const PARTS = /[A-Z]?[a-z]+|[A-Z]+|\d+/g;
/** Of 21 letters that nanoid draws out of 64, one id in a thousand has fewer parts; names of words have five at most. */
const FEWEST_PARTS = 6;

/** True for an id that was drawn, and no name made of words. */
function isDrawn(id: string): boolean {
  return /[a-z]/.test(id) && /[A-Z]/.test(id) && (id.match(PARTS) ?? []).length >= FEWEST_PARTS;
}

/** A text with `<build>` for the ids of its build; the same text when it has none. */
export function withoutBuildIds(text: string): string {
  const ids = new Set<string>();
  for (const pattern of IDS) {
    for (const [, id] of text.matchAll(pattern)) if (id !== undefined) ids.add(id);
  }
  const next = OF_NEXT.test(text);
  for (const [, key, id] of text.matchAll(NEXT_ID))
    if (id !== undefined && (next || key === 'buildId') && isDrawn(id)) ids.add(id);
  let left = text;
  for (const id of ids) left = left.replaceAll(id, '<build>');
  return left;
}
