/** npm and pnpm print what they start in two lines: `> app@1.0.0 start` and `> node server.js`. */
const BANNER = /^\n?> \S+@\d\S* \S.*\n> .*\n\n?/gm;

/** News of npm's and yarn's own that come and go, and what they print around the program that they start. */
const OWN_LINE =
  /^> \S+@\d\S* \S|^npm notice|^npm (?:ERR!|error) (?:A complete log|\s*\/.*_logs\/|\s*$)|^yarn run v|^\$ |^Done in |^info Visit https:\/\/yarnpkg/;

/** An output without the lines by which a package manager says what it starts. */
export function withoutBanner(text: string): string {
  return text.replaceAll(BANNER, '');
}

/** True for a line of a log that a package manager says of itself. */
export function isPackageManagerLine(line: string): boolean {
  return OWN_LINE.test(line);
}
