import { readArgs } from '../../../src/effects/args.js';
import { packageName } from '../commands/shared.js';
import { binsOfPackage } from '../bins.js';
import { nearestManifest } from '../manifest.js';
import { literalWords, type Word } from './start-words.js';
import { absolute, addProcess, type Position, type Surroundings, type Trail } from './trail.js';
import { asShell, walkScriptName, unknownScript } from './package-scripts.js';
import { walkParallel, walkProcessManager } from './process-managers.js';
import { walkText, walkWords } from './walk.js';
import { memberCall } from './workspace-calls.js';

const valued = [
  '--prefix',
  '-C',
  '--dir',
  '--cwd',
  '-w',
  '--workspace',
  '--filter',
  '-F',
  '--loglevel',
  '-p',
  '--package',
  '-c',
  '--call',
  '--userconfig',
  '--cache',
  '-n',
  '--names',
  '--prefix-colors',
];
const names = [
  'npm',
  'yarn',
  'yarnpkg',
  'pnpm',
  'bun',
  'npx',
  'pnpx',
  'bunx',
  'npm-run-all',
  'npm-run-all2',
  'run-s',
  'run-p',
  'concurrently',
  'conc',
  'corepack',
  'pm2',
  'pm2-runtime',
  'pm2-docker',
  'forever',
  'nodemon',
];
const installs = ['install', 'i', 'ci', 'add', 'clean-install'];

function rawRest(words: readonly Word[], from: Word | undefined): readonly Word[] {
  const index = from ? words.indexOf(from) : -1;
  return index < 0
    ? []
    : words
        .slice(index + 1)
        .filter((word, i, all) => word.value !== '--' || all.findIndex((each) => each.value === '--') !== i);
}

function walkTreeProgram(words: readonly Word[], around: Surroundings, trail: Trail, at: Position): void {
  const manifest = nearestManifest(around.files, at.cwd);
  walkWords(words, around, trail, { ...at, cwd: manifest?.dir ?? at.cwd, tree: true });
}

function walkNpx(words: readonly Word[], around: Surroundings, trail: Trail, at: Position): void {
  const args = readArgs(words.map(asShell), valued);
  const call = args.value('-c', '--call');
  if (call !== null) {
    walkText(call, around, trail, { ...at, tree: true });
    return;
  }
  const index = words.findIndex(
    (word, i) =>
      i > 0 &&
      args.positionals[0] !== undefined &&
      word.value === args.positionals[0].value &&
      word.text === args.positionals[0].text,
  );
  const first = words[index];
  if (!first?.value) {
    trail.unclear.push('npx runs a program that is not known');
    return;
  }
  const spec = packageName(first.value);
  const bin = spec.startsWith('@') || spec !== first.value ? (binsOfPackage(spec)[0] ?? spec) : spec;
  trail.fetched.push(spec);
  walkWords([{ value: bin, text: bin }, ...words.slice(index + 1)], around, trail, {
    ...at,
    tree: true,
    through: [...at.through, `npx ${spec}`],
  });
}

