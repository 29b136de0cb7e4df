import { inside } from '../../../src/effects/commands/place.js';
import { effects, opaqueEffects } from '../../../src/effects/effects.js';
import type { CommandContext, Effects } from '../../../src/effects/types.js';
import type { ShellWord } from '../../../src/shell/types.js';

const OPTION =
  /^--(?:install-dir|filename|version|cafile|1|2|2\.2|preview|snapshot|stable|force|quiet|check|no-ansi|disable-tls)(?:=|$)/;

/** True for an option of Composer's installer. */
export function isInstallerOption(word: ShellWord): boolean {
  return word.value !== null && OPTION.test(word.value);
}

function option(args: readonly ShellWord[], name: string): string | null | undefined {
  for (const [index, word] of args.entries()) {
    const value = word.value;
    if (value === `--${name}`) return args[index + 1]?.value ?? null;
    if (value?.startsWith(`--${name}=`)) return value.slice(name.length + 3);
    if (value === null && word.text.startsWith(`--${name}`)) return null;
  }
  return undefined;
}

/** Effects of Composer's installer: one file, `composer.phar` in the current directory unless options say otherwise. */
export function composerInstaller(args: readonly ShellWord[], context: CommandContext): Effects {
  const model = 'composer installer';
  const directory = option(args, 'install-dir');
  const filename = option(args, 'filename');
  const into = directory === undefined ? context.cwd : context.resolve(directory);
  if (into === null || filename === null) return opaqueEffects(model, 'where it puts composer is not known');
  return effects(model, {
    writes: [{ path: inside(into, filename ?? 'composer.phar'), tree: false, role: 'tool' }],
    programs: ['php'],
    network: true,
  });
}
