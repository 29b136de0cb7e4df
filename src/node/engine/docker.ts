import { cliEngine } from './cli-engine.js';
import { at, readJsonLines, textAt } from './json.js';
import type { EngineProgram } from './program.js';
import type { Engine } from './types.js';

/** Docker, with whichever builder it has. */
export function dockerEngine(program: EngineProgram): Engine {
  return cliEngine(program, {
    async layers(_, image) {
      const { code, stdout } = await program.run([
        'history',
        '--no-trunc',
        '--human=false',
        '--format',
        '{{json .}}',
        image,
      ]);
      if (code !== 0) return null;
      return readJsonLines(stdout).map((layer) => ({
        stage: '',
        createdBy: textAt(layer, 'CreatedBy'),
        bytes: Number(textAt(layer, 'Size')) || 0,
      }));
    },
    config: (description) => at(description, 'Config'),
    exportContainer: (_, name) => program.stream(['export', name]),
    health: async () => 'starting',
  });
}
