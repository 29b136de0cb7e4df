import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { FoundEngine } from './found.js';
import { labelArgs, type EngineProgram } from './program.js';
import { temporaryDirectory } from './temporary.js';
import type { BuildRequest, BuildResult } from './types.js';

const LOG_LINES = 200;

/** Where a build reads its Dockerfile: a path, or `-` for standard input. */
interface Recipe {
  readonly file: string;
  readonly input: string;
  /** `NAME.dockerignore` of the file that the text stands for; null when there is none. */
  readonly ignoreFile: string | null;
  readonly remove: () => Promise<void>;
}

/** Builds an image with the labels of the session. `command` is how the engine calls it: `build`. */
export async function buildImage(
  program: EngineProgram,
  command: readonly string[],
  request: BuildRequest,
): Promise<BuildResult> {
  const log: string[] = [];
  const onLine = (line: string): void => {
    log.push(line);
    if (log.length > LOG_LINES) log.shift();
    request.onLine(line);
  };
  const recipe = recipeOf(program.found, request);
  if (typeof recipe === 'string') {
    onLine(recipe);
    return { ok: false, seconds: 0, log };
  }
  const args = [...command, ...buildArgs(program.found, program.labels, request, recipe)];
  // An image that lost its tag to a later build could not be told from one that the user built upon it.
  const earlier = program.earlierTag(request.tag);
  if (earlier !== null) await program.run(['tag', request.tag, earlier]);
  const { code, seconds } = await program.follow(args, recipe.input, onLine);
  await recipe.remove();
  return { ok: code === 0, seconds, log };
}

/** The options and the context of a build; an option that only some versions have is given where the engine lists it. */
export function buildArgs(
  found: FoundEngine,
  labels: Readonly<Record<string, string>>,
  request: BuildRequest,
  recipe: Pick<Recipe, 'file' | 'ignoreFile'>,
): readonly string[] {
  const has = (name: string): boolean => found.buildOptions.has(name);
  const args = ['--tag', request.tag, '--file', recipe.file, ...labelArgs(labels)];
  if (has('--progress')) args.push('--progress=plain');
  // A builder in a container of its own keeps its result to itself.
  if (has('--load')) args.push('--load');
  if (has('--provenance')) args.push('--provenance=false');
  if (has('--force-rm')) args.push('--force-rm');
  if (found.name !== 'docker') {
    // The OCI format has no place for HEALTHCHECK, SHELL and ONBUILD.
    args.push('--format=docker');
    if (request.cache) args.push('--layers');
    if (has('--identity-label')) args.push('--identity-label=false');
    if (recipe.ignoreFile !== null && has('--ignorefile')) args.push(`--ignorefile=${recipe.ignoreFile}`);
  }
  if (!request.cache) args.push('--no-cache');
  if (request.target !== null) args.push('--target', request.target);
  if (request.platform !== null) args.push('--platform', request.platform);
  for (const [name, value] of Object.entries(request.buildArgs)) args.push('--build-arg', `${name}=${value}`);
  for (const secret of request.secrets) args.push('--secret', secret);
  for (const ssh of request.ssh) args.push('--ssh', ssh);
  return [...args, request.context];
}

/**
 * BuildKit takes `NAME.dockerignore` from beside the Dockerfile: a text that is not on the disk is put beside a copy of it.
 * The classic builder adds a Dockerfile of standard input to the context, and a `.dockerignore` with it, which COPY sees:
 * the file itself is used where it holds the text.
 */
function recipeOf(found: FoundEngine, { file, text, context }: BuildRequest): Recipe | string {
  const ignore = file === null ? null : `${file}.dockerignore`;
  const ignoreFile = ignore !== null && existsSync(ignore) ? ignore : null;
  const remove = async (): Promise<void> => {};
  try {
    if (file !== null && existsSync(file) && readFileSync(file, 'utf8') === text) {
      if (found.builder !== 'classic' || !relative(context, file).startsWith('..'))
        return { file, input: '', ignoreFile, remove };
    }
    // podman and buildah open /dev/stdin, which is a socket here and cannot be opened.
    const standardInput = found.name === 'docker' && ignoreFile === null;
    if (standardInput) return { file: '-', input: text, ignoreFile, remove };
    const directory = temporaryDirectory();
    const copy = join(directory.path, file === null ? 'Dockerfile' : basename(file));
    writeFileSync(copy, text);
    if (ignoreFile !== null) copyFileSync(ignoreFile, `${copy}.dockerignore`);
    return { file: copy, input: '', ignoreFile, remove: directory.remove };
  } catch (error) {
    return `the Dockerfile cannot be handed to the builder: ${error instanceof Error ? error.message : ''}`;
  }
}
