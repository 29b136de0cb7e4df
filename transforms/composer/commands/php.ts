import { effects, opaqueEffects } from '../../../src/effects/effects.js';
import { family } from '../../../src/effects/commands/family.js';
import type {
  CommandContext,
  CommandModel,
  CommandTable,
  Effects,
  Write,
} from '../../../src/effects/types.js';
import type { ShellWord } from '../../../src/shell/types.js';
import { phpTokens } from '../php-source.js';
import { composerInstaller, isInstallerOption } from './composer-installer.js';
import { composerEffects } from './composer.js';
import { frameworkScript } from './console.js';
import { gateCommand, projectCommand } from './project.js';
import { withOwnSource } from './own-source.js';

const VALUED = new Set(['-d', '-c', '-z', '-B', '-R', '-E', '-t', '-S', '--define', '--php-ini']);
const ASKS = new Set([
  '-v',
  '--version',
  '-m',
  '--modules',
  '-i',
  '--info',
  '--ini',
  '-h',
  '--help',
  '--ri',
  '--rf',
  '--rc',
  '--re',
]);

/** Functions that `php -r` may call without leaving anything behind. */
const HARMLESS = new Set([
  'if',
  'else',
  'elseif',
  'echo',
  'print',
  'exit',
  'die',
  'and',
  'or',
  'isset',
  'empty',
  'array',
  'file_exists',
  'is_file',
  'is_dir',
  'hash_file',
  'md5_file',
  'sha1_file',
  'file_get_contents',
  'trim',
  'hash',
  'strlen',
  'printf',
  'var_dump',
  'phpversion',
  'phpinfo',
  'version_compare',
  'extension_loaded',
  'function_exists',
  'class_exists',
  'ini_get',
  'json_decode',
  'implode',
  'explode',
  'return',
  'foreach',
  'getenv',
  'unlink',
  'copy',
]);

/** Arguments of `copy('a', 'b')` and `unlink('a')` in a snippet, in order; null when one is not a literal. */
function literalCalls(code: string, name: string, count: number): readonly (readonly string[])[] | null {
  const tokens = phpTokens(`<?php ${code}`);
  const found: (readonly string[])[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]?.text !== name || tokens[i]?.kind !== 'name' || tokens[i + 1]?.text !== '(') continue;
    const args: string[] = [];
    for (let k = 0; k < count; k++) {
      const token = tokens[i + 2 + 2 * k];
      if (token?.kind !== 'string' || token.text.includes('\0')) return null;
      args.push(token.text);
    }
    found.push(args);
  }
  return found;
}

/** Effects of `php -r CODE` when it only asks, checks, copies and deletes literal paths, as Composer's install recipe does. */
function snippetEffects(code: string, context: CommandContext): Effects {
  const tokens = phpTokens(`<?php ${code}`);
  const unknown = opaqueEffects('php -r', 'it runs PHP code that could not be read');
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.kind === 'backtick') return unknown;
    if (token?.kind !== 'name' || tokens[i + 1]?.text !== '(') continue;
    if (!HARMLESS.has(token.text.toLowerCase())) return unknown;
  }
  if (
    tokens.some(
      (token) => /^(?:include|require)(?:_once)?$|^new$|^eval$/i.test(token.text) && token.kind === 'name',
    )
  )
    return unknown;
  const copies = literalCalls(code, 'copy', 2);
  const unlinks = literalCalls(code, 'unlink', 1);
  if (!copies || !unlinks) return unknown;
  const writes: Write[] = [];
  let network = false;
  for (const [from = '', to = ''] of copies) {
    const path = context.resolve(to);
    if (path === null) return unknown;
    const remote = /^https?:\/\//.test(from);
    network ||= remote;
    writes.push({ path, tree: false, role: remote ? 'cache' : 'source' });
  }
  const removes = unlinks.map(([path = '']) => context.resolve(path));
  if (removes.some((path) => path === null)) return unknown;
  const checks = /\b(?:exit|die|hash_file)\b/.test(code);
  return effects('php -r', {
    writes,
    removes: removes.flatMap((path) => path ?? []),
    network,
    gate: checks
      ? { rule: 'composer/php-check', because: 'PHP code that can fail the build', at: null }
      : null,
  });
}

/** Effects of `php FILE ARGS`. */
function scriptEffects(file: string, args: readonly ShellWord[], context: CommandContext): Effects {
  const name = file.split('/').at(-1) ?? '';
  if (/^composer(?:-setup|-installer|_setup)?\.php$|^installer(?:\.php)?$/.test(name))
    return composerInstaller(args, context);
  if (/^composer(?:\d*(?:\.phar)?)$/.test(name)) return composerEffects(args, context);
  const framework = frameworkScript(file, args, context);
  if (framework) return framework;
  const path = context.resolve(file);
  if (/(?:^|\/)vendor\/bin\//.test(file)) return context.run([wordOf(file), ...args]);
  if (
    context.cwd !== null &&
    path !== null &&
    path.startsWith(`${context.cwd === '/' ? '' : context.cwd}/`)
  ) {
    const base = projectCommand(`php ${name}`, `${name} is a script of the project`, context, args, path);
    return withOwnSource(base, path, args, context);
  }
  return opaqueEffects(`php ${name}`, `what ${name} does is not known`);
}

function wordOf(text: string): ShellWord {
  return { text, span: { start: 0, end: 0 }, value: text, glob: false };
}

/** The `php` program: consoles of frameworks, Composer and its installer, snippets, checks and scripts of the project. */
const php: CommandModel = (argv, context) => {
  for (let i = 1; i < argv.length; i++) {
    const value = argv[i]?.value;
    if (value === null || value === undefined) return opaqueEffects('php', 'its arguments are not known');
    const rest = argv.slice(i + 1);
    if (value === '--') return rest.some(isInstallerOption) ? composerInstaller(rest, context) : null;
    if (ASKS.has(value)) return gateCommand(`php ${value}`, 'it shows that PHP starts', context);
    if (value === '-l') return gateCommand('php -l', 'it checks the syntax of a file', context);
    if (value === '-r' || value === '--run') {
      const code = rest[0]?.value;
      return typeof code === 'string'
        ? snippetEffects(code, context)
        : opaqueEffects('php -r', 'its code holds an unknown variable');
    }
    if (value === '-f' || value === '--file') {
      const file = rest[0]?.value;
      return typeof file === 'string'
        ? scriptEffects(file, rest.slice(1), context)
        : opaqueEffects('php -f', 'its script is not known');
    }
    if (value === '-S' || value === '-a' || value === '-') return null;
    if (VALUED.has(value)) i++;
    else if (!value.startsWith('-')) return scriptEffects(value, rest, context);
  }
  return null;
};

/** PHP itself. */
export const phpCommands: CommandTable = family({ php });
