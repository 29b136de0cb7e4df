import { allCodes } from '../src/findings/codes.js';

const GROUPS: readonly (readonly [letter: string, title: string, meaning: string])[] = [
  [
    'E',
    'E: refused',
    'Something stands in the way of dividing the stage, so it stays as it is. The exit code is 3, and 4 for `E-PARSE`; it is 0 when a stage gets a name all the same.',
  ],
  [
    'H',
    'H: held',
    'Something is kept on purpose, because it is not proven that run time does without it. When nothing else is left to gain, the file is refused for it.',
  ],
  ['W', 'W: warnings', 'The rewrite is right, and something about the file or the result deserves a look.'],
  ['I', 'I: information', 'Worth knowing; nothing needs to be done.'],
  [
    'V',
    'V: verified',
    'What comparing both images on an engine found. Each finding says how it counts: a difference, something that keeps it from being proven, a difference that is right, or a remark.',
  ],
];

/** docs/codes.md: every code of the catalogue with its title, by kind. */
export function codesPage(): string {
  const parts = GROUPS.map(([letter, title, meaning]) => {
    const codes = allCodes().filter(({ code }) => code.startsWith(`${letter}-`));
    const width = Math.max(4, ...codes.map(({ code }) => code.length + 2));
    const titleWidth = Math.max(7, ...codes.map((each) => each.title.length));
    const row = (left: string, right: string): string =>
      `| ${left.padEnd(width)} | ${right.padEnd(titleWidth)} |`;
    const rows = codes.map(({ code, title: about }) => row(`\`${code}\``, about));
    const table = [row('code', 'meaning'), `| ${'-'.repeat(width)} | ${'-'.repeat(titleWidth)} |`, ...rows];
    return `## ${title}\n\n${meaning}\n\n${table.join('\n')}\n`;
  });
  return `# Codes\n\nReports name what they found by code. A refusal and a held thing say what would unlock more:\nan option to use, or an edit to make.\n\n${parts.join('\n')}`;
}
