import { findConfigFile, readConfigFile } from '../node/config-file.js';
import { noSettings, type VerifySettings } from '../node/verify-settings.js';
import type { CommonOptions } from './options.js';
import { usage, type UsageProblem } from './usage.js';
import type { VerifyOptions } from './verify-options.js';

/**
 * What the configuration file says about the Dockerfile: the one that was named, else the one that is found. A file that it
 * names is wanted when the command line does not name another one.
 */
export async function settingsFor(
  file: string,
  { config, run, secrets }: Pick<VerifyOptions, 'config' | 'run' | 'secrets'>,
): Promise<VerifySettings | UsageProblem> {
  if (file === '-')
    return config === null ? noSettings : usage('--config goes with a file, not with standard input');
  const path = config ?? findConfigFile(file);
  if (path === null) return noSettings;
  const answer = await readConfigFile(path, file);
  if ('problem' in answer) return usage(answer.problem);
  const settings = answer.settings ?? noSettings;
  const other = { envFile: run.envFile !== undefined, secrets: secrets.length > 0 };
  const missing = settings.missing.find(({ key }) => !other[key]);
  return missing ? usage(missing.problem) : settings;
}

/** The command line over the configuration file: what both images are built from, and so what is rewritten. */
export function withSettings(options: CommonOptions, settings: VerifySettings): CommonOptions {
  const { rewrite } = options;
  return {
    ...options,
    context: options.context ?? settings.context,
    rewrite: {
      ...rewrite,
      target: rewrite.target ?? settings.target,
      buildArgs: { ...settings.buildArgs, ...rewrite.buildArgs },
    },
  };
}
