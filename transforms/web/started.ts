import { officialName } from '../../src/data/image-ref.js';
import { provides } from '../../src/data/provides.js';
import { plainWords, readArgs } from '../../src/effects/args.js';
import type { Facts } from '../../src/transform/types.js';
import { consumers } from '../npm/consumers.js';
import { resolveStart, type Start } from '../npm/entry/judge.js';
import type { StartedProcess } from '../npm/entry/trail.js';
import { serverOf, serverOfService, type WebServer } from './servers.js';

/** A web server that the container starts, with its command line. */
export interface Started {
  readonly server: WebServer;
  readonly args: ReturnType<typeof readArgs>;
  readonly cwd: string;
  readonly start: Start;
}

/** Programs of the operating system that prepare files or keep the container running, and are not the app. */
const helpers = new Set(
  (
    'awk base64 basename cat chgrp chmod chown cp curl cut date dirname echo egrep env envsubst expr find fgrep gawk grep gzip ' +
    'head hostname id jq kill ln ls md5sum mkdir mktemp mv nproc perl printenv printf readlink realpath rm rmdir sed seq ' +
    'sha256sum sleep sort stat tail tee touch tr true uniq wait-for-it wait-for-it.sh wc wget which xargs yq'
  ).split(' '),
);

/** Packages that make a web server run an app's code inside itself. */
const embedding =
  /^(?:libapache2-mod-(?:php|wsgi|passenger|perl|python)|libnginx-mod-http-(?:lua|perl|js|passenger)|nginx-mod-http-(?:lua|perl|js)|apache2-mod-(?:wsgi|perl)|php\d*-apache2|mod_(?:wsgi|php|perl)|passenger)/;

function runsCodeItself(facts: Facts): boolean {
  return facts.units.some((unit) =>
    unit.effects.packages.some(
      (change) => change.op === 'install' && change.packages.some((request) => embedding.test(request.name)),
    ),
  );
}

function serverOfProcess(process: StartedProcess): WebServer | null {
  if (process.program === 'service' || process.program === 'rc-service')
    return serverOfService(process.args[0] ?? '');
  if (process.program.startsWith('/etc/init.d/'))
    return serverOfService(process.program.slice('/etc/init.d/'.length));
  return serverOf(process.program);
}

/** Programs of the Node world that the health check or a compose file runs in the container beside the server. */
export function runBeside(facts: Facts, started: Started): readonly string[] {
  const trails = [started.start.health, ...consumers(facts).trails];
  return trails.flatMap((trail) =>
    trail.processes.filter((process) => process.kind !== 'system').map((process) => process.program),
  );
}

/** True when the base is known to lack the server and no line of the file could bring it: the container does not start. */
function isMissing({ base, stage, units }: Facts, { id, programs }: WebServer): boolean {
  if (base === null || stage.uses.length > 0) return false;
  if (provides(base, programs[0] ?? id) !== 'no') return false;
  const names = [id, ...programs];
  return !units.some(
    ({ effects }) =>
      effects.opaque !== null ||
      effects.packages.some(
        (change) =>
          change.op === 'install' &&
          change.packages.some((request) => names.some((name) => request.name.startsWith(name))),
      ) ||
      effects.writes.some((write) =>
        // A tree below the system's directories may hold the program; one of the app's own does not.
        write.tree && /^\/(?:$|usr\b|opt\b|s?bin\b)/.test(write.path)
          ? true
          : names.includes(write.path.slice(write.path.lastIndexOf('/') + 1)),
      ),
  );
}

/** nginx's own image: its entry script prepares configuration from /etc/nginx and runs CMD (docker-nginx). */
function withoutImageScript(facts: Facts): Facts {
  const { contract, baseRef } = facts;
  const inherited = (contract.setBy['entrypoint'] ?? null) === null;
  if (!inherited || baseRef === null || officialName(baseRef) !== 'nginx') return facts;
  return { ...facts, contract: { ...contract, entrypoint: null } };
}

/** By the facts that were asked about: detection, contribution and bases all ask. */
const answers = new WeakMap<Facts, Started | null>();

/**
 * The one web server that the container starts, when it serves files and nothing else of the app runs beside it or inside
 * it: no interpreter, no application server, no program that nobody knows. Null otherwise.
 */
export function startedServer(facts: Facts): Started | null {
  const known = answers.get(facts);
  if (known !== undefined) return known;
  const started = findServer(facts);
  answers.set(facts, started);
  return started;
}

function findServer(facts: Facts): Started | null {
  const start = resolveStart(withoutImageScript(facts));
  let found: { readonly server: WebServer; readonly process: StartedProcess } | null = null;
  for (const process of start.trail.processes) {
    // With node_modules/.bin on PATH every name may be a dependency's program, but none is called like these.
    const plain = process.kind === 'system' || process.kind === 'tool';
    const server = plain ? serverOfProcess(process) : null;
    if (server === null) {
      if (!plain || !helpers.has(process.program)) return null;
    } else if (found !== null && found.server !== server) return null;
    else found = { server, process };
  }
  if (found === null || runsCodeItself(facts) || isMissing(facts, found.server)) return null;
  const { server, process } = found;
  const service = serverOf(process.program) === null;
  const args = service ? [server.id] : [process.program, ...process.args];
  return { server, args: readArgs(plainWords(args), server.valued), cwd: process.cwd, start };
}
