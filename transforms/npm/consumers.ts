import type { Refusal } from '../../src/classify/types.js';
import { composeServices } from '../../src/project/compose.js';
import { field, isRecord, textOf } from '../../src/project/json.js';
import type { DataRecord } from '../../src/project/json.js';
import type { Facts } from '../../src/transform/types.js';
import { literalWords } from './entry/start-words.js';
import { emptyTrail, type Trail } from './entry/trail.js';
import { walkText, walkWords } from './entry/walk.js';

/** What files beside the Dockerfile ask of the final image. */
export interface Consumers {
  readonly refusals: readonly Refusal[];
  /** Programs that other files start in this image: run time, like CMD. */
  readonly trails: readonly Trail[];
}

function base(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Does a compose service build this Dockerfile, down to this stage? */
function buildsThis(build: unknown, facts: Facts): boolean {
  const context = typeof build === 'string' ? build : (textOf(field(build, 'context')) ?? '.');
  if (!['.', './', '', '$PWD', '${PWD}'].includes(context)) return false;
  const file = (isRecord(build) ? textOf(field(build, 'dockerfile')) : null) ?? 'Dockerfile';
  if (base(file) !== base(facts.doc.source)) return false;
  const target = isRecord(build) ? textOf(field(build, 'target')) : null;
  return target === null || target === facts.stage.name;
}

function volumeTargets(definition: unknown): readonly { readonly source: string; readonly target: string }[] {
  const volumes = field(definition, 'volumes');
  if (!Array.isArray(volumes)) return [];
  return volumes.flatMap((volume: unknown) => {
    if (typeof volume === 'string') {
      const [source = '', target = ''] = volume.split(':');
      return target === '' ? [{ source: '', target: source }] : [{ source, target }];
    }
    return [{ source: textOf(field(volume, 'source')) ?? '', target: textOf(field(volume, 'target')) ?? '' }];
  });
}

function commandTrail(command: unknown, facts: Facts): Trail | null {
  const trail = emptyTrail();
  const around = { files: facts.files, env: (): string | undefined => undefined };
  const at = {
    cwd: facts.contract.workdir || '/',
    conditional: false,
    tree: false,
    through: ['compose'],
    rest: [],
    depth: 0,
  };
  if (typeof command === 'string') walkText(command, around, trail, at);
  else if (Array.isArray(command)) walkWords(literalWords(command.map(String)), around, trail, at);
  else return null;
  return trail;
}

function devImage(file: string, name: string, because: string): Refusal {
  return {
    code: 'E-DEV-IMAGE',
    message: `${file} uses this image for development: service ${name} ${because}`,
    at: null,
    unlock: 'give the development service a Dockerfile or a build target of its own',
  };
}

function service(file: string, name: string, value: DataRecord, facts: Facts): Consumers {
  if (field(value, 'build') === undefined || !buildsThis(field(value, 'build'), facts))
    return { refusals: [], trails: [] };
  const trail = commandTrail(field(value, 'command'), facts);
  const workdir = facts.contract.workdir.replace(/\/$/, '');
  const volumes = volumeTargets(value);
  const bound = volumes.some(
    ({ source, target }) => /^(?:\.|\$\{?PWD\}?)\/?$/.test(source) && target.replace(/\/$/, '') === workdir,
  );
  const modules = volumes.some(({ target }) => target.replace(/\/$/, '') === `${workdir}/node_modules`);
  const dev = trail?.processes.find((each) => each.kind === 'dev-server' || each.kind === 'build');
  const check = trail?.processes.find((each) => each.kind === 'check');
  if (dev)
    return {
      refusals: [
        devImage(
          file,
          name,
          `runs ${[dev.program, ...dev.args].join(' ')}${bound ? ' on sources that it mounts' : ''}`,
        ),
      ],
      trails: [],
    };
  if (bound && modules)
    return {
      refusals: [
        devImage(file, name, `mounts the sources over ${workdir} and takes node_modules out of the image`),
      ],
      trails: [],
    };
  if (check)
    return {
      refusals: [
        {
          code: 'E-CONSUMER',
          message: `${file} runs ${check.program} in this image (service ${name}), which needs development dependencies`,
          at: null,
          unlock: 'build the tests with a target or a Dockerfile of their own',
        },
      ],
      trails: [],
    };
  return { refusals: [], trails: trail ? [trail] : [] };
}

/** `docker run IMAGE npm test` and `docker compose run app yarn lint`. */
const ciCheck =
  /\bdocker(?:-compose|\s+compose)?\s+(?:run|exec)\b[^\n|;&]*\b(?:npm|yarn|pnpm)\s+(?:run\s+)?(?:test|lint|e2e|coverage|test:[\w:-]+)\b/;

function ciFiles(facts: Facts): readonly string[] {
  const { context } = facts;
  const names = [
    '.gitlab-ci.yml',
    '.travis.yml',
    'Jenkinsfile',
    'Makefile',
    'bitbucket-pipelines.yml',
    'azure-pipelines.yml',
    '.circleci/config.yml',
    '.drone.yml',
    'cloudbuild.yaml',
  ];
  const workflows = context.list('.github/workflows').map((name) => `.github/workflows/${name}`);
  return [...names, ...workflows];
}

/** Reads compose and CI files of the build context for what they run in the image, and for mounts over the app. */
export function consumers(facts: Facts): Consumers {
  const refusals: Refusal[] = [];
  const trails: Trail[] = [];
  for (const { file, name, definition } of composeServices(facts.context)) {
    const found = service(file, name, definition, facts);
    refusals.push(...found.refusals);
    trails.push(...found.trails);
  }
  for (const file of ciFiles(facts)) {
    const text = facts.context.read(file);
    const found = text === null ? null : ciCheck.exec(text);
    if (found)
      refusals.push({
        code: 'E-CONSUMER',
        message: `${file} runs tests in the final image (${found[0].trim()}), which needs development dependencies and test files`,
        at: null,
        unlock: 'run tests in a RUN of the Dockerfile, or with a build target of their own',
      });
  }
  return { refusals: refusals.slice(0, 3), trails };
}
