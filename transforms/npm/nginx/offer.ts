import { noNeeds } from '../../../src/transform/no-needs.js';
import { isSystemDirectory } from '../commands/shared.js';
import type { Evidence } from '../../../src/classify/types.js';
import { field } from '../../../src/project/json.js';
import type {
  AllowKind,
  Contribution,
  Facts,
  Replacement,
  StartChange,
} from '../../../src/transform/types.js';
import type { Consumers } from '../consumers.js';
import type { Start } from '../entry/judge.js';
import { absolute, type StartedProcess } from '../entry/trail.js';
import type { AppProject } from '../project.js';
import { buildResult } from './build-result.js';
import { isReplaceable, serverCall, type Call } from './calls.js';
import { packageFile } from './package-facts.js';
import { siteCommand } from './site.js';

const IMAGE = 'nginx:alpine';

interface Site {
  readonly dir: string;
  /** Command that the build stage has to run for it; null when the file runs one already. */
  readonly build: string | null;
}

/** What the project sets up around its server, in package.json or beside it; null when it is nothing. */
function surroundingSetting(facts: Facts, { dir }: AppProject, dev: boolean): string | null {
  const file = packageFile(facts, dir);
  if (file === undefined) return 'there is no package.json to read';
  for (const key of ['proxy', 'homepage', 'static', 'now'])
    if (field(file, key) !== undefined && !(key === 'homepage' && field(file, key) === '/'))
      return `package.json sets ${key}, which nginx would not know`;
  const names = ['serve.json', 'now.json', 'public/serve.json', 'public/now.json'];
  if (dev) names.push('src/setupProxy.js', 'src/setupProxy.ts', '.env.development', '.env.development.local');
  const there = names.find((name) => facts.files.stat(`${dir}/${name}`) !== null);
  if (there !== undefined) return `${there} changes what is served, and nginx would not know it`;
  const { cmd, entrypoint, env } = facts.contract;
  const texts = [
    facts.files.read(`${dir}/package.json`),
    facts.files.read(`${dir}/.env`),
    facts.files.read(`${dir}/.env.local`),
    ...(cmd ?? []),
    ...(entrypoint ?? []),
  ];
  if (texts.some((text) => /\b(?:PORT|HTTPS|HOST|PUBLIC_URL)\s*=/.test(text ?? '')))
    return 'a script or a .env file sets the port or the address';
  const variable = ['HTTPS', 'PUBLIC_URL', 'HOST'].find((name) => env[name] !== undefined);
  return variable === undefined ? null : `the variable ${variable} is set`;
}

/** What the image promises besides the site, that nginx's image would not keep; null when nothing. */
function otherPromise(facts: Facts, start: Start, asked: Consumers): string | null {
  const { contract } = facts;
  if (!facts.files.complete) return 'the build context is not known';
  if (!/^(?:|0|root)(?::.*)?$/.test(contract.user)) return `the container runs as ${contract.user}`;
  if ((contract.setBy['entrypoint'] ?? null) !== null) return 'the file has an ENTRYPOINT of its own';
  if ((contract.setBy['shell'] ?? null) !== null) return 'the file sets a SHELL';
  if (start.health.processes.some((each) => each.kind !== 'system') || start.health.paths.size > 0)
    return 'the health check runs something of the app';
  if (asked.trails.length > 0 || asked.refusals.length > 0)
    return 'a compose file starts something else in the image';
  return start.trail.unclear[0] ?? null;
}

const command = { npm: 'npm run build', yarn: 'yarn run build', pnpm: 'pnpm run build' } as const;

function devSite(facts: Facts, project: AppProject, tool: string): Site | string {
  const { dir, manager } = project;
  if (manager === null || manager === 'bun') return 'which package manager builds the site is not known';
  const result = buildResult(facts, dir, tool);
  if (typeof result === 'string') return result;
  const runs = facts.units.filter((unit) => /^(?:run|copy|add)$/.test(unit.instruction.type));
  const made = runs.findLastIndex(
    (unit) => unit.instruction.type === 'run' && unit.effects.writes.some((each) => each.path === result.dir),
  );
  const copied = runs.findLastIndex((unit) => unit.instruction.type !== 'run');
  // The development server would see a variable that is set after the build.
  const variables = facts.stage.instructions.findLast((each) => each.type === 'env')?.index ?? -1;
  if (made > copied && variables < (runs[made]?.instruction.index ?? 0))
    return { dir: result.dir, build: null };
  return runs.at(-1)?.cwd === dir
    ? { dir: result.dir, build: command[manager] }
    : `the last step of the build does not run in ${dir}`;
}

