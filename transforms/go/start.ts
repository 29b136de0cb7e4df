import { createContext } from '../../src/effects/analyse.js';
import type { Refusal } from '../../src/classify/types.js';
import type { Facts } from '../../src/transform/types.js';
import type { ShellWord } from '../../src/shell/types.js';
import type { GoBuild } from './builds.js';
import { readGoCall } from './commands/call.js';
import type { Consumers } from './consumers.js';
import type { Entry } from './entry.js';
import { convertGoRun, type GoRun } from './go-run.js';

export interface Started {
  readonly entry: Entry;
  /** Builds of the Dockerfile, and the one that replaces `go run`. */
  readonly builds: readonly GoBuild[];
  readonly run: GoRun | null;
  readonly refusals: readonly Refusal[];
}

function buildOf(facts: Facts, run: GoRun): GoBuild | null {
  const unit = facts.units.at(-1);
  if (!unit) return null;
  const words: ShellWord[] = (run.start.build ?? '')
    .split(' ')
    .map((text) => ({ text, value: text, glob: false, span: { start: 0, end: 0 } }));
  const context = createContext({
    cwd: facts.contract.workdir,
    user: facts.contract.user,
    home: '/root',
    env: (name) => unit.env[name],
    files: facts.files,
    table: {},
  });
  const call = readGoCall(words, context);
  if (!call) return null;
  return {
    call,
    unit,
    produced: [{ path: run.program, tree: false, dir: run.dir, only: run.only }],
    open: null,
  };
}

/** Judges the start command: what must be refused, and `go run` turned into a build. */
export function startFacts(
  facts: Facts,
  entry: Entry,
  builds: readonly GoBuild[],
  found: Consumers,
): Started {
  const refuse = (code: string, message: string, unlock: string): Started => ({
    entry,
    builds,
    run: null,
    refusals: [{ code, message, at: entry.at, unlock }],
  });
  const { contract } = facts;
  if (entry.kind === 'live-reload')
    return refuse(
      'E-DEVSERVER',
      `${entry.words[0] ?? ''} rebuilds the program while it runs: this image is for development`,
      'start the built program, or use another Dockerfile for production',
    );
  if (entry.kind === 'go-tool')
    return refuse(
      entry.words[1] === 'test' || entry.words[1] === 'vet' ? 'E-DEV-IMAGE' : 'E-COMPILER-AT-RUNTIME',
      `the container starts go ${entry.words[1] ?? ''}, which needs the Go tool chain`,
      'start the built program',
    );
  const inherited =
    (contract.setBy['cmd'] ?? null) === null && (contract.setBy['entrypoint'] ?? null) === null;
  if (inherited && facts.base?.repository === 'golang')
    return refuse(
      'E-ENTRY-UNKNOWN',
      'no CMD and no ENTRYPOINT: the image starts a shell in the builder',
      'say with CMD or ENTRYPOINT what the container runs',
    );
  if (entry.kind !== 'go-run') {
    const command = found.commands.find((each) =>
      /(?:^|[\s"'[,&;])go["',\s]+(?:run|test|build|generate)\b/.test(each.text),
    );
    if (command)
      return {
        entry,
        builds,
        run: null,
        refusals: [
          {
            code: 'E-CONSUMER',
            message: `${command.file}:${command.line} runs the Go tools in this image`,
            at: null,
            unlock: 'give that service the build stage as its target',
          },
        ],
      };
    return { entry, builds, run: null, refusals: [] };
  }
  if (!facts.context.complete)
    return refuse(
      'E-CONTEXT-MISSING',
      'whether the sources are mounted over it while it runs is not known without the build context',
      'give the build context with --context DIR',
    );
  const made = convertGoRun(facts, entry, found);
  if ('refusal' in made) return { entry, builds, run: null, refusals: [made.refusal] };
  const build = buildOf(facts, made.run);
  if (!build) return { entry, builds, run: null, refusals: [] };
  return {
    entry: { ...entry, kind: 'binary', path: made.run.program, evidence: made.run.start.evidence },
    builds: [...builds, build],
    run: made.run,
    refusals: [],
  };
}
