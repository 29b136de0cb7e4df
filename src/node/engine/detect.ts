import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { FoundEngine } from './found.js';
import { readJson, textAt } from './json.js';
import { runProgram } from './process.js';
import type { Ended, EngineName } from './types.js';

const NAMES: readonly EngineName[] = ['docker', 'podman', 'buildah'];
const ANSWER_SECONDS = 20;

type Ask = (...args: readonly string[]) => Promise<Ended>;

/**
 * The first engine that is installed and answers, docker before podman before buildah, or the wanted one. Without any,
 * one line that says what was tried and what helps. `passedOver` says the same of what was tried before.
 */
export async function findEngine(
  wanted: EngineName | null,
  signal: AbortSignal,
): Promise<
  { readonly engine: FoundEngine; readonly passedOver: string | null } | { readonly problem: string }
> {
  const failed: string[] = [];
  for (const name of wanted === null ? NAMES : [wanted]) {
    const program = onPath(name);
    if (program === null) continue;
    const ask: Ask = (...args) => runProgram([program, ...args], { seconds: ANSWER_SECONDS, signal });
    const found = await (name === 'buildah' ? askBuildah(program, ask) : askClient(name, program, ask));
    if (typeof found !== 'string')
      return { engine: found, passedOver: failed.length > 0 ? failed.join('; ') : null };
    failed.push(`${name} cannot be used (${found})`);
  }
  if (failed.length > 0)
    return { problem: `${failed.join('; ')}: start it, or choose another one with --engine` };
  const none = wanted === null ? 'no container engine is installed' : `${wanted} is not installed`;
  const install = wanted === null ? 'install docker, podman or buildah' : `install ${wanted}`;
  return { problem: `${none}: ${install}, or put it on PATH` };
}

/** The path of a program, as a shell would find it. */
function onPath(name: string): string | null {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name];
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    for (const each of directory === '' ? [] : names) {
      const path = join(directory, each);
      try {
        accessSync(path, constants.X_OK);
        if (statSync(path).isFile()) return path;
      } catch {
        // Not in this directory.
      }
    }
  }
  return null;
}

async function askClient(name: EngineName, program: string, ask: Ask): Promise<FoundEngine | string> {
  const [own, version] = [await ask('--version'), await ask('version', '--format', '{{json .}}')];
  if (version.code !== 0) return firstLine(version);
  const buildOptions = optionsOf(await ask('build', '--help'));
  const answer = readJson(version.stdout);
  // Distributions have a `docker` that is podman.
  if (name === 'podman' || /podman/i.test(own.stdout)) {
    const number = textAt(answer, 'Client', 'Version') || textAt(answer, 'Server', 'Version');
    return engineFacts('podman', program, number, `buildah in podman ${number}`, buildOptions);
  }
  if (textAt(answer, 'Server', 'Version') === '') return firstLine(version) || 'no daemon';
  const builder = await dockerBuilder(buildOptions, ask);
  return engineFacts('docker', program, textAt(answer, 'Server', 'Version'), builder, buildOptions);
}

async function askBuildah(program: string, ask: Ask): Promise<FoundEngine | string> {
  const version = await ask('--version');
  if (version.code !== 0) return firstLine(version);
  const number = /version (\S+)/.exec(version.stdout)?.[1] ?? '';
  // Its storage has to open, too.
  const images = await ask('images', '--quiet');
  if (images.code !== 0) return firstLine(images);
  const help = await ask('build', '--help');
  // Before 1.22 it was `build-using-dockerfile`, short `bud`.
  if (help.code !== 0) return `version ${number} is too old: it has no command build`;
  return engineFacts('buildah', program, number, 'buildah', optionsOf(help));
}

/** Only BuildKit lists secrets among its options: the client leaves out what the builder in force does not know. */
async function dockerBuilder(options: ReadonlySet<string>, ask: Ask): Promise<string> {
  if (!options.has('--secret')) return 'classic';
  const [buildx, builder] = [await ask('buildx', 'version'), await ask('buildx', 'inspect')];
  const client = /v?(\d+\.\d+\.\d+)/.exec(buildx.code === 0 ? buildx.stdout : '')?.[1];
  const version = /build-?kit(?: version)?:\s*v?([1-9]\S*|0\.[1-9]\S*)/i.exec(builder.stdout)?.[1];
  const name = version === undefined ? 'BuildKit' : `BuildKit ${version}`;
  return client === undefined ? name : `${name}, buildx ${client}`;
}

function engineFacts(
  name: EngineName,
  program: string,
  version: string,
  builder: string,
  buildOptions: ReadonlySet<string>,
): FoundEngine {
  const can = {
    run: name !== 'buildah',
    secrets: buildOptions.has('--secret'),
    ssh: buildOptions.has('--ssh'),
    // The classic builder lists it, and refuses it unless the daemon is an experimental one.
    platform: buildOptions.has('--platform') && builder !== 'classic',
  };
  return { name, program, version, builder, can, buildOptions };
}

/** Long options of a help text. */
function optionsOf({ stdout }: Ended): ReadonlySet<string> {
  return new Set(stdout.match(/(?<=^\s*(?:-\w, +)?)--[a-z][a-z-]*/gm));
}

function firstLine({ stderr, stdout, code }: Ended): string {
  const line = `${stderr}\n${stdout}`.split('\n').find((each) => each.trim() !== '' && !each.startsWith('{'));
  return line?.trim() ?? `it ended with ${code}`;
}
