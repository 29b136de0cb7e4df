import { readArgs } from '../../../src/effects/args.js';
import { matchingScripts } from '../commands/runners.js';
import { nearestManifest } from '../manifest.js';
import { asShell, unknownScript, walkScriptName } from './package-scripts.js';
import { literalWords, type Word } from './start-words.js';
import { absolute, addProcess, type Position, type Surroundings, type Trail } from './trail.js';
import { walkText, walkWords } from './walk.js';

/** pm2 and forever: the script, or the ecosystem file that names it. */
export function walkProcessManager(
  program: string,
  words: readonly Word[],
  around: Surroundings,
  trail: Trail,
  at: Position,
): void {
  addProcess(trail, 'manager', program, words.slice(1), at, true);
  const args = readArgs(words.map(asShell), [
    '--env',
    '--name',
    '-n',
    '-i',
    '--instances',
    '--interpreter',
    '--max-memory-restart',
    '-e',
    '-o',
    '-l',
    '--log',
    '--only',
    '--node-args',
    '--cwd',
    '--output',
    '--error',
    '--format',
    '-c',
    '--minUptime',
    '--spinSleepTime',
    '--pidFile',
    '-p',
  ]);
  const positional = args.positionals.filter(
    (word, i) => !(i === 0 && ['start', 'startOrRestart', 'reload', 'restart'].includes(word.value ?? '')),
  );
  const target = positional[0];
  if (!target) {
    if (args.has('-v', '--version')) return;
    trail.unclear.push(`${program} is started without a script`);
    return;
  }
  if (target.value === null) {
    trail.unclear.push(`${program} starts something computed`);
    return;
  }
  if (['npm', 'yarn', 'pnpm'].includes(target.value)) {
    const dashes = words.findIndex((word) => word.value === '--');
    walkWords(
      [
        { value: target.value, text: target.text },
        ...(dashes < 0 ? positional.slice(1) : words.slice(dashes + 1)),
      ],
      around,
      trail,
      at,
    );
    return;
  }
  if (/\s/.test(target.value)) {
    walkText(target.value, around, trail, at);
    return;
  }
  const path = absolute(at.cwd, target.value);
  if (path === null) return;
  if (
    !/(?:ecosystem|pm2|processes?)[\w.-]*\.(?:c?js|json|ya?ml)$|\.config\.c?js$|\.json$|\.ya?ml$/.test(
      target.value,
    )
  ) {
    walkWords(
      [
        { value: 'node', text: 'node' },
        { value: path, text: path },
      ],
      around,
      trail,
      at,
    );
    return;
  }
  trail.paths.set(path, program);
  const text = around.files.read(path);
  const scripts =
    text === null
      ? []
      : [...text.matchAll(/(?<![\w.])["']?script["']?\s*:\s*(["'`])([^"'`$\n]+)\1/g)].flatMap(
          (found) => found[2] ?? [],
        );
  const interpreter = /["']?interpreter["']?\s*:\s*["'`]([^"'`]+)["'`]/.exec(text ?? '')?.[1];
  if (scripts.length === 0)
    trail.unclear.push(text === null ? `${path} cannot be read` : `${path} names no script literally`);
  if (text !== null && /["']?cwd["']?\s*:/.test(text)) trail.unclear.push(`${path} sets a working directory`);
  for (const script of scripts) {
    const name = interpreter && interpreter !== 'node' && interpreter !== 'none' ? interpreter : 'node';
    if (['npm', 'yarn', 'pnpm'].includes(script)) {
      const argument = /["']?args["']?\s*:\s*\[?\s*["'`]([^"'`\n]+)["'`]/.exec(text ?? '')?.[1] ?? 'start';
      walkWords([{ value: script, text: script }, ...literalWords(argument.split(/\s+/))], around, trail, at);
    } else if (/\s/.test(script)) walkText(script, around, trail, { ...at, tree: true });
    else
      walkWords(
        [
          { value: name, text: name },
          { value: absolute(at.cwd, script), text: script },
        ],
        around,
        trail,
        { ...at, tree: true },
      );
  }
}

/** npm-run-all and concurrently: several scripts or shell texts side by side. */
export function walkParallel(
  program: string,
  words: readonly Word[],
  around: Surroundings,
  trail: Trail,
  at: Position,
): void {
  addProcess(trail, 'tool', program, words.slice(1), at, true);
  const manifest = nearestManifest(around.files, at.cwd);
  const args = readArgs(words.map(asShell), [
    '-n',
    '--names',
    '-c',
    '--prefix-colors',
    '-m',
    '--max-processes',
  ]);
  for (const word of args.positionals) {
    if (word.value === null) {
      trail.unclear.push(`${program} starts something computed`);
      continue;
    }
    const short = /^(?:npm|yarn|pnpm):([\w:.*-]+)$/.exec(word.value)?.[1];
    const pattern = program.startsWith('conc') ? short : word.value;
    if (pattern === undefined) {
      walkText(word.value, around, trail, { ...at, tree: true });
      continue;
    }
    const found = manifest ? matchingScripts(pattern, Object.keys(manifest.scripts)) : [];
    if (found.length === 0) unknownScript(pattern, program, around, trail, at);
    for (const name of found) walkScriptName(name, [], 'npm', around, trail, at);
  }
}
