import type { ImageConfig } from '../../dockerfile/types.js';
import {
  compareSmokes,
  phpSmokes,
  readPhpModules,
  smokeRoots,
  smokesOf,
  smokesWithSources,
  UNREACHED,
  type PhpModules,
  type SmokeName,
} from '../../verify/smoke.js';
import type { Finding, Listing, Smoke } from '../../verify/types.js';
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

/** The same directories for both, and what either starts. */
function question(images: readonly Image[], roots: readonly string[]): string {
  const words = images.flatMap(({ config }) => [...(config.entrypoint ?? []), ...(config.cmd ?? [])]);
  const own = images.flatMap(({ config }) => smokeRoots(config));
  const all = [...new Set([...roots, ...own])];
  return JSON.stringify({ roots: all, words, files: FILES, seconds: SCRIPT_SECONDS });
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
  image: Image,
  name: 'node' | 'python',
  asked: string,
): Promise<readonly Smoke[]> {
  if (name === 'node') return read(name, await runIn(session, image, 'node', ['-e', NODE_SCRIPT, asked]));
  const first = await runIn(session, image, 'python3', ['-c', PYTHON_SCRIPT, asked]);
  const named =
    first.code === 0 ? first : await runIn(session, image, 'python', ['-c', PYTHON_SCRIPT, asked]);
  return read(name, named);
}

async function phpModules(session: Session, image: Image): Promise<PhpModules | null> {
  const { stdout, stderr } = await runIn(session, image, 'php', ['-m']);
  return readPhpModules(stdout, stderr);
}

/**
 * Asks the run times `names` in both images what they do not find: Node.js and Python for the modules that the app's own
 * files below `roots` name, PHP for its extensions. A run time that an image does not have, or that cannot be asked, has `ran: false`.
 * Limits: 4000 files and 20 seconds for a script, 60 seconds for a container.
 */
export async function smoke(
  session: Session,
  original: Image,
  candidate: Image,
  names: readonly SmokeName[],
  roots: readonly string[] = [],
): Promise<Smokes> {
  const before: Smoke[] = [];
  const after: Smoke[] = [];
  if (!session.engine.can.run) return { before, after };
  const asked = question([original, candidate], roots);
  for (const name of names) {
    if (name === 'php') {
      const php = phpSmokes(await phpModules(session, original), await phpModules(session, candidate));
      before.push(php.before);
      after.push(php.after);
    } else {
      before.push(...(await scripted(session, original, name, asked)));
      after.push(...(await scripted(session, candidate, name, asked)));
    }
  }
  return { before, after };
}

/**
 * What the candidate's run times do not find and the original's do, for those that both images have and the app has files
 * for below `roots`.
 */
export async function smokeFindings(
  session: Session,
  original: Image,
  candidate: Image,
  listings: { readonly before: Listing; readonly after: Listing },
  roots: readonly string[],
): Promise<readonly Finding[]> {
  const places = [...new Set([...roots, ...smokeRoots(original.config)])];
  const there = smokesOf(candidate.config, listings.after);
  const used = smokesWithSources(listings.after, places);
  const names = smokesOf(original.config, listings.before).filter(
    (name) => there.includes(name) && used.includes(name),
  );
  const { before, after } = await smoke(session, original, candidate, names, places);
  return compareSmokes(before, after);
}
