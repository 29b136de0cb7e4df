import { readdirSync } from 'node:fs';
import type { LayerMeasure } from '../../verify/types.js';
import { buildImage } from './build.js';
import { readImageConfig } from './image-config.js';
import { at, listOf, numberAt, readJson, textAt } from './json.js';
import { removalArgs, type EngineProgram } from './program.js';
import type { Engine, Stream } from './types.js';

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
      const answer = await describe(program, image);
      if (answer === undefined) return null;
      const layers = layersOf(answer);
      return {
        // The docker form is the one that holds HEALTHCHECK, SHELL and ONBUILD.
        config: readImageConfig(at(answer, 'Docker', 'config') ?? at(answer, 'OCIv1', 'config')),
        bytes: layers?.reduce((bytes, layer) => bytes + layer.bytes, 0) ?? 0,
      };
    },
    history: async (image) => layersOf(await describe(program, image)),
    exportFiles: (image) => exportFiles(program, image),
    save: async (image) =>
      program.streamThroughShell(['push', '--quiet', image, 'docker-archive:/dev/stdout']),
    start: async () => ({ error: CANNOT_RUN }),
    run: async () => ({ code: 127, stdout: '', stderr: CANNOT_RUN }),
    state: async () => null,
    address: async () => null,
    logs: async () => ({ stdout: '', stderr: '' }),
    stop: async () => {},
    remove: async () => {},
  };
}

async function describe(program: EngineProgram, image: string): Promise<unknown> {
  const { code, stdout } = await program.run(['inspect', '--type', 'image', image]);
  return code === 0 ? readJson(stdout) : undefined;
}

/** Sizes are in the manifest, one for every step that made a layer; null when they are those of compressed layers. */
function layersOf(description: unknown): readonly LayerMeasure[] | null {
  const manifest = readJson(textAt(description, 'Manifest'));
  const layers = [...listOf(at(manifest, 'layers'))];
  if (manifest === undefined || !layers.every((layer) => textAt(layer, 'mediaType').endsWith('tar')))
    return null;
  return listOf(at(description, 'OCIv1', 'history')).map((step) => ({
    stage: '',
    createdBy: textAt(step, 'created_by'),
    bytes: at(step, 'empty_layer') === true ? 0 : numberAt(layers.shift(), 'size'),
  }));
}

/** Reads the files of a mounted container; without root there is no mount outside a name space of its own, and null. */
async function exportFiles(program: EngineProgram, image: string): Promise<Stream | null> {
  const name = program.containerName();
  const remove = (): Promise<unknown> => program.clean([...removalArgs(program.found), name]);
  const made = await program.run(['from', '--pull=never', '--name', name, image]);
  const mounted = made.code === 0 ? await program.run(['mount', name]) : made;
  const files = mounted.code === 0 ? namesIn(mounted.stdout.trim()) : null;
  if (files === null) {
    await remove();
    return null;
  }
  const archive = ['tar', '--create', '--numeric-owner', '--file=-', `--directory=${mounted.stdout.trim()}`];
  const { readable, ended } = program.streamOther([...archive, '--', ...files]);
  return {
    readable,
    ended: ended.then(async (words) => {
      await remove();
      return words;
    }),
  };
}

function namesIn(directory: string): readonly string[] | null {
  try {
    const names = readdirSync(directory);
    return names.length > 0 ? names : ['.'];
  } catch {
    return null;
  }
}
