import { buildImage } from './build.js';
import { readImageConfig } from './image-config.js';
import { at, listOf, numberAt, readJson, textAt } from './json.js';
import type { EngineProgram } from './program.js';
import type { Engine } from './types.js';

const CANNOT_RUN = 'buildah builds images and does not start them: install docker or podman';

/** Buildah alone: builds and describes images; nothing is started, and no ports are published. */
export function buildahEngine(program: EngineProgram): Engine {
  const { found } = program;
  return {
    name: found.name,
    version: found.version,
    builder: found.builder,
    can: found.can,
    build: (request) => buildImage(program, ['build'], request),
    async inspect(image) {
      const { code, stdout } = await program.run(['inspect', '--type', 'image', image]);
      const answer = readJson(stdout);
      if (code !== 0 || answer === undefined) return null;
      // The docker form is the one that holds HEALTHCHECK, SHELL and ONBUILD.
      const docker = at(answer, 'Docker');
      return {
        config: readImageConfig(at(docker, 'config') ?? at(answer, 'OCIv1', 'config')),
        architecture: textAt(docker, 'architecture') || textAt(answer, 'OCIv1', 'architecture'),
        bytes: await sizeOf(program, image),
      };
    },
    async history(image) {
      const { code, stdout } = await program.run(['inspect', '--type', 'image', image]);
      const layers = listOf(at(readJson(stdout), 'OCIv1', 'history'));
      // It does not say how large a layer is.
      return code === 0 && layers.length === 0 ? [] : null;
    },
    exportFiles: async () => null,
    // A pipe for a file: the archive is written from its beginning to its end.
    save: async (image) => program.stream(['push', '--quiet', image, 'docker-archive:/dev/stdout']),
    start: async () => ({ error: CANNOT_RUN }),
    run: async () => ({ code: 127, stdout: '', stderr: CANNOT_RUN }),
    state: async () => null,
    address: async () => null,
    logs: async () => ({ stdout: '', stderr: '' }),
    stop: async () => {},
    remove: async () => {},
    async removeImage(image) {
      await program.clean(['rmi', '--force', image]);
    },
  };
}

async function sizeOf(program: EngineProgram, image: string): Promise<number> {
  const { stdout } = await program.run(['images', '--json', image]);
  return numberAt(listOf(readJson(stdout))[0], 'size');
}
