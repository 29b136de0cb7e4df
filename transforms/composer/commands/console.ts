import { effects } from '../../../src/effects/effects.js';
import { family } from '../../../src/effects/commands/family.js';
import type {
  CommandContext,
  CommandModel,
  CommandTable,
  Effects,
  WriteRole,
} from '../../../src/effects/types.js';
import type { ShellWord } from '../../../src/shell/types.js';
import { gateCommand, projectCommand, writeIn } from './project.js';

interface ConsoleWrites {
  readonly role: WriteRole;
  readonly paths: readonly string[];
}

/** Commands of Laravel's artisan that write to places of the framework and nowhere else. */
const ARTISAN: Readonly<Record<string, ConsoleWrites>> = {
  'key:generate': { role: 'source', paths: ['.env'] },
  'config:cache': { role: 'artefact', paths: ['bootstrap/cache'] },
  'route:cache': { role: 'artefact', paths: ['bootstrap/cache'] },
  'event:cache': { role: 'artefact', paths: ['bootstrap/cache'] },
  'package:discover': { role: 'artefact', paths: ['bootstrap/cache'] },
  'view:cache': { role: 'artefact', paths: ['storage/framework/views'] },
  optimize: { role: 'artefact', paths: ['bootstrap/cache', 'storage/framework'] },
  'storage:link': { role: 'state', paths: ['public'] },
};

/** The same for Symfony's bin/console. */
const CONSOLE: Readonly<Record<string, ConsoleWrites>> = {
  'cache:clear': { role: 'artefact', paths: ['var'] },
  'cache:warmup': { role: 'artefact', paths: ['var'] },
  'assets:install': { role: 'artefact', paths: ['public'] },
  'asset-map:compile': { role: 'artefact', paths: ['public'] },
  'importmap:install': { role: 'dependencies', paths: ['assets'] },
};

/**
 * Effects of one command of a framework's console in the current directory: known ones write where the framework has its
 * caches, tests are gates, all others may change the project.
 */
function consoleEffects(
  program: string,
  table: Readonly<Record<string, ConsoleWrites>>,
  args: readonly ShellWord[],
  context: CommandContext,
): Effects {
  const command = args.find((word) => word.value === null || !word.value.startsWith('-'))?.value ?? '';
  const model = `${program} ${command}`.trim();
  if (/^(?:test|lint:.*|about|list|--version)$/.test(command) || command === '') {
    return gateCommand(model, `${model} can fail the build`, context, ['.phpunit.cache']);
  }
  const known = Object.hasOwn(table, command) ? table[command] : undefined;
  if (!known || context.cwd === null)
    return projectCommand(model, `${model} runs code of the project`, context, args);
  // Booting the application runs its service providers, which may touch any file of the project.
  return effects(model, {
    writes: known.paths.flatMap((path) => writeIn(context, path, known.role, path !== '.env')),
    opaque: { because: `${model} boots the application`, within: [context.cwd] },
    confidence: 'weak',
  });
}

/** Effects of `php SCRIPT ARGS` for the consoles of frameworks, told by the script's name; null for any other script. */
export function frameworkScript(
  script: string,
  args: readonly ShellWord[],
  context: CommandContext,
): Effects | null {
  const name = script.split('/').at(-1) ?? '';
  if (name === 'artisan') return consoleEffects('artisan', ARTISAN, args, context);
  if (name === 'console' && /(?:^|\/)(?:bin|app)\/console$/.test(script))
    return consoleEffects('console', CONSOLE, args, context);
  if (/^(?:magento|yii|spark|think|craft|please|cake|typo3|drupal|occ)(?:\.php)?$/.test(name)) {
    return projectCommand(name, `${name} runs code of the project`, context, args);
  }
  return null;
}

const script: CommandModel = (argv, context) => frameworkScript(argv[0]?.value ?? '', argv.slice(1), context);

const projectTool =
  (name: string): CommandModel =>
  (argv, context) =>
    projectCommand(`${name} ${argv[1]?.value ?? ''}`.trim(), `${name} works on the project`, context);

const symfony: CommandModel = (argv, context) => {
  const sub = argv[1]?.value ?? '';
  if (sub === 'composer') return context.run(argv.slice(1));
  if (sub === 'console') return consoleEffects('console', CONSOLE, argv.slice(2), context);
  if (sub === 'php') return context.run(argv.slice(1));
  if (/^(?:check:.*|security:check|version|-V|--version)$/.test(sub))
    return gateCommand(`symfony ${sub}`, 'a check that can fail the build', context);
  return projectCommand(`symfony ${sub}`.trim(), 'the symfony tool works on the project', context);
};

const wp: CommandModel = (argv, context) => {
  const words = argv.slice(1).map((word) => word.value ?? '');
  if (words[0] === '--info' || words[0] === '--version' || words[1] === 'version')
    return gateCommand('wp --info', 'a check that can fail the build', context);
  const path = words.find((word) => word.startsWith('--path='))?.slice('--path='.length);
  const root = path === undefined ? context.cwd : context.resolve(path);
  return projectCommand(`wp ${words[0] ?? ''}`.trim(), 'wp works on the WordPress installation', {
    ...context,
    cwd: root,
  });
};

/** Consoles of PHP frameworks and the tools that work on a whole project. */
export const consoleCommands: CommandTable = family({
  artisan: script,
  console: script,
  magento: script,
  yii: script,
  spark: script,
  symfony,
  wp,
  drush: projectTool('drush'),
  typo3: script,
  cake: script,
});
