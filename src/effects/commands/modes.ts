import type { ShellWord } from '../../shell/types.js';
import { effects } from '../effects.js';
import type { CommandModel, CommandTable, OwnerChange } from '../types.js';
import { family } from './family.js';
import { pathOf, targetOf, writesTo } from './target.js';

interface Change {
  /** The mode, owner or capability. */
  readonly what: ShellWord | null;
  readonly files: readonly ShellWord[];
  readonly recursive: boolean;
}

/** A mode can look like an option (`chmod -x f`), so only letters that are options are taken for some. */
function readChange(argv: readonly ShellWord[], switches: RegExp, reference: string): Change {
  const words: ShellWord[] = [];
  let recursive = false;
  let referred = false;
  for (const word of argv.slice(1)) {
    const text = word.value;
    if (text !== null && (switches.test(text) || text.startsWith('--'))) {
      recursive ||= text === '--recursive' || /^-\w*R/.test(text);
      referred ||= text.startsWith(reference);
    } else words.push(word);
  }
  return referred
    ? { what: null, files: words, recursive }
    : { what: words[0] ?? null, files: words.slice(1), recursive };
}

const changing =
  (
    kind: OwnerChange['kind'],
    switches: RegExp,
    valueOf: (text: string) => string = (text) => text,
  ): CommandModel =>
  (argv, context) => {
    const name = argv[0]?.value?.split('/').at(-1) ?? kind;
    const { what, files, recursive } = readChange(argv, switches, '--reference');
    if (files.length === 0) return effects(name, { replayable: true });
    const owners = files.flatMap((file): readonly OwnerChange[] => {
      const path = pathOf(file, context);
      return path === null
        ? []
        : [{ path, recursive, kind, value: valueOf(what?.value ?? what?.text ?? '') }];
    });
    const result = writesTo(
      name,
      files.map((file) => targetOf(file, context)),
      { tree: recursive, owners, confidence: what?.value ? 'proven' : 'weak' },
    );
    return { ...result, replayable: result.opaque === null };
  };

const CHMOD = /^-[RvcfhHLP]+$/;

/** setcap writes an extended attribute, which COPY --from keeps: `setcap CAPABILITIES FILE [CAPABILITIES FILE]…`. */
const setcap: CommandModel = (argv, context) => {
  const words = argv.slice(1).filter((word) => !/^-[qnrv]$/.test(word.value ?? ''));
  const removes = argv.some((word) => word.value === '-r');
  const files = removes ? words : words.filter((_, index) => index % 2 === 1);
  const owners = files.flatMap((file): readonly OwnerChange[] => {
    const path = pathOf(file, context);
    const value = removes ? '' : (words[words.indexOf(file) - 1]?.text ?? '');
    return path === null
      ? []
      : [{ path, recursive: false, kind: 'capabilities', value: value.replace(/["']/g, '') }];
  });
  const result = writesTo(
    'setcap',
    files.map((file) => targetOf(file, context)),
    { owners, confidence: 'proven' },
  );
  return { ...result, replayable: result.opaque === null };
};

/** chmod, chown and their like: setting the same again gives the same. */
export const modes: CommandTable = family({
  chmod: changing('mode', CHMOD),
  chown: changing('owner', CHMOD),
  chgrp: changing('owner', CHMOD, (group) => `:${group}`),
  setcap,
  setfacl: changing('acl', /^-[RmxbkdnLPM]+$/),
  chattr: changing('acl', /^-[RVf]+$/),
});
