import type { HttpRequest } from '../verify/types.js';

/** What a configuration file says about verifying one Dockerfile; null for what it does not mention. Paths are absolute. */
export interface VerifySettings {
  readonly runs: readonly (readonly string[])[] | null;
  readonly env: Readonly<Record<string, string>>;
  readonly envFile: string | null;
  readonly ports: readonly number[] | null;
  readonly http: readonly HttpRequest[] | null;
  readonly wait: number | null;
  readonly options: readonly string[] | null;
  /** Paths in the image, as they are written. */
  readonly without: readonly string[] | null;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly secrets: readonly string[] | null;
  readonly context: string | null;
  readonly target: string | null;
  /** Files that it names and that cannot be read: wrong where they are used, and the command line may give others. */
  readonly missing: readonly MissingFile[];
}

export interface MissingFile {
  readonly key: 'envFile' | 'secrets';
  /** With the configuration file and its line. */
  readonly problem: string;
}

export const noSettings: VerifySettings = {
  runs: null,
  env: {},
  envFile: null,
  ports: null,
  http: null,
  wait: null,
  options: null,
  without: null,
  buildArgs: {},
  secrets: null,
  context: null,
  target: null,
  missing: [],
};
