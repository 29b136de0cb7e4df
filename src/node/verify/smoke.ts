import type { ImageConfig } from '../../dockerfile/types.js';
import { phpSmokes, readPhpModules, smokeRoots, UNREACHED, type SmokeName } from '../../verify/smoke.js';
import type { Smoke } from '../../verify/types.js';
import { readJson, textsAt } from '../engine/json.js';
import type { Ended, Session } from '../engine/types.js';
import { NODE_SCRIPT } from './node-script.js';
import { PYTHON_SCRIPT } from './python-script.js';

const FILES = 4000;
const SCRIPT_SECONDS = 20;
const SECONDS = 60;

interface Image {
  readonly reference: string;
  readonly config: ImageConfig;
}

export interface Smokes {
  readonly before: readonly Smoke[];
  readonly after: readonly Smoke[];
}

/** As the image's own user, without network, writing nothing. */
function runIn(session: Session, image: Image, program: string, args: readonly string[]): Promise<Ended> {
  return session.engine.run(
    {
      image: image.reference,
      args,
      // Options for the app's own start (a tracer to load first) are not for us.
      env: { NODE_OPTIONS: '' },
      envFile: null,
      options: ['--network=none', '--read-only'],
      ports: [],
      entrypoint: program,
      networkOf: null,
    },
    SECONDS,
  );
}

/** Both images are asked about the directories and words of the original: what is started is the same. */
function question(original: Image, image: Image): string {
  const words = [original, image].flatMap(({ config }) => [
    ...(config.entrypoint ?? []),
    ...(config.cmd ?? []),
  ]);
  const roots = [...new Set([original, image].flatMap(({ config }) => smokeRoots(config)))];
  return JSON.stringify({ roots, words, files: FILES, seconds: SCRIPT_SECONDS });
}

function read(name: SmokeName, ended: Ended): readonly Smoke[] {
  const answer = ended.code === 0 ? readJson(ended.stdout.trim().split('\n').at(-1) ?? '') : undefined;
  const reached = textsAt(answer, 'reached');
  const unreached = textsAt(answer, 'unreached');
  return [
    { name, missing: reached ?? [], ran: reached !== null },
    { name: `${name}${UNREACHED}`, missing: unreached ?? [], ran: unreached !== null },
  ];
}

async function scripted(
  session: Session,
  original: Image,
  image: Image,
  name: 'node' | 'python',
): Promise<readonly Smoke[]> {
  const asked = question(original, image);
  if (name === 'node') return read(name, await runIn(session, image, 'node', ['-e', NODE_SCRIPT, asked]));
  const first = await runIn(session, image, 'python3', ['-c', PYTHON_SCRIPT, asked]);
  const named =
    first.code === 0 ? first : await runIn(session, image, 'python', ['-c', PYTHON_SCRIPT, asked]);
  return read(name, named);
}

async function phpModules(session: Session, image: Image): ReturnType<typeof readModules> {
  return readModules(await runIn(session, image, 'php', ['-m']));
}

async function readModules(ended: Ended): Promise<ReturnType<typeof readPhpModules>> {
  return readPhpModules(ended.stdout, ended.stderr);
}

/**
 * Asks the run times `names` in both images what they do not find: Node.js and Python for the modules that the app's own
 * files name, PHP for its extensions. A run time that an image does not have, or that cannot be asked, has `ran: false`.
 * Limits: 4000 files and 20 seconds for a script, 60 seconds for a container.
 */
export async function smoke(
  session: Session,
  original: Image,
  candidate: Image,
  names: readonly SmokeName[],
): Promise<Smokes> {
  const before: Smoke[] = [];
  const after: Smoke[] = [];
  if (!session.engine.can.run) return { before, after };
  for (const name of names) {
    if (name === 'php') {
      const php = phpSmokes(await phpModules(session, original), await phpModules(session, candidate));
      before.push(php.before);
      after.push(php.after);
    } else {
      before.push(...(await scripted(session, original, original, name)));
      after.push(...(await scripted(session, original, candidate, name)));
    }
  }
  return { before, after };
}
