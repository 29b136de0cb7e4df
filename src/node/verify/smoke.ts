import {
  compareSmokes,
  phpSmokes,
  readPhpModules,
  smokeRoots,
  smokesOf,
  smokesWithSources,
  POSSIBLE,
  UNREACHED,
  type PhpModules,
  type SmokeName,
} from '../../verify/smoke.js';
import type { BuiltImage, Finding, Listing, Smoke } from '../../verify/types.js';
import { at, readJson, textsAt } from '../engine/json.js';
import type { Ended, Session } from '../engine/types.js';
import { NODE_SCRIPT } from './node-script.js';
import { PYTHON_SCRIPT } from './python-script.js';

const FILES = 4000;
const SCRIPT_SECONDS = 20;
const SECONDS = 60;

interface Smokes {
  readonly before: readonly Smoke[];
  readonly after: readonly Smoke[];
}

/** As the image's own user, without network, writing nothing. */
function runIn(
  session: Session,
  image: BuiltImage,
  program: string,
  args: readonly string[],
): Promise<Ended> {
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
function question(images: readonly BuiltImage[], roots: readonly string[]): string {
  const words = images.flatMap(({ config }) => [...(config.entrypoint ?? []), ...(config.cmd ?? [])]);
  const own = images.flatMap(({ config }) => smokeRoots(config));
  const all = [...new Set([...roots, ...own])];
  return JSON.stringify({ roots: all, words, files: FILES, seconds: SCRIPT_SECONDS });
}

function read(name: SmokeName, ended: Ended): readonly Smoke[] {
  const answer = ended.code === 0 ? readJson(ended.stdout.trim().split('\n').at(-1) ?? '') : undefined;
  const reached = textsAt(answer, 'reached');
  const unreached = textsAt(answer, 'unreached');
  const possible = textsAt(answer, 'possible');
  const complete = at(answer, 'complete') === true;
  return [
    { name, missing: reached ?? [], ran: reached !== null, complete },
    { name: `${name}${POSSIBLE}`, missing: possible ?? [], ran: possible !== null, complete },
    { name: `${name}${UNREACHED}`, missing: unreached ?? [], ran: unreached !== null, complete },
  ];
}

async function scripted(
  session: Session,
  image: BuiltImage,
  name: 'node' | 'python',
  program: string,
  asked: string,
): Promise<readonly Smoke[]> {
  const script = name === 'node' ? ['-e', NODE_SCRIPT] : ['-c', PYTHON_SCRIPT];
  return read(name, await runIn(session, image, program, [...script, asked]));
}

async function phpModules(session: Session, image: BuiltImage, program: string): Promise<PhpModules | null> {
  const { stdout, stderr } = await runIn(session, image, program, ['-m']);
  return readPhpModules(stdout, stderr);
}

/** A run time that both images have, with what starts it in each. */
interface Asked {
  readonly name: SmokeName;
  readonly before: string;
  readonly after: string;
}

/**
 * Asks the run times in both images what they do not find: Node.js and Python for the modules that the app's own files
 * below `roots` name, PHP for its extensions. One that cannot be asked has `ran: false`. Limits: 4000 files and 20 seconds
 * for a script, 60 seconds for a container.
 */
async function smoke(
  session: Session,
  original: BuiltImage,
  candidate: BuiltImage,
  all: readonly Asked[],
  roots: readonly string[],
): Promise<Smokes> {
  const before: Smoke[] = [];
  const after: Smoke[] = [];
  const asked = question([original, candidate], roots);
  for (const each of all) {
    if (each.name === 'php') {
      const was = await phpModules(session, original, each.before);
      const php = phpSmokes(was, await phpModules(session, candidate, each.after));
      before.push(php.before);
      after.push(php.after);
    } else {
      before.push(...(await scripted(session, original, each.name, each.before, asked)));
      after.push(...(await scripted(session, candidate, each.name, each.after, asked)));
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
  original: BuiltImage,
  candidate: BuiltImage,
  listings: { readonly before: Listing; readonly after: Listing },
  roots: readonly string[],
): Promise<readonly Finding[]> {
  if (!session.engine.can.run) return [];
  const places = [...new Set([...roots, ...smokeRoots(original.config)])];
  const there = smokesOf(candidate.config, listings.after);
  const used = smokesWithSources(listings.after, places);
  const all = [...smokesOf(original.config, listings.before)].flatMap(([name, before]): readonly Asked[] => {
    const after = there.get(name);
    return after !== undefined && used.includes(name) ? [{ name, before, after }] : [];
  });
  const { before, after } = await smoke(session, original, candidate, all, places);
  return compareSmokes(before, after);
}
