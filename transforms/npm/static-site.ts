import { plainWords, readArgs } from '../../src/effects/args.js';
import type { Evidence } from '../../src/classify/types.js';
import type { Artefact, Claim, Facts } from '../../src/transform/types.js';
import type { Start } from './entry/judge.js';
import { absolute, type StartedProcess } from './entry/trail.js';
import { isSystemDirectory } from './commands/shared.js';
import type { AppProject } from './project.js';
import { packagesOfBin } from './bins.js';
import { servesOnly } from './self-contained.js';

const valued: Readonly<Record<string, readonly string[]>> = {
  serve: ['-l', '--listen', '-p', '--port', '-c', '--config', '--ssl-cert', '--ssl-key', '--ssl-pass'],
  'http-server': [
    '-p',
    '-a',
    '-c',
    '-e',
    '--ext',
    '-P',
    '--proxy',
    '-S',
    '-C',
    '-K',
    '-u',
    '-t',
    '-b',
    '--port',
    '--mimetypes',
    '--username',
    '--password',
  ],
};

/** Files besides the served directory that the server's options name. */
const fileOptions = ['-c', '--config', '--ssl-cert', '--ssl-key', '-C', '-K', '--mimetypes'];

/** The directory, absolute, that `serve` or `http-server` serves; null for other servers and what is not literal. */
function servedBy(process: StartedProcess, facts: Facts): string | null {
  const program = process.program === 'hs' ? 'http-server' : process.program;
  const takes = Object.hasOwn(valued, program) ? valued[program] : undefined;
  if (!takes || process.args.some((word) => word.includes('$'))) return null;
  const args = readArgs(plainWords([program, ...process.args]), takes);
  if (fileOptions.some((option) => (option !== '-c' || program === 'serve' ? args.has(option) : false)))
    return null;
  const named = args.positionals[0]?.value ?? null;
  const fallback =
    program === 'http-server' && facts.files.stat(`${process.cwd}/public`) !== null ? 'public' : '.';
  return absolute(process.cwd, named ?? fallback);
}

/**
 * The narrow rung of an image that only serves a built directory: that directory is all of the app. It takes a server that
 * does not come out of the project's own node_modules, and a command that is known to make the directory.
 */
export function servedArtefact(
  facts: Facts,
  start: Start,
  project: AppProject,
  globals: ReadonlySet<string>,
): Artefact | null {
  const processes = start.trail.processes.filter((each) => each.kind !== 'system');
  if (processes.length === 0 || !processes.every(servesOnly)) return null;
  const gaps: string[] = [];
  const paths: Claim[] = [];
  const found: Evidence[] = [];
  for (const process of processes) {
    const served = servedBy(process, facts);
    if (served === null) {
      gaps.push(`what ${process.program} serves is not written out`);
      continue;
    }
    if (served === project.dir || isSystemDirectory(served))
      gaps.push('the whole project directory is served');
    const local = packagesOfBin(process.program).some(
      (name) =>
        project.lock?.entries.some((entry) => entry.name === name) ??
        Object.hasOwn({ ...project.manifest?.dependencies, ...project.manifest?.devDependencies }, name),
    );
    if (!globals.has(process.program) && local)
      gaps.push(`${process.program} comes out of the project's node_modules`);
    if (start.trail.fetched.length > 0 && facts.files.stat(`${project.dir}/.npmrc`) !== null)
      gaps.push('npx reads the .npmrc of the project');
    if (process.through.some((each) => / run /.test(each)))
      gaps.push('the server is started by a package script');
    const maker = facts.units.find((unit) =>
      unit.effects.writes.some(
        (write) =>
          (write.role === 'artefact' || write.role === 'source') &&
          (write.path === served || (write.tree && served.startsWith(`${write.path}/`))),
      ),
    );
    const opaque = facts.units.find((unit) =>
      unit.effects.opaque?.within?.some((dir) => served.startsWith(`${dir}/`)),
    );
    if (!maker && !opaque) gaps.push(`no command is known to make ${served}`);
    const evidence: Evidence = {
      rule: 'npm/served-directory',
      because: `${process.program} serves ${served} and reads nothing else of the app`,
      at: start.at,
    };
    found.push(evidence);
    paths.push({ path: served, tree: true, confidence: maker ? 'proven' : 'strong', evidence });
  }
  if (start.health.processes.some((each) => each.kind !== 'system') || start.health.paths.size > 0)
    gaps.push('the health check runs something of the app');
  if (start.trail.paths.size > 0)
    for (const path of start.trail.paths.keys())
      if (path.startsWith(`${project.dir}/`))
        paths.push({
          path,
          tree: false,
          confidence: 'proven',
          evidence: { rule: 'npm/start-file', because: 'the start command names it', at: start.at },
        });
  // A stage that already holds nothing else has nothing to leave behind.
  const leavesBehind = facts.units.some((unit) =>
    unit.effects.writes.some(
      (write) =>
        (write.role === 'source' || write.role === 'artefact' || write.role === 'dependencies') &&
        (write.path === project.dir || write.path.startsWith(`${project.dir}/`)) &&
        !paths.some((each) => write.path === each.path || write.path.startsWith(`${each.path}/`)),
    ),
  );
  if (!leavesBehind) return null;
  const confidence =
    gaps.length > 0 ? 'weak' : paths.every((each) => each.confidence === 'proven') ? 'proven' : 'strong';
  return { rung: 'artefact', paths, confidence, evidence: found, gaps };
}
