import { cliEngine } from './cli-engine.js';
import { at, listOf, numberAt, readJson, textAt, textsAt } from './json.js';
import type { EngineProgram } from './program.js';
import type { Engine } from './types.js';

/** Podman: docker's command line without a daemon. */
export function podmanEngine(program: EngineProgram): Engine {
  return cliEngine(program, {
    async layers(_, image) {
      const { code, stdout } = await program.run(['history', '--no-trunc', '--format', 'json', image]);
      if (code !== 0) return null;
      return listOf(readJson(stdout)).map((layer) => ({
        stage: '',
        createdBy: textAt(layer, 'CreatedBy') || textAt(layer, 'createdBy'),
        bytes: numberAt(layer, 'size') || numberAt(layer, 'Size'),
      }));
    },
    config: podmanConfig,
    exportContainer: (_, name) => program.streamThroughShell(['export', name]),
    // Checks run from systemd timers: where there is no systemd, nothing ever runs them.
    async health(_, id) {
      const { code } = await program.run(['healthcheck', 'run', id]);
      return code === 0 ? 'healthy' : 'starting';
    },
  });
}

/**
 * Podman's `image inspect` has the health check beside the config, and SHELL and ONBUILD (which an image in docker's format
 * holds) nowhere: they are read from the steps that made the image, those of its base included.
 */
export function podmanConfig(description: unknown): unknown {
  const history = listOf(at(description, 'History'));
  const steps = history.map((step) => textAt(step, 'created_by'));
  const shell = bodiesOf(steps, 'SHELL').at(-1);
  const config = at(description, 'Config');
  return {
    ...(typeof config === 'object' ? config : {}),
    Healthcheck: at(description, 'Healthcheck') ?? at(description, 'HealthCheck'),
    Shell: shell === undefined ? null : listWords(shell),
    OnBuild: bodiesOf(steps.slice(firstOwnStep(history)), 'ONBUILD'),
  };
}

/**
 * The first step after those of the base, whose triggers this build has run: buildah remarks `FROM NAME` there, and `FROM`
 * with an id at the steps that follow (1.28, with `--layers`, as our builds are).
 */
function firstOwnStep(history: readonly unknown[]): number {
  const last = history.findLastIndex((step) => /^FROM (?![\da-f]{12,64}$)/.test(textAt(step, 'comment')));
  return Math.max(last, 0);
}

/** The bodies of one kind of instruction: `SHELL [...]` by BuildKit, `/bin/sh -c #(nop) SHELL [...]` by the others. */
function bodiesOf(steps: readonly string[], keyword: string): readonly string[] {
  const pattern = new RegExp(`^(?:\\S.* #\\(nop\\)\\s+)?${keyword}\\s+(.*)$`, 's');
  return steps.map((step) => pattern.exec(step)?.[1]).filter((body) => body !== undefined);
}

/** BuildKit and the classic builder write the words of a list without quotes. */
function listWords(body: string): readonly string[] {
  const list = readJson(body);
  return textsAt({ list }, 'list') ?? body.replaceAll(/^\[|\]$/g, '').split(' ');
}
