/** Options of every command. `--keep` is a switch of verify, so the names that say what to keep differ. */
function shared(keep: string): string {
  return `
  --context DIR        build context (default: the Dockerfile's directory; none for -)
  --level LEVEL        safe, standard (default) or minimal
  --allow KIND,...     single kinds of change: nginx, libc, unwrap, static-go, scratch,
                       dev-server, non-root, cache-mounts
  --base IMAGE         the final base image to use, checked like any other
${keep}
  --target STAGE       the stage to rewrite (default: the last one)
  --build-arg N=V      as for docker build; may be repeated
  -h, --help           this text`;
}

const KEEP = `  --keep WHAT,...      absolute paths or packages that the final image must keep; --pin
                       is the same, in every command`;
const PIN = `  --pin WHAT,...       absolute paths or packages that the final image must keep, as
                       rewrite's --keep`;

const COMPARING = `
  --engine NAME        docker, podman or buildah (default: the first one that answers)
  --secret SPEC        as for docker build; may be repeated. So are --ssh SPEC and
  --platform PLATFORM
  --run 'ARGS'         start both images with these words, split as a shell does it, or a JSON
                       array of them; repeated for several commands. --run=--version for dashes
  -e, --env N=V        as for docker run; may be repeated. So is --env-file FILE
  --run-option WORD    one more word for the engine's run, as --run-option=--network=db
  --port PORT          a TCP port of the container to ask; may be repeated (default: those that
                       the image exposes)
  --http REQUEST       PATH, 'METHOD PATH' or 'METHOD PATH BODY'; may be repeated (default: /)
  --wait SECONDS       for a server to answer and a command to end (default: 30)
  --without PATH       of the image, left out on purpose; may be repeated. Any other file of the
                       app that is gone for no known reason leaves the comparison open
  --config FILE        default: dockopt.config.yaml beside FILE or above it in its repository
  --times              also build both without a cache, and again after a source file changed
  --no-pull-size       do not compress both images to measure what a pull transfers
  --keep-images        leave both images there in the end
  --progress MODE      auto (default), plain: with the builds' logs, or quiet`;

const CODES = `
Exit codes: 0 done, or nothing to gain; 2 usage, or no readable Dockerfile; 3 refused;
4 does not parse; 70 internal error; 130 interrupted.`;

const VERDICTS = `
Exit codes: 0 done: they are equal, or there is nothing to compare; 5 they differ; 6 it cannot be
said; 2 usage, no engine, or no readable Dockerfile; 3 refused, and 4 does not parse: no rewrite to
compare; 70 internal error; 130 interrupted.`;

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
  verify [FILE]        build the original and the rewrite on an engine, and compare the images

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
  --verify             build and compare both first, with the options of dockopt verify; what is
                       proven different is not written (5), what cannot be said is (6)
  --format FORMAT      text (default); dockerfile: the file to use and nothing else;
                       patch: for git apply; json: after docs/report.schema.json${shared(KEEP)}
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
  --format FORMAT      text (default) or json${shared(KEEP)}
${CODES}
`,
  ],
  [
    'verify',
    `Usage: dockopt verify [options] [FILE]

Builds FILE (default: Dockerfile; - is standard input) and dockopt's rewrite of it on a container
engine, compares config, files, libraries and behaviour of both images, and measures them. What it
made is removed in the end.

Options
  --candidate FILE     compare with this Dockerfile instead of the rewrite
  --candidate-target STAGE
                       its stage to build (default: --target)${COMPARING}
  --keep               the same as --keep-images
  --format FORMAT      text (default) or json, after docs/report.schema.json${shared(PIN)}
${VERDICTS}
`,
  ],
]);
