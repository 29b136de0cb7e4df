/**
 * Ids that a framework draws anew in every build, and writes into its pages: two builds of one source differ in them, two
 * starts of one image do not. The first group is the id.
 */
const IDS: readonly RegExp[] = [
  // Next.js: 21 letters, in paths of its scripts, in `__NEXT_DATA__` and in the payload of the App Router.
  /\/_next\/(?:static|data)\/([\w-]{21})(?=[/"\\])/g,
  /\\?"(?:buildId|b)\\?":\\?"([\w-]{21})\\?"/g,
  // Nuxt: a uuid, in the page's settings and in the files that tell the browser of a new build.
  /\b(?:buildId|builds\/meta\/)\\?"?:?\\?"?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/g,
  /\{"id":"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})","timestamp":/g,
  // SvelteKit: the hash of the time of the build.
  /\b(__sveltekit_[a-z0-9]{4,12})\b/g,
];

/** A text with `<build>` for the ids of its build; the same text when it has none. */
export function withoutBuildIds(text: string): string {
  const ids = new Set<string>();
  for (const pattern of IDS) {
    for (const [, id] of text.matchAll(pattern)) if (id !== undefined) ids.add(id);
  }
  let left = text;
  for (const id of ids) left = left.replaceAll(id, '<build>');
  return left;
}
