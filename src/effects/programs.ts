import { dialectOf, readShellCall, shebangOf } from '../shell/interpreter.js';
import type { ShellCall } from '../shell/interpreter.js';
import type { ShellWord } from '../shell/types.js';
import { effects, mergeEffects, opaqueEffects } from './effects.js';
import { isBelow } from './commands/place.js';
import type { CommandContext, CommandModel, CommandTable, Effects } from './types.js';

/** Programs that a project brings along: a path to one of them means the program of that name. */
const PROJECT_PROGRAMS = new Set(['artisan', 'configure', 'console', 'gradlew', 'manage.py', 'mvnw']);

/** Directories of tools that were installed as a project's dependencies. */
const TOOL_DIRECTORY = /(?:^|\/)(?:node_modules\/\.bin|vendor\/bin)(?:\/|$)/;

/** Build tools that are known to write in their project and in caches only. */
const PROJECT_TOOLS = new Set(
  `babel cross-env esbuild eslint grunt gulp jest lerna mocha nest next ng node-sass nuxt nx parcel php-cs-fixer phpcs
  phpstan phpunit pest postcss prettier prisma react-scripts remix rimraf rollup sass stylelint svelte-kit swc tailwindcss
  tsc tsup turbo vite vitest vue-cli-service webpack`.split(/\s+/),
);

/** `/usr/bin/curl` -> `curl`. */
export function baseName(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1);
}

/** `bin`, `sbin`, `.bin`: a program there is what its name says, wherever the directory lies. */
function inBinDirectory(program: string): boolean {
  return /(?:^|\/)\.?s?bin\/[^/]+$/.test(program);
}

/**
 * The model for a program as called. A path counts by its base name only where programs of the system or of a package
 * manager lie: `./install` is the project's own, not coreutils'.
 */
export function modelOf(program: string, table: CommandTable): CommandModel | null {
  const name = baseName(program);
  if (!Object.hasOwn(table, name)) return null;
  if (program.includes('/') && !inBinDirectory(program) && !PROJECT_PROGRAMS.has(name)) return null;
  return table[name] ?? null;
}

/** Which shell a file of the project is for; null when it is no shell script. */
function shellOfScript(path: string, text: string): ShellCall | null {
  const shebang = shebangOf(text);
  if (shebang) return readShellCall([...shebang, path]);
  return text.startsWith('#!') || !/\.(?:ba)?sh$/.test(path) ? null : readShellCall(['sh', path]);
}

/** Effects of a shell script out of the build context, read by `shell` or by what its first line names. */
export function scriptFileEffects(
  path: string | null,
  context: CommandContext,
  shell: ShellCall | null,
): Effects {
  const model = path === null ? 'script' : baseName(path);
  const text = path === null ? null : context.files.read(path);
  if (path === null || text === null)
    return opaqueEffects(model, `${path ?? 'the script'} is not a file of the build context`);
  const by = shell ?? shellOfScript(path, text);
  if (!by) return opaqueEffects(model, `${path} is not a shell script`);
  const inner = context.run(text, undefined, { dialect: by.dialect, errexit: by.errexit });
  return { ...mergeEffects(model, [inner]), model, reads: [path, ...inner.reads] };
}

function byInterpreter(
  path: string,
  text: string,
  argv: readonly ShellWord[],
  context: CommandContext,
): Effects {
  const words = shebangOf(text);
  const program = words?.[0];
  const first = argv[0];
  if (!words || program === undefined || !first || dialectOf(program))
    return opaqueEffects(baseName(path), `${path} is the project's own program`);
  const word = (value: string): ShellWord => ({ ...first, value, glob: false });
  return context.run([...words.map((each) => word(baseName(each))), word(path), ...argv.slice(1)]);
}

/** The project that a tool directory belongs to: where `node_modules` or `vendor` lies. */
function projectOf(program: string, context: CommandContext): string | null {
  const cut = program.search(/(?:^|\/)(?:node_modules|vendor)\//);
  if (cut > 0) return context.resolve(program.slice(0, cut)) ?? null;
  return context.cwd;
}

function projectTool(program: string, context: CommandContext): Effects {
  const name = baseName(program);
  const project = projectOf(program, context);
  // A project at `/` would be the whole image.
  if (project === null || project === '/') return opaqueEffects(name, `${name} runs in an unknown directory`);
  const known = PROJECT_TOOLS.has(name);
  const within =
    context.cwd !== null && !isBelow(context.cwd, [project]) ? [project, context.cwd] : [project];
  return effects(name, {
    writes: [
      { path: `${context.home.replace(/\/$/, '')}/.cache`, tree: true, role: 'cache' },
      { path: '/tmp', tree: true, role: 'cache' },
    ],
    programs: [name],
    network: true,
    opaque: { because: `${name} may write anywhere in its project`, within },
    confidence: known ? 'strong' : 'weak',
  });
}

/** Effects of a program that no model knows, or that its model does not recognise. */
export function unknownProgram(argv: readonly ShellWord[], context: CommandContext): Effects {
  const program = argv[0]?.value;
  if (program === null || program === undefined)
    return opaqueEffects('command', 'which program runs is not known');
  const name = baseName(program);
  if (!program.includes('/')) {
    // npm and composer put their tools first on PATH when they run a script.
    if (TOOL_DIRECTORY.test(context.env('PATH') ?? '')) return projectTool(program, context);
    return opaqueEffects(name, `what ${name} does is not known`);
  }
  if (TOOL_DIRECTORY.test(program)) return projectTool(program, context);
  const path = context.resolve(program);
  const text = path === null ? null : context.files.read(path);
  if (path === null || text === null)
    return opaqueEffects(name, `${program} is not a file of the build context`);
  if (shellOfScript(path, text)) return scriptFileEffects(path, context, null);
  return byInterpreter(path, text, argv, context);
}
