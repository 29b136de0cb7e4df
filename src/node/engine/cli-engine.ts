import { buildImage } from './build.js';
import { readImageConfig } from './image-config.js';
import { at, listOf, numberAt, readJson, textAt } from './json.js';
import { containerLabels } from './own-containers.js';
import { labelArgs, removalArgs, type EngineProgram } from './program.js';
import type { ContainerState, Ended, Engine, StartRequest, Stream } from './types.js';
import type { LayerMeasure } from '../../verify/types.js';

/** Where docker and podman differ. */
export interface Dialect {
  /** Reads the layers out of what `history` prints, as it prints them: the last one first. */
  readonly layers: (program: EngineProgram, image: string) => Promise<readonly LayerMeasure[] | null>;
  /** The `Config` object out of what `image inspect` says of one image. */
  readonly config: (description: unknown) => unknown;
  /** A tar stream of the files of a container that exists. */
  readonly exportContainer: (program: EngineProgram, name: string) => Stream;
  /** The result of a health check that has none yet; the engine's own word is `starting`. */
  readonly health: (program: EngineProgram, id: string) => Promise<string>;
}

/** An engine that starts containers, through the command line that docker and podman share. */
export function cliEngine(program: EngineProgram, dialect: Dialect): Engine {
  const { found } = program;
  return {
    name: found.name,
    version: found.version,
    builder: found.builder,
    can: found.can,
    build: (request) => buildImage(program, ['build'], request),
    inspect: (image) => inspectImage(program, dialect, image),
    async history(image) {
      const layers = await dialect.layers(program, image);
      return layers && layers.filter(({ createdBy }) => !createdBy.includes('LABEL dockopt.')).toReversed();
    },
    exportFiles: (image) => exportFiles(program, dialect, image),
    save: async (image) => program.stream(['save', image]),
    start: (request) => start(program, request),
    run: (request, seconds) => run(program, request, seconds),
    state: (id) => state(program, dialect, id),
    async processes(id) {
      // docker hands these words to ps(1), which has to print the pid; podman knows the names of its own columns.
      const columns = found.name === 'docker' ? ['-eo', 'pid,comm'] : ['pid', 'comm'];
      const { code, stdout } = await program.run(['top', id, ...columns]);
      const [, ...lines] = stdout.trim().split('\n');
      return code === 0 ? lines.map((line) => line.trim().replace(/^\d+\s+/, '')) : null;
    },
    async address(id, port) {
      const { stdout } = await program.run(['port', id, `${port}/tcp`]);
      return publishedAddress(stdout);
    },
    async logs(id) {
      const { code, stdout, stderr, whole } = await program.run(['logs', id]);
      return code === 0 ? { stdout, stderr, whole } : null;
    },
    async stop(id, seconds) {
      await program.run(['stop', '--time', String(seconds), id], seconds + 30);
    },
    async remove(id) {
      await removeContainer(program, id);
    },
  };
}

async function inspectImage(
  program: EngineProgram,
  dialect: Dialect,
  image: string,
): ReturnType<Engine['inspect']> {
  const { code, stdout } = await program.run(['image', 'inspect', image]);
  const [found] = listOf(readJson(stdout));
  if (code !== 0 || found === undefined) return null;
  return {
    config: readImageConfig(dialect.config(found)),
    bytes: numberAt(found, 'Size'),
  };
}

/** A container is made to read its files and never started; it goes with the end of the stream. */
async function exportFiles(program: EngineProgram, dialect: Dialect, image: string): Promise<Stream | null> {
  const name = program.containerName();
  // An image may have no command; what is never started may have any.
  const made = await program.run(['create', ...ownArgs(program, name), image, 'dockopt']);
  if (made.code !== 0) {
    await removeContainer(program, name);
    return null;
  }
  const { readable, ended } = dialect.exportContainer(program, name);
  return {
    readable,
    ended: ended.then(async (words) => {
      await removeContainer(program, name);
      return words;
    }),
  };
}

/** What marks a container as ours. */
function ownArgs(program: EngineProgram, name: string): readonly string[] {
  return ['--name', name, ...labelArgs(containerLabels(program.labels))];
}

/** Options of `create` and `run`, the image and its words. */
export function containerArgs(
  program: EngineProgram,
  name: string,
  request: StartRequest,
): readonly string[] {
  const args = [...ownArgs(program, name)];
  for (const port of request.ports) args.push('--publish', `127.0.0.1::${port}`);
  if (request.envFile !== null) args.push('--env-file', request.envFile);
  for (const [variable, value] of Object.entries(request.env)) args.push('--env', `${variable}=${value}`);
  if (request.entrypoint !== null) args.push('--entrypoint', request.entrypoint);
  if (request.networkOf !== null) args.push('--network', `container:${request.networkOf}`);
  return [...args, ...request.options, request.image, ...request.args];
}

async function start(
  program: EngineProgram,
  request: StartRequest,
): Promise<{ readonly id: string } | { readonly error: string }> {
  const name = program.containerName();
  const made = await program.run(['create', ...containerArgs(program, name, request)]);
  const started = made.code === 0 ? await program.run(['start', name]) : made;
  if (started.code === 0) return { id: made.stdout.trim().split('\n').pop() ?? name };
  await removeContainer(program, name);
  return { error: started.stderr.trim() || `it ended with ${started.code}` };
}

async function run(program: EngineProgram, request: StartRequest, seconds: number): Promise<Ended> {
  const name = program.containerName();
  // SIGTERM is for the program that we started, not for the one in the container, which may not heed it.
  const ended = await program.run(
    ['run', '--rm', '--sig-proxy=false', ...containerArgs(program, name, request)],
    seconds,
  );
  // When it ended by itself it is gone already, or was never made.
  if (ended.code === 0) return ended;
  await removeContainer(program, name);
  return ended;
}

async function state(program: EngineProgram, dialect: Dialect, id: string): Promise<ContainerState | null> {
  const { code, stdout } = await program.run(['container', 'inspect', id]);
  const [found] = listOf(readJson(stdout));
  if (code !== 0 || found === undefined) return null;
  const running = at(found, 'State', 'Running') === true;
  const word = textAt(found, 'State', 'Health', 'Status') || textAt(found, 'State', 'Healthcheck', 'Status');
  const over = ['exited', 'dead', 'stopped'].includes(textAt(found, 'State', 'Status'));
  const checked = word === '' || word === 'none' ? null : word;
  return {
    running,
    exitCode: over && !running ? numberAt(found, 'State', 'ExitCode') : null,
    health: checked === 'starting' && running ? await dialect.health(program, id) : checked,
    error: textAt(found, 'State', 'Error'),
  };
}

async function removeContainer(program: EngineProgram, id: string): Promise<void> {
  await program.clean([...removalArgs(program.found), id]);
}

/** The first IPv4 address of what `port` prints. */
function publishedAddress(text: string): string | null {
  const line = text.split('\n').find((each) => /^\d+\.\d+\.\d+\.\d+:\d+$/.test(each.trim()));
  return line === undefined ? null : line.trim().replace(/^0\.0\.0\.0:/, '127.0.0.1:');
}
