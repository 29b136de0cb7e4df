import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ParseArgsConfig } from 'node:util';
import type { EngineName } from '../node/engine/types.js';
import { runOptionsProblem } from '../node/run-options.js';
import { secretFileProblem, secretProblem } from '../node/secret-option.js';
import { withoutProblem } from '../node/without-option.js';
import type { VerifySettings } from '../node/verify-settings.js';
import type { AskedFor } from '../report/verify-steps.js';
import { httpRequest } from '../verify/http-request.js';
import { runWords } from '../verify/run-words.js';
import type { HttpRequest, RunPlan } from '../verify/types.js';
import { strings, text, variables, type CommonOptions } from './options.js';
import type { ProgressMode } from './progress.js';
import { usage, type UsageProblem } from './usage.js';

const ENGINES: readonly EngineName[] = ['docker', 'podman', 'buildah'];
const MODES: readonly ProgressMode[] = ['auto', 'plain', 'quiet'];
/** Seconds that a server may take until it answers, and a command until it ends. */
const WAIT = 30;
const LONGEST_WAIT = 3600;

/** Options about how two images are built, started and compared: those of `verify`, and of `rewrite --verify`. */
export const verifyTable = {
  engine: { type: 'string' },
  config: { type: 'string' },
  secret: { type: 'string', multiple: true },
  ssh: { type: 'string', multiple: true },
  platform: { type: 'string' },
  run: { type: 'string', multiple: true },
  'env-file': { type: 'string' },
  env: { type: 'string', short: 'e', multiple: true },
  port: { type: 'string', multiple: true },
  http: { type: 'string', multiple: true },
  'run-option': { type: 'string', multiple: true },
  wait: { type: 'string' },
  without: { type: 'string', multiple: true },
  'keep-images': { type: 'boolean' },
  times: { type: 'boolean' },
  'no-pull-size': { type: 'boolean' },
  progress: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

/** How to compare, as the command line says it; `settings` of a configuration file fill what it leaves out. */
export interface VerifyOptions {
  readonly engine: EngineName | null;
  /** A configuration file that was named; null to look for one. */
  readonly config: string | null;
  readonly secrets: readonly string[];
  readonly ssh: readonly string[];
  readonly platform: string | null;
  /** What was given of it. */
  readonly run: Partial<RunPlan>;
  /** Paths that the candidate leaves out on purpose, in the image; relative ones count from its working directory. */
  readonly without: readonly string[];
  readonly keepImages: boolean;
  readonly times: boolean;
  readonly compressed: boolean;
  readonly progress: ProgressMode;
}

type Values = Readonly<Record<string, unknown>>;

/** The first option of the command line that only makes sense when something is verified; null when there is none. */
export function strayVerifyOption(values: Values): string | null {
  return Object.keys(verifyTable).find((name) => values[name] !== undefined) ?? null;
}

function portOf(value: string): number | string {
  const [, digits] = /^(\d{1,5})(?:\/tcp)?$/.exec(value) ?? [];
  const port = Number(digits);
  if (digits !== undefined && port >= 1 && port <= 65535) return port;
  const published = value.includes(':') ? '; it is published on a free port of this machine' : '';
  return `--port ${value}: a TCP port of the container is wanted${published}`;
}

function runPlan(values: Values): Partial<RunPlan> | string {
  const runs: (readonly string[])[] = [];
  for (const value of strings(values['run'])) {
    const split = runWords(value);
    if ('problem' in split) return `--run ${value}: ${split.problem}`;
    runs.push(split.words);
  }
  const env = variables(strings(values['env']));
  if (typeof env === 'string') return `--env ${env}: NAME=VALUE is wanted`;
  const envFile = text(values['env-file']);
  if (envFile !== null && !statSync(envFile, { throwIfNoEntry: false })?.isFile())
    return `--env-file ${envFile}: no such file`;
  const ports: number[] = [];
  for (const value of strings(values['port'])) {
    const port = portOf(value);
    if (typeof port === 'string') return port;
    ports.push(port);
  }
  const http: HttpRequest[] = [];
  for (const value of strings(values['http'])) {
    const request = httpRequest(value);
    if (!request) return `--http ${value}: PATH, 'METHOD PATH' or 'METHOD PATH BODY' is wanted`;
    http.push(request);
  }
  const options = strings(values['run-option']);
  const wrongOption = runOptionsProblem(options);
  if (wrongOption !== null) return `--run-option ${wrongOption}`;
  const wait = text(values['wait']);
  const seconds = Number(wait);
  if (wait !== null && !(Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST_WAIT))
    return `--wait ${wait}: whole seconds from 1 to ${LONGEST_WAIT} are wanted`;
  return {
    ...(runs.length > 0 ? { runs } : {}),
    ...(Object.keys(env).length > 0 ? { env } : {}),
    ...(envFile === null ? {} : { envFile: resolve(envFile) }),
    ...(ports.length > 0 ? { ports } : {}),
    ...(http.length > 0 ? { http } : {}),
    ...(options.length > 0 ? { options } : {}),
    ...(wait === null ? {} : { wait: seconds }),
  };
}

/** Reads what a command line says about comparing. */
export function readVerifyOptions(values: Values): VerifyOptions | UsageProblem {
  const engine = text(values['engine']);
  const known = ENGINES.find((each) => each === engine) ?? null;
  if (engine !== null && known === null)
    return usage(`--engine ${engine}: the engines are ${ENGINES.join(', ')}`);
  const progress = text(values['progress']) ?? 'auto';
  const mode = MODES.find((each) => each === progress);
  if (!mode) return usage(`--progress ${progress}: it is one of ${MODES.join(', ')}`);
  const secrets = strings(values['secret']);
  for (const secret of secrets) {
    const problem = secretProblem(secret) ?? secretFileProblem(secret);
    if (problem !== null) return usage(`--secret ${secret}: ${problem}`);
  }
  const without = strings(values['without']);
  for (const path of without) {
    const problem = withoutProblem(path);
    if (problem !== null) return usage(`--without ${path}: ${problem}`);
  }
  const run = runPlan(values);
  if (typeof run === 'string') return usage(run);
  return {
    engine: known,
    config: text(values['config']),
    secrets,
    ssh: strings(values['ssh']),
    platform: text(values['platform']),
    run,
    without,
    keepImages: values['keep-images'] === true,
    times: values['times'] === true,
    compressed: values['no-pull-size'] !== true,
    progress: mode,
  };
}

/** How the comparison was asked for, for commands to run next. */
export function askedFor(
  { rewrite }: CommonOptions,
  asked: VerifyOptions,
  settings: VerifySettings,
): AskedFor {
  const option = (name: string, values: readonly string[]): readonly string[] =>
    values.flatMap((value) => [name, value]);
  const one = (value: string | null | undefined): readonly string[] => (value ? [value] : []);
  return {
    kept: asked.keepImages,
    build: [
      ...option('--target', one(rewrite.target)),
      ...option('--platform', one(asked.platform)),
      ...option(
        '--build-arg',
        Object.entries(rewrite.buildArgs ?? {}).map(([name, value]) => `${name}=${value}`),
      ),
      ...option('--secret', wholeSecrets(asked, settings)),
      ...option('--ssh', asked.ssh),
    ],
  };
}

/** The command line's secrets, else those of the configuration file. */
export function wholeSecrets(
  asked: Pick<VerifyOptions, 'secrets'>,
  settings: VerifySettings,
): readonly string[] {
  return asked.secrets.length > 0 ? asked.secrets : (settings.secrets ?? []);
}

/** The command line over the configuration file over what is usual; variables are merged by name. */
export function wholePlan(given: Partial<RunPlan>, settings: VerifySettings): RunPlan {
  return {
    runs: given.runs ?? settings.runs ?? [],
    env: { ...settings.env, ...given.env },
    envFile: given.envFile ?? settings.envFile,
    options: given.options ?? settings.options ?? [],
    ports: given.ports ?? settings.ports ?? [],
    http: given.http ?? settings.http ?? [],
    wait: given.wait ?? settings.wait ?? WAIT,
  };
}
