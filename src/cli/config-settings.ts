import { findConfigFile, readConfigFile } from '../node/config-file.js';
import { noSettings, type VerifySettings } from '../node/verify-settings.js';
import type { CommonOptions } from './options.js';
import { usage, type UsageProblem } from './usage.js';

/** What the configuration file says about the Dockerfile: the one that was named, else the one that is found. */
export async function settingsFor(
  file: string,
  config: string | null,
): Promise<VerifySettings | UsageProblem> {
  if (file === '-')
    return config === null ? noSettings : usage('--config goes with a file, not with standard input');
  const path = config ?? findConfigFile(file);
  if (path === null) return noSettings;
  const answer = await readConfigFile(path, file);
  return 'problem' in answer ? usage(answer.problem) : (answer.settings ?? noSettings);
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
