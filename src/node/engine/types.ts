import type { Readable } from 'node:stream';
import type { ImageConfig } from '../../dockerfile/types.js';
import type { LayerMeasure, Whole } from '../../verify/types.js';

export type EngineName = 'docker' | 'podman' | 'buildah';

/** A program that ended. `code` is 124 when its time was over, 127 when it could not be started, 130 when it was aborted. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Of outputs of which only the end was kept. */
  readonly whole?: Outputs['whole'];
}

/** What a container wrote. */
export interface Outputs {
  readonly stdout: string;
  readonly stderr: string;
  /** Of outputs of which only the end was kept. */
  readonly whole?: { readonly stdout?: Whole; readonly stderr?: Whole };
}

export interface BuildRequest {
  /** Text of the Dockerfile; given on standard input or as a temporary file outside the context. */
  readonly text: string;
  /** The file that the text stands for: its directory decides about `NAME.dockerignore`. Null for standard input. */
  readonly file: string | null;
  /** Directory of the build context. */
  readonly context: string;
  readonly tag: string;
  readonly target: string | null;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** `--secret` and `--ssh` values, as they came. */
  readonly secrets: readonly string[];
  readonly ssh: readonly string[];
  readonly platform: string | null;
  readonly cache: boolean;
  /** Called with every line of the log as it comes. */
  readonly onLine: (line: string) => void;
}

export interface BuildResult {
  readonly ok: boolean;
  /** Wall-clock seconds. */
  readonly seconds: number;
  /** The whole log, at most its last 200 lines. */
  readonly log: readonly string[];
}

export interface StartRequest {
  readonly image: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly envFile: string | null;
  readonly options: readonly string[];
  /** Container ports to publish on a free port of 127.0.0.1. */
  readonly ports: readonly number[];
  readonly entrypoint: string | null;
  /** Id of a container whose network is shared; null for one of its own. */
  readonly networkOf: string | null;
}

export interface ContainerState {
  readonly running: boolean;
  readonly exitCode: number | null;
  readonly health: string | null;
  /** The engine's own words when the container could not be started; empty otherwise. */
  readonly error: string;
}

/**
 * One container engine, through its command line. Everything that it makes carries the session's labels. Methods do not
 * throw: what fails comes back as null or with `ok: false`; an aborted session fails everything.
 */
export interface Engine {
  readonly name: EngineName;
  readonly version: string;
  /** `BuildKit 0.13`, `classic`, `buildah`. */
  readonly builder: string;
  readonly can: {
    /** Start containers with ports: buildah alone cannot. */
    readonly run: boolean;
    readonly secrets: boolean;
    readonly ssh: boolean;
    readonly platform: boolean;
  };
  build(request: BuildRequest): Promise<BuildResult>;
  /** Effective config of an image. */
  inspect(image: string): Promise<{ readonly config: ImageConfig; readonly bytes: number } | null>;
  /** Layers of an image, the base's first; `stage` is left empty. */
  history(image: string): Promise<readonly LayerMeasure[] | null>;
  /** The flat file system of an image as one tar stream, without starting it. Null when the engine cannot. */
  exportFiles(image: string): Promise<Stream | null>;
  /** The image's archive (`docker save`) as one tar stream. */
  save(image: string): Promise<Stream | null>;
  /** Creates and starts a container; the id, or why it does not start. */
  start(request: StartRequest): Promise<{ readonly id: string } | { readonly error: string }>;
  /** Runs a command in a new container to its end; `seconds` is the limit. */
  run(request: StartRequest, seconds: number): Promise<Ended>;
  state(id: string): Promise<ContainerState | null>;
  /** Names of the processes in a container (`comm`, proc(5)); null when the engine cannot tell. */
  processes?(id: string): Promise<readonly string[] | null>;
  /** The address on this machine of a published port, `127.0.0.1:49153`. */
  address(id: string, port: number): Promise<string | null>;
  /** Null when they could not be read. */
  logs(id: string): Promise<Outputs | null>;
  /** SIGTERM (or the image's stop signal), SIGKILL after `seconds`. */
  stop(id: string, seconds: number): Promise<void>;
  remove(id: string): Promise<void>;
}

/** A stream of a child process, and how that ended. */
export interface Stream {
  readonly readable: Readable;
  /** Settles when the process ends: null when all is well, else its words. */
  readonly ended: Promise<string | null>;
}

/** One run of dockopt on an engine: it owns what is made, and takes it away again. */
export interface Session {
  readonly engine: Engine;
  /** Unique; part of every tag and label. */
  readonly id: string;
  /** Aborts every running child process. */
  readonly signal: AbortSignal;
  /** A tag in this session's name space: `tag('before')`. */
  tag(name: string): string;
  /** Lets images outlive the session, by the names that their tags were made of; what they are called then. */
  keep(names: readonly string[]): Promise<readonly string[]>;
  /** Stops what runs and removes what was made and is not kept. Safe to call twice. */
  close(): Promise<void>;
}
