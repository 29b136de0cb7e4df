import { absolutePath } from '../../../src/project/path.js';
import type { ImageView } from '../../../src/project/types.js';
import type { ProcessKind } from './kinds.js';
import type { Word } from './start-words.js';

/** A program that run time starts, with its arguments, after every wrapper and script has been taken off. */
export interface StartedProcess {
  readonly program: string;
  /** Arguments as far as known; others as written. */
  readonly args: readonly string[];
  readonly kind: ProcessKind;
  readonly cwd: string;
  /** True inside `if`, `case`, `||`: it may never run. */
  readonly conditional: boolean;
  /** True when it is looked up in node_modules/.bin first. */
  readonly fromTree: boolean;
  /** What led here: `npm start`, `docker-entrypoint.sh`. */
  readonly through: readonly string[];
}

/** Everything that starting the container runs. */
export interface Trail {
  readonly processes: StartedProcess[];
  /** External programs by name or absolute path, with what starts them. */
  readonly programs: Map<string, string>;
  /** Absolute paths of scripts and files named by the start. */
  readonly paths: Map<string, string>;
  /** Modules preloaded by -r, --import, NODE_OPTIONS. */
  readonly preloads: Map<string, string>;
  /** What could not be followed. */
  readonly unclear: string[];
  /** Node packages fetched when the container starts (npx without an install). */
  readonly fetched: string[];
  readonly scriptsRun: Set<string>;
  shell: boolean;
  /** Commands left to follow: scripts that call each other several times would branch without end. */
  budget: number;
}

/** A trail on which nothing has been met, to be filled by a walk. */
export function emptyTrail(): Trail {
  return {
    processes: [],
    programs: new Map(),
    paths: new Map(),
    preloads: new Map(),
    unclear: [],
    fetched: [],
    scriptsRun: new Set(),
    shell: false,
    budget: 2000,
  };
}

/** Where a walk stands. */
export interface Position {
  readonly cwd: string;
  readonly conditional: boolean;
  /** node_modules/.bin is on PATH: in npm scripts, below npx. */
  readonly tree: boolean;
  readonly through: readonly string[];
  /** What "$@" stands for. */
  readonly rest: readonly Word[];
  readonly depth: number;
  /** Functions of the script and of what it sources: their bodies are walked where they are defined. */
  readonly functions?: Set<string>;
  /** True in a script that another one sources: its functions are the other's as well. */
  readonly sourced?: boolean;
  /** The script's own path, which `$0` stands for in it. */
  readonly script?: string;
  /** Scripts with their arguments that are being walked: `exec gosu node "$0" "$@"` starts nothing else. */
  readonly walking?: readonly string[];
}

/** What a walk may look at. */
export interface Surroundings {
  readonly files: ImageView;
  readonly env: (name: string) => string | undefined;
  /** Who puts a file there that cannot be read: a RUN, or a COPY from another stage; null when nobody does. */
  readonly made?: (path: string) => 'run' | 'stage' | null;
}

/** An absolute path of a word seen from a directory; null when the word is not known. */
export function absolute(cwd: string, path: string | null | undefined): string | null {
  if (path === null || path === undefined || path === '') return null;
  return absolutePath(path, cwd);
}

/** Adds a process to the trail. */
export function addProcess(
  trail: Trail,
  kind: ProcessKind,
  program: string,
  args: readonly Word[],
  at: Position,
  fromTree: boolean,
): void {
  const process: StartedProcess = {
    program,
    args: args.map((word) => word.value ?? word.text),
    kind,
    cwd: at.cwd,
    conditional: at.conditional,
    fromTree,
    through: at.through,
  };
  trail.processes.push(process);
}
