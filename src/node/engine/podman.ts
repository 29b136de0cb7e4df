import { cliEngine } from './cli-engine.js';
import { listOf, numberAt, readJson, textAt } from './json.js';
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
    // Checks run from systemd timers: where there is no systemd, nothing ever runs them.
    async health(_, id) {
      const { code } = await program.run(['healthcheck', 'run', id]);
      return code === 0 ? 'healthy' : 'starting';
    },
  });
}