function servedSite(facts: Facts, project: AppProject, process: StartedProcess, call: Call): Site | string {
  const dir = call.directory === null ? null : absolute(process.cwd, call.directory);
  if (dir === null || dir === project.dir || isSystemDirectory(dir) || project.dir.startsWith(`${dir}/`))
    return 'the whole project directory is served';
  const made = facts.units.some((unit) =>
    unit.effects.writes.some(
      (write) => write.path === dir || (write.tree && dir.startsWith(`${write.path}/`)),
    ),
  );
  const within = facts.units.some((unit) =>
    unit.effects.opaque?.within?.some((place) => dir.startsWith(`${place}/`)),
  );
  return made || within ? { dir, build: null } : `no command is known to make ${dir}`;
}

function changes(process: StartedProcess, dev: boolean): string {
  const { program } = process;
  const same = `nginx serves the built files in place of ${program}`;
  const common = 'the port is fixed, PORT is not read at start, and headers and logs are nginx’s';
  return dev
    ? `${same}: there is no hot reload and nothing is compiled when the container runs; the environment is inlined at build time, so variables set at start have no effect; ${common}`
    : `${same}: there are no directory listings and no redirects of its own; ${common}`;
}

function contribution(site: Site, start: StartChange, call: Call, message: string): Contribution {
  const { evidence } = start;
  return {
    pack: 'npm',
    owns: true,
    entry: { words: start.cmd ?? [], confidence: 'strong', evidence },
    roots: [],
    artefact: {
      rung: 'artefact',
      paths: evidence.slice(0, 1).map((each) => ({
        path: site.dir,
        tree: true,
        confidence: 'strong',
        evidence: { ...each, because: `nginx serves ${site.dir}, and nothing else of the app runs` },
      })),
      confidence: 'strong',
      evidence,
      gaps: [],
    },
    removable: [],
    prune: [],
    programs: [],
    libraries: [],
    needs: noNeeds,
    // Nothing compiled is carried, so the C library of the old base does not matter.
    linkage: { value: 'static', evidence },
    buildOnly: [],
    obligations: [
      {
        id: 'binaries',
        confidence: 'strong',
        evidence,
        unlock: 'start nginx alone',
      },
    ],
    guards: evidence.slice(0, 1).map((each) => ({
      command: siteCommand(call.port, site.dir, call.fallback),
      evidence: { ...each, because: `the site on port ${call.port}, as the original serves it` },
    })),
    refusals: [],
    notes: [{ code: 'I-NGINX', message, at: start.evidence[0]?.at ?? null }],
    wants: [],
    start,
  };
}

/** nginx in place of a development server or a file server of Node; a text says why it is not offered, null that it is no such. */
export function nginxOffer(
  facts: Facts,
  start: Start,
  project: AppProject,
  asked: Consumers,
): Replacement | string | null {
  const processes = start.trail.processes.filter((each) => each.kind !== 'system');
  const process = processes[0];
  if (process?.kind !== 'dev-server' && process?.kind !== 'static-server') return null;
  if (!isReplaceable(process.program)) return null;
  const dev = process.kind === 'dev-server';
  if (start.trail.processes.length > 1 || process.conditional)
    return 'the container starts more than one program';
  const promise = otherPromise(facts, start, asked) ?? surroundingSetting(facts, project, dev);
  if (promise !== null) return promise;
  const call = serverCall(process, facts, project.dir);
  if (typeof call === 'string') return call;
  const site = dev ? devSite(facts, project, process.program) : servedSite(facts, project, process, call);
  if (typeof site === 'string') return site;
  if (/[^\w@%+=:,./-]/.test(site.dir)) return `${site.dir} is no plain path`;
  const allow: AllowKind = dev ? 'dev-server' : 'nginx';
  const message = changes(process, dev);
  const evidence: Evidence = { rule: 'npm/nginx', because: message, at: start.at };
  const change: StartChange = {
    entrypoint: null,
    cmd: ['nginx', '-g', 'daemon off;'],
    build: site.build,
    tier: 'T3',
    allow,
    evidence: [evidence],
  };
  return {
    contribution: contribution(site, change, call, message),
    base: { image: IMAGE, resolved: IMAGE, tier: 'T3', allow, kind: 'distro', evidence },
    answers: dev ? 'E-DEVSERVER' : null,
  };
}
