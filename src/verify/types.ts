import type { ImageConfig } from '../dockerfile/types.js';
import type { FilesSummary } from './files.js';
import type { NamedCalls } from './named-calls.js';
import type { TimeSpan } from './time-of-run.js';

/** What was compared: the builds themselves, the image configs, the file systems, what programs need, what the app does. */
export type Check = 'build' | 'config' | 'files' | 'closure' | 'behaviour';

/**
 * How a finding counts. `different`: the images behave, or may behave, differently. `unsure`: it keeps the comparison from
 * proving anything. `allowed`: a difference that is right, with the reason why. `note`: worth a line, decides nothing.
 */
export type Weight = 'different' | 'unsure' | 'allowed' | 'note';

/** One thing that a comparison found. */
export interface Finding {
  readonly check: Check;
  /** Stable code of the finding, `V-…`; src/findings/codes.ts describes it. */
  readonly code: string;
  readonly weight: Weight;
  /** What it is about: a path, a config field, a request, a library. */
  readonly subject: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly because: string;
}

/** How one check ended: `skipped` says why in `because`. */
export interface CheckResult {
  readonly check: Check;
  readonly state: 'equal' | 'different' | 'unsure' | 'skipped';
  /** One line: what was compared, or why nothing was. */
  readonly because: string;
  readonly findings: readonly Finding[];
}

export type Verdict = 'equal' | 'different' | 'inconclusive';

/** What the dynamic loader reads of an ELF file. */
export interface ElfFacts {
  readonly machine: number;
  readonly bits: 32 | 64;
  /** The dynamic loader (PT_INTERP); null for a static program and for a library. */
  readonly interpreter: string | null;
  readonly needed: readonly string[];
  /** DT_RUNPATH, else DT_RPATH, split at colons, `$ORIGIN` as it stands. */
  readonly runpath: readonly string[];
  /** False when its dynamic section could not be read in one pass; then `needed` is not complete. */
  readonly complete: boolean;
  /** True for a program that Go's own compiler made. */
  readonly go?: boolean;
  /** What Go's linker notes of the build, as `go version -m` prints it. */
  readonly goBuild?: string;
  /** The sources of a program of Go that are of no module from elsewhere, by absolute path; absent without any. */
  readonly goSources?: readonly string[];
  /** True for a program of Go that can make temporary files. */
  readonly temporary?: boolean;
  /** True for a program of Go that asks for time zones by name, as far as its functions tell; absent when it cannot. */
  readonly zones?: boolean;
  /** True for a program of Go that holds all time zones. */
  readonly ownZones?: boolean;
}

/** One entry of an image's file system. Paths are absolute. */
export interface ListedFile {
  readonly kind: 'file' | 'directory' | 'symlink' | 'other';
  /** Permission bits with setuid, setgid and sticky: 0 to 0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes; 0 for what is no file. */
  readonly size: number;
  /** Digest of the content, for files alone. */
  readonly digest: string | null;
  /** Target of a symbolic link, as it stands. */
  readonly link: string | null;
  readonly elf: ElfFacts | null;
  /** The `#!` line without the two characters; null for any other file. */
  readonly script: string | null;
  /** Paths of system data that the content names, out of a fixed list (certificates, time zones, ...). */
  readonly names: readonly string[];
  /** Names of files and directories in the text of a small program, as `namedFiles` finds them; absent for any other file. */
  readonly mentions?: readonly string[];
  /** What the text of a small source calls by name; absent for any other file. */
  readonly calls?: NamedCalls;
  /** Absolute paths of the original that the content names outside of packages; the candidate's alone, absent without any. */
  readonly paths?: readonly string[];
  /**
   * The content, for a few small files that others depend on: users, groups, the loader's directories, and what an app
   * declares of its packages.
   */
  readonly text?: string;
  /** The file's capabilities (`security.capability`), as hexadecimal digits; absent without any. */
  readonly capability?: string;
  /** Digest of a small text file without what varies from build to build (dates, ids); absent for any other file. */
  readonly steady?: string;
  /** The same without its uuids; absent where it has none. */
  readonly unnamed?: string;
  /** True for a text of the app that was too long to be read for what varies. */
  readonly longText?: true;
}

/** Everything in an image, by absolute path. */
export type Listing = ReadonlyMap<string, ListedFile>;

/** A built image as the engine describes it. */
export interface BuiltImage {
  /** What the engine starts: a tag or an id. */
  readonly reference: string;
  readonly config: ImageConfig;
}

/** One request to a server, and how many times it may be repeated until it is answered is the runner's business. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** How both images are started, and what is asked of them. From the command line and `dockopt.config.yaml`. */
export interface RunPlan {
  /** Words after the image's name. Several runs for commands; one with no words when empty. */
  readonly runs: readonly (readonly string[])[];
  readonly env: Readonly<Record<string, string>>;
  readonly envFile: string | null;
  /** Further options of the engine's `run`, for both images alike. */
  readonly options: readonly string[];
  /** Seconds that a container that goes on is watched, from its start; 10 when left out. */
  readonly watched?: number;
  /** TCP ports of the container to ask; those that the image exposes when empty. */
  readonly ports: readonly number[];
  /** Requests to the first port; `GET /` when empty and there is a port. */
  readonly http: readonly HttpRequest[];
  /** Seconds that a server may take until it answers, and a command until it ends. */
  readonly wait: number;
}

