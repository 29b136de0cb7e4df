import { normalise, parentOf } from '../../../src/effects/commands/place.js';
import { directoryOf, evaluator, lastName, plain, UNKNOWN } from '../../../src/effects/source/values.js';
import type { SourceFile } from '../../../src/effects/source/bindings.js';
import type { SourceValue } from '../../../src/effects/source/values.js';
import type { SourceLibrary } from '../../../src/effects/source/writes.js';
import type { CommandContext } from '../../../src/effects/types.js';

const HARMLESS =
  /^(?:if|elseif|while|for|foreach|switch|match|catch|array|list|isset|empty|unset|exit|die|echo|print|printf|require\w*|include\w*|is_\w+|file_exists|file_get_contents|file|readfile|fclose|fread|fgets|feof|filemtime|filesize|glob|scandir|opendir|readdir|stat|realpath|dirname|basename|pathinfo|unlink|rmdir|chmod|chown|chgrp|chdir|hash_file|md5_file|parse_ini_file|str_\w+|preg_\w+|strpos|substr|rtrim|ltrim|trim|sprintf|implode|explode|json_\w+|getenv|putenv|define|defined|constant|ini_set|error_log|RecursiveDirectoryIterator|DirectoryIterator|SplFileInfo|Exception|RuntimeException)$/i;

function formatted(given: readonly SourceValue[]): SourceValue {
  const [format, ...values] = given;
  if (!format || format.open) return UNKNOWN;
  let text = '';
  let at = 0;
  for (const piece of format.text.split(/(%s)/)) {
    if (piece !== '%s') text += piece;
    else {
      const value = values[at++] ?? UNKNOWN;
      text += value.text;
      if (value.open) return { text, open: true };
    }
  }
  return text.includes('%') ? { text: text.slice(0, text.indexOf('%')), open: true } : plain(text);
}

/** What PHP's own functions do to files, read without running anything. */
export const phpSources: SourceLibrary = {
  syntax: 'php',
  concat: '.',
  writes: {
    file_put_contents: { at: [0], tree: false },
    dumpFile: { at: [0], tree: false },
    appendToFile: { at: [0], tree: false },
    fopen: { at: [0], tree: false, when: { at: 1, pattern: /[waxc+]/ } },
    touch: { at: [0], tree: false },
    mkdir: { at: [0], tree: true },
    copy: { at: [1], tree: false },
    rename: { at: [1], tree: true },
    symlink: { at: [1], tree: true },
    link: { at: [1], tree: false },
    mirror: { at: [1], tree: true },
    SplFileObject: { at: [0], tree: false, when: { at: 1, pattern: /[waxc+]/ } },
  },
  starts: (chain) => (/^\\?(?:exec|shell_exec|system|passthru|popen|proc_open)$/.test(chain) ? 'text' : null),
  harmless: HARMLESS,
  constant: (chain, place) => {
    if (chain === '__DIR__') return plain(parentOf(place.file));
    if (chain === '__FILE__') return plain(place.file);
    if (chain === 'DIRECTORY_SEPARATOR') return plain('/');
    const variable = /^\$_(?:ENV|SERVER)\.(\w+)$/.exec(chain)?.[1];
    if (variable === 'HOME') return plain(place.env('HOME') ?? place.home);
    if (variable !== undefined) {
      const value = place.env(variable);
      return value === undefined ? null : plain(value);
    }
    const argument = /^\$argv\.(\d+)$/.exec(chain)?.[1];
    if (argument === undefined) return undefined;
    const value = place.args[Number(argument) - 1];
    return value === undefined ? null : value === null ? undefined : plain(value);
  },
  call: (chain, given, place) => {
    const name = lastName(chain).replace(/^\\/, '');
    const [first, second] = given;
    if (name === 'getenv' || name === 'env') {
      const value = !first || first.open ? undefined : place.env(first.text);
      if (value !== undefined) return plain(value);
      return first?.text === 'HOME' ? plain(place.home) : (second ?? (first?.open ? undefined : null));
    }
    if (name === 'getcwd') return plain(place.cwd);
    if (name === 'sys_get_temp_dir') return plain('/tmp');
    if (name === 'sprintf') return formatted(given);
    if (name === 'dirname' && first) {
      let found = first;
      for (let i = Number(second?.text || 1); i > 0 && i < 20; i--) found = directoryOf(found);
      return found;
    }
    if (/^(?:realpath|rtrim|ltrim|trim|strval)$/.test(name)) return first;
    return undefined;
  },
};

interface Autoload {
  readonly prefix: string;
  readonly dir: string;
}

/** `App\` to `src/`, as the nearest composer.json has it. */
function autoloads(context: CommandContext): readonly Autoload[] {
  const text = context.cwd === null ? null : context.files.read(`${context.cwd}/composer.json`);
  const found: Autoload[] = [];
  for (const [, prefix = '', dir = ''] of (text ?? '').matchAll(/"((?:\w+\\\\)+)"\s*:\s*\[?\s*"([^"]*)"/g))
    found.push({ prefix: prefix.replaceAll('\\\\', '\\'), dir: normalise(`${context.cwd ?? ''}/${dir}`) });
  return found;
}

function fileOf(name: string, prefixes: readonly Autoload[]): string | null {
  const bare = name.replace(/^\\/, '');
  const owner = bare.includes('\\') ? prefixes.find((each) => bare.startsWith(each.prefix)) : undefined;
  return owner ? `${owner.dir}/${bare.slice(owner.prefix.length).replaceAll('\\', '/')}.php` : null;
}

/** The file of one of the project's own classes, by PSR-4; null for any other class. */
export function classFile(name: string, context: CommandContext): string | null {
  return fileOf(name, autoloads(context));
}

/** Files that a PHP file brings in: by require, and by the names of the project's own classes. */
export function phpImports(context: CommandContext): (file: SourceFile) => readonly string[] {
  const prefixes = autoloads(context);
  return (file) => {
    const found: string[] = [];
    const { valuesOf } = evaluator([file], phpSources, {
      cwd: context.cwd ?? '/',
      home: context.home,
      env: context.env,
      args: [],
    });
    file.tokens.forEach((token, i) => {
      if (token.kind !== 'name') return;
      if (/^(?:require|include)(?:_once)?$/i.test(token.text)) {
        const end = file.tokens.findIndex((each, at) => at > i && each.text === ';');
        for (const value of valuesOf(file.tokens.slice(i + 1, end < 0 ? undefined : end), file))
          if (!value.open)
            found.push(
              normalise(value.text.startsWith('/') ? value.text : `${parentOf(file.path)}/${value.text}`),
            );
      }
      const own = fileOf(token.text, prefixes);
      if (own !== null) found.push(own);
    });
    return found.filter((path) => !path.includes('/vendor/'));
  };
}
