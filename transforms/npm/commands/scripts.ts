import { effects, mergeEffects } from '../../../src/effects/effects.js';
import { genericCommands } from '../../../src/effects/table.js';
import type { CommandContext, Effects } from '../../../src/effects/types.js';
import { parseShell } from '../../../src/shell/parse.js';
import type { ShellCommand, ShellWord } from '../../../src/shell/types.js';
import { binsOfPackage } from '../bins.js';
import { type Manifest, nearestManifest } from '../manifest.js';
import { nodeCommandTable } from './table.js';
import { gateEvidence, isGateName, packageName, projectOpaque, withEffects } from './shared.js';
import { wordsAfter } from './words.js';

/** How a manager runs scripts: which hooks, and whether a missing script falls back to a program of the tree. */
export interface ScriptRules {
  readonly manager: string;
  readonly hooks: boolean;
  /** `yarn X`, `pnpm X`, `bun run X` run node_modules/.bin/X when there is no script X. */
  readonly bins: boolean;
}

function simpleCommands(command: ShellCommand): readonly (readonly ShellWord[])[] {
  if (command.type === 'simple') return command.argv.length > 0 ? [command.argv] : [];
  if (command.type === 'compound') return command.commands.flatMap(simpleCommands);
  return [[]];
}

/** A bare word that no command model knows: in a script it is a program of node_modules/.bin. */
function isProjectTool(argv: readonly ShellWord[]): boolean {
  const name = argv[0]?.value;
  return (
    typeof name === 'string' &&
    /^[@\w][\w@.-]*$/.test(name) &&
    !Object.hasOwn(genericCommands, name) &&
    !Object.hasOwn(nodeCommandTable, name)
  );
}

/** True when a script starts a program that no model knows: one of some package, whose source is elsewhere. */
export function callsUnknownTool(text: string, context: CommandContext): boolean {
  return parseShell(text, context.env)
    .units.flatMap((unit) => simpleCommands(unit.command))
    .some((argv) => argv.length === 0 || isProjectTool(argv));
}

/**
 * Runs what a project says, in its directory. A program that nobody knows is one of the project's own tools, and such a
 * tool writes in its project: the unknown is narrowed to that directory when nothing else is unknown.
 */
export function runInProject(
  what: string | readonly ShellWord[],
  context: CommandContext,
  dir: string,
): Effects {
  const result = context.run(what, dir);
  if (result.opaque === null || result.opaque.within !== null) return result;
  const calls =
    typeof what === 'string'
      ? parseShell(what, context.env).units.flatMap((unit) => simpleCommands(unit.command))
      : [what];
  for (const argv of calls) {
    if (argv.length === 0) return result;
    const alone = context.run(argv, dir);
    if (alone.opaque?.within === null && !isProjectTool(argv)) return result;
  }
  return withEffects(
    result.model,
    { ...result, opaque: null, confidence: 'strong' },
    projectOpaque(result.model, result.opaque.because, dir),
  );
}

function one(manifest: Manifest, name: string, context: CommandContext, extra: string): Effects | null {
  const text = manifest.scripts[name];
  if (text === undefined) return null;
  return runInProject(extra === '' ? text : `${text} ${extra}`, context, manifest.dir);
}

/** Effects of the root package's life cycle scripts of these names, in order; absent ones do nothing. */
export function lifecycleEffects(
  manifest: Manifest,
  names: readonly string[],
  context: CommandContext,
): readonly Effects[] {
  return names.flatMap((name) => one(manifest, name, context, '') ?? []);
}

/** Names of scripts that fill places of their own choice rather than build: without the script, nobody knows which. */
const makesData =
  /^(?:(?:db|data)[:-])?(?:seed|populate|provision|download|warm-?up|setup|init|import)(?:$|[:_-])/;

/**
 * Effects of running a script of the nearest package.json: hooks by the manager's rules, arguments appended as the
 * manager does. A script that cannot be looked up may write in its project; one that certainly is not there fails.
 */
export function scriptRun(
  name: string,
  rest: readonly ShellWord[],
  rules: ScriptRules,
  context: CommandContext,
  dir: string,
): Effects {
  const model = `${rules.manager} run ${name}`;
  const manifest = nearestManifest(context.files, dir);
  const programs = [rules.manager];
  const gate = isGateName(name) ? gateEvidence(`the script ${name}`) : null;
  if (manifest === null)
    return projectOpaque(
      model,
      `the script ${name} is not known`,
      !context.files.complete && makesData.test(name) ? null : dir,
      { programs, gate },
    );
  if (manifest.scripts[name] === undefined) {
    if (rules.bins)
      return runInProject(
        [{ text: name, span: { start: 0, end: 0 }, value: name, glob: false }, ...rest],
        context,
        manifest.dir,
      );
    return projectOpaque(model, `there is no script ${name} in ${manifest.dir}/package.json`, manifest.dir, {
      programs,
      gate,
    });
  }
  const extra = rest.map((word) => word.text).join(' ');
  const parts = [
    ...(rules.hooks ? [one(manifest, `pre${name}`, context, '')] : []),
    one(manifest, name, context, extra),
    ...(rules.hooks ? [one(manifest, `post${name}`, context, '')] : []),
  ].flatMap((part) => part ?? []);
  const ran = mergeEffects(model, parts);
  return {
    ...withEffects(
      model,
      effects(model, { programs, confidence: 'proven', replayable: ran.replayable }),
      ran,
    ),
    gate: ran.gate ?? gate,
  };
}

/** `pnpm dlx X`, `yarn dlx X`, `bun x X`: a package is fetched for the one call, and its program runs in the project. */
export function fetchedRun(
  model: string,
  argv: readonly ShellWord[],
  spec: ShellWord | undefined,
  programs: readonly string[],
  context: CommandContext,
  dir: string,
): Effects | null {
  if (typeof spec?.value !== 'string') return null;
  const program = { ...spec, value: binsOfPackage(packageName(spec.value))[0] ?? spec.value };
  const ran = runInProject([program, ...wordsAfter(argv, spec)], context, dir);
  return withEffects(model, effects(model, { programs, network: true }), ran);
}
