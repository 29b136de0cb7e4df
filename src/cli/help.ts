const SHARED = `
  --context DIR        build context (default: the Dockerfile's directory; none for -)
  --level LEVEL        safe, standard (default) or minimal
  --allow KIND,...     single kinds of change: nginx, libc, unwrap, static-go, scratch,
                       dev-server, non-root, cache-mounts
  --base IMAGE         the final base image to use, checked like any other
  --keep WHAT,...      absolute paths or packages that the final image must keep
  --target STAGE       the stage to rewrite (default: the last one)
  --build-arg N=V      as for docker build; may be repeated
  -h, --help           this text`;

const CODES = `
Exit codes: 0 done, or nothing to gain; 2 usage, or no readable Dockerfile; 3 refused;
4 does not parse; 70 internal error; 130 interrupted.`;

/** Help texts by command; the empty name is `dockopt --help`. */
export const help: ReadonlyMap<string, string> = new Map([
  [
    '',
    `dockopt turns the Dockerfile that you have into the multi-stage one that an expert would have
written.

Usage: dockopt COMMAND [options] [FILE]

Commands
  rewrite [FILE]       rewrite a Dockerfile; prints the report with the diff, changes nothing
  explain [FILE]       what every line is for, how sure that is, and which plans were tried

  -h, --help           this text, or a command's: dockopt rewrite --help
  --version            the version
${CODES}
`,
  ],
  [
    'rewrite',
    `Usage: dockopt rewrite [options] [FILE]

Rewrites FILE (default: Dockerfile; - is standard input) and prints what was done and why, the sizes
and the diff. Nothing is written unless --write or -o says so.

Options
  --write              write the result to FILE itself
  --force              with --write: also when git does not hold FILE as it is
  -o, --output FILE    write the file to use to another place; nothing when refused
  --format FORMAT      text (default); dockerfile: the file to use and nothing else;
                       patch: for git apply; json: after docs/report.schema.json${SHARED}
${CODES}

NO_COLOR=1 turns colours off, FORCE_COLOR=1 turns them on; COLUMNS sets the width.
`,
  ],
  [
    'explain',
    `Usage: dockopt explain [options] [FILE]

Shows, line by line, what FILE (default: Dockerfile; - is standard input) needs at build time and
at run time, why and how sure that is, the plans that were tried, and what would unlock those that
failed.

Options
  --format FORMAT      text (default) or json${SHARED}
${CODES}
`,
  ],
]);