export interface HttpAnswer {
  readonly request: HttpRequest;
  readonly port: number;
  /** Null when nothing answered. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Of the whole body, when `body` is a part of it. */
  readonly whole?: Whole;
  /** What further requests of the same kind got, one after the other and at last some time later; absent where none was made. */
  readonly repeated?: readonly HttpAnswer[];
}

/** What a server of another protocol than HTTP says first on a connection; '' when it waits to be spoken to. */
export interface Greeting {
  readonly port: number;
  readonly text: string;
}

/** A text of which only a part was kept. */
export interface Whole {
  readonly bytes: number;
  /** SHA-256, in hexadecimal digits; null when it was not read to its end. */
  readonly digest: string | null;
}

/** What one start of an image was seen to do. Texts are as they came; `run-variation.ts` takes what varies out of them. */
export interface Observation {
  /** Words after the image's name. */
  readonly args: readonly string[];
  /** `ended` by itself, `serving` (it answered on a port), `running` (up, without a port that answers), `failed` to start. */
  readonly state: 'ended' | 'serving' | 'running' | 'failed';
  /** Exit code when it ended by itself, else null. */
  readonly exitCode: number | null;
  /** TCP ports that something in the container listens on; null when that could not be read. */
  readonly listening: readonly number[] | null;
  /** UDP ports that something in the container waits on; null or absent when they could not be read. */
  readonly udp?: readonly number[] | null;
  /** Names of the processes that were there all the time, sorted; null or absent when the engine does not tell them. */
  readonly processes?: readonly string[] | null;
  /** On the ports that were asked and do not speak HTTP; absent when all do. */
  readonly greetings?: readonly Greeting[];
  /** Result of the image's health check (`healthy`, `unhealthy`, `starting`); null without one. */
  readonly health: string | null;
  readonly answers: readonly HttpAnswer[];
  readonly stdout: string;
  readonly stderr: string;
  /** How it ended on SIGTERM; null when it was not running any more. `seconds` is wall time. */
  readonly stop: {
    readonly exitCode: number | null;
    readonly seconds: number;
    readonly killed: boolean;
  } | null;
  /** Why it could not be started at all, in the engine's words; null otherwise. */
  readonly failure: string | null;
  /** When it ran, by the clock of this machine. Without it no time in its texts is taken for the time of the run. */
  readonly during?: TimeSpan;
  /** Of the whole outputs, when only their ends were kept. */
  readonly whole?: { readonly stdout?: Whole; readonly stderr?: Whole };
  /** What of it could not be seen, because the engine did not answer; the rest says nothing then. */
  readonly unseen?: string;
}

/** One program that ran in both images to see whether a run time finds what the app needs (`node`, `php`, `python`). */
export interface Smoke {
  readonly name: string;
  /** What is missing or wrong, one entry each: `express`, `gd`. */
  readonly missing: readonly string[];
  /** False when it could not be run. */
  readonly ran: boolean;
  /** False when it ran out of time or files: then something may be missing that `missing` does not name. */
  readonly complete: boolean;
}

/** Measured, in bytes. `compressed` is what a pull transfers (gzip, as a push makes it); null when not measured. */
export interface ImageMeasure {
  readonly bytes: number;
  readonly compressed: number | null;
  readonly layers: readonly LayerMeasure[];
  /** The stages that it is built from and that do not ship, without their base's layers. */
  readonly others: readonly StageMeasure[];
}

/** Bytes of a stage's own layers. */
export interface StageMeasure {
  readonly stage: string;
  readonly bytes: number;
}

export interface LayerMeasure {
  /** Name of the stage, or `base` for the layers of the base image. */
  readonly stage: string;
  /** What made it, in one line. */
  readonly createdBy: string;
  readonly bytes: number;
}

/** Wall-clock seconds of builds; null when that build was not made. */
export interface BuildTimes {
  /** With whatever the engine's cache held. */
  readonly first: number | null;
  /** Without any cache. */
  readonly cold: number | null;
  /** After one source file changed. */
  readonly changed: number | null;
}

export interface MeasuredSide {
  readonly size: ImageMeasure | null;
  readonly times: BuildTimes;
}

/** Everything that `dockopt verify` says. */
export interface Verification {
  readonly verdict: Verdict;
  /** One sentence: why this verdict. */
  readonly because: string;
  readonly engine: { readonly name: string; readonly version: string; readonly builder: string };
  /** Name of the file that was compared with the original. */
  readonly candidate: string;
  readonly checks: readonly CheckResult[];
  /** What became of the original's files, in numbers; null when the file systems were not compared. */
  readonly files: FilesSummary | null;
  readonly before: MeasuredSide;
  readonly after: MeasuredSide | null;
  /** What varies from run to run and was taken out before texts were compared, by kind: dates, ids, ports. */
  readonly normalised: readonly string[];
  /** The last lines of the log of a build or a start that failed; empty when none did. */
  readonly log: readonly string[];
}