/** Follows package managers and process managers; false when the program is none. */
export function walkManager(
  program: string,
  words: readonly Word[],
  around: Surroundings,
  trail: Trail,
  at: Position,
): boolean {
  if (!names.includes(program)) return false;
  if (program === 'nodemon') {
    addProcess(trail, 'dev-server', program, words.slice(1), at, true);
    return true;
  }
  if (program.startsWith('pm2') || program === 'forever') {
    walkProcessManager(program, words, around, trail, at);
    return true;
  }
  if (/^(?:npm-run-all2?|run-[sp]|conc|concurrently)$/.test(program)) {
    walkParallel(program, words, around, trail, at);
    return true;
  }
  const manager = program === 'yarnpkg' ? 'yarn' : program;
  trail.programs.set(program, at.through.at(-1) ?? 'the start command');
  if (program === 'npx' || program === 'pnpx' || program === 'bunx') {
    walkNpx(words, around, trail, at);
    return true;
  }
  if (program === 'corepack') {
    walkWords(words.slice(1), around, trail, at);
    return true;
  }
  const member = memberCall(manager, words, at.cwd, around);
  if (member) {
    walkManager(program, member.words, around, trail, { ...at, cwd: member.cwd, depth: at.depth + 1 });
    return true;
  }
  const args = readArgs(words.map(asShell), valued);
  const given = args.value('--prefix', '-C', '--dir', '--cwd');
  const cwd = given === null ? at.cwd : (absolute(at.cwd, given) ?? at.cwd);
  const here: Position = { ...at, cwd };
  const positions = args.positionals.map((word) =>
    words.find((each) => each.value === word.value && each.text === word.text),
  );
  const first = positions[0];
  if (first?.value === null || args.has('-w', '--workspace', '--filter', '-F', '-r')) {
    trail.unclear.push(`${manager} runs something that cannot be followed`);
    addProcess(trail, 'tool', manager, words.slice(1), here, true);
    return true;
  }
  const sub = first?.value ?? (manager === 'yarn' ? 'install' : '');
  if (installs.includes(sub)) addProcess(trail, 'install', manager, words.slice(1), here, false);
  else if (sub === 'run' || sub === 'run-script')
    walkNamed(positions[1], manager, words, around, trail, here);
  else if (['exec', 'x', 'dlx'].includes(sub))
    walkNpx([words[0] ?? { value: manager, text: manager }, ...rawRest(words, first)], around, trail, here);
  else if (sub === 'node' && manager === 'yarn')
    walkWords([{ value: 'node', text: 'node' }, ...rawRest(words, first)], around, trail, {
      ...here,
      tree: true,
    });
  else if (sub === 'workspace' || sub === 'workspaces') {
    trail.unclear.push(`${manager} runs something in a workspace`);
    addProcess(trail, 'tool', manager, words.slice(1), here, true);
  } else if (
    sub !== '' &&
    ![
      'config',
      'cache',
      'set',
      'ls',
      'list',
      'version',
      '--version',
      'prune',
      'rebuild',
      'link',
      'global',
    ].includes(sub)
  )
    walkNamed(first, manager, words, around, trail, here);
  return true;
}

function walkNamed(
  name: Word | undefined,
  manager: string,
  words: readonly Word[],
  around: Surroundings,
  trail: Trail,
  at: Position,
): void {
  if (!name?.value) {
    trail.unclear.push(`${manager} runs a script with a computed name`);
    return;
  }
  const rest = rawRest(words, name);
  if (walkScriptName(name.value, rest, manager, around, trail, at)) return;
  const root = nearestManifest(around.files, at.cwd)?.dir ?? at.cwd;
  // `npm start` without a start script runs server.js when there is one.
  if (manager === 'npm' && name.value === 'start' && around.files.stat(`${root}/server.js`) !== null) {
    walkWords(literalWords(['node', 'server.js']), around, trail, {
      ...at,
      cwd: root,
      through: [...at.through, 'npm start'],
    });
    return;
  }
  if (manager === 'bun' && /[./]/.test(name.value)) {
    addProcess(trail, 'node', 'bun', [name, ...rest], at, false);
    return;
  }
  if (manager !== 'npm' && nearestManifest(around.files, at.cwd) !== null) {
    walkTreeProgram([name, ...rest], around, trail, {
      ...at,
      through: [...at.through, `${manager} ${name.value}`],
    });
    return;
  }
  if (['build', 'dev', 'test'].includes(name.value)) {
    // Even without package.json these names say what the container would do.
    trail.unclear.push(`${manager} run ${name.value}`);
    addProcess(
      trail,
      name.value === 'dev' ? 'dev-server' : name.value === 'test' ? 'check' : 'build',
      name.value,
      [],
      { ...at, through: [...at.through, `${manager} run ${name.value}`] },
      true,
    );
    return;
  }
  unknownScript(name.value, manager, around, trail, at);
}
