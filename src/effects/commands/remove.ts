import type { ShellWord } from '../../shell/types.js';
import { effects, mergeEffects, weaker } from '../effects.js';
import type { CommandContext, CommandTable, Effects } from '../types.js';
import { family, names, program } from './family.js';
import type { CallModel } from './family.js';
import { parentOf } from './place.js';
import { pathOf, pathsOf } from './target.js';

/**
 * rm only takes away. Where it takes from may be unknown (a temporary directory in a variable): then nothing is
 * written all the same, but it is no longer sure what must stay away, which makes it weak.
 */
const rm: CallModel = ({ model, args, context }) => {
  const removes = pathsOf(args.positionals, context);
  return effects(model, {
    removes,
    replayable: true,
    confidence: removes.length === args.positionals.length ? 'proven' : 'weak',
  });
};

// find(1): tests and actions that take one value.
const FIND_VALUED = new Set(
  names(`
    -name -iname -path -ipath -wholename -regex -iregex -type -xtype -maxdepth -mindepth -size -mtime -mmin -atime
    -ctime -newer -user -group -uid -gid -perm -links -regextype -printf -samefile -fstype -lname -inum
  `),
);

// Tests that do not narrow down what a `-name` pattern says in a way that matters for removing.
const NEUTRAL = new Set(
  names('-type -xtype -name -mindepth -o -or -a -and ( ) \\( \\) -depth -d -xdev -mount -print -print0'),
);

interface Found {
  readonly roots: readonly ShellWord[];
  /** `-name` patterns, of which any may match; empty when there is none. */
  readonly patterns: readonly string[];
  /** True when all that matches the patterns is found, and nothing else. */
  readonly exact: boolean;
  readonly deletes: boolean;
  readonly commands: readonly (readonly ShellWord[])[];
  readonly writes: boolean;
}

function rootsOf(argv: readonly ShellWord[]): readonly ShellWord[] {
  const roots: ShellWord[] = [];
  for (const word of argv.slice(1)) {
    const text = word.value ?? '';
    if (/^-[HLP]$/.test(text)) continue;
    if (/^[-(!\\]/.test(text)) break;
    roots.push(word);
  }
  return roots;
}

function readFind(argv: readonly ShellWord[]): Found {
  const roots = rootsOf(argv);
  const texts = argv.map((word) => word.value);
  const commands: ShellWord[][] = [];
  const patterns: string[] = [];
  let alternatives = 0;
  let exact = true;
  let deletes = false;
  let writes = false;
  for (let i = 1 + roots.length; i < argv.length; i++) {
    const text = texts[i] ?? '';
    if (text === '-delete') deletes = true;
    else if (text === '-exec' || text === '-execdir' || text === '-ok') {
      const command: ShellWord[] = [];
      for (i++; i < argv.length; i++) {
        const word = argv[i];
        if (!word || word.value === ';' || word.value === '\\;' || word.value === '+') break;
        command.push(word);
      }
      commands.push(command);
    } else {
      if (/^-fprintf?$|^-fls$|^-fprint0$/.test(text)) writes = true;
      if (text === '-o' || text === '-or') alternatives++;
      if (!NEUTRAL.has(text)) exact = false;
      if (FIND_VALUED.has(text)) i++;
      if (text === '-name') patterns.push(texts[i] ?? '*');
      if (text === '-name' && texts[i] === null) exact = false;
    }
  }
  // Patterns that are not alternatives must all match, and then none of them says what is found.
  if (patterns.length > 1 && alternatives < patterns.length - 1) exact = false;
  return { roots, patterns: [...new Set(patterns)], exact, deletes, commands, writes };
}

/** What `{}` stands for: everything below a root, or what has one of the names. */
function foundIn(root: string, { patterns }: Found): readonly string[] {
  const base = root === '/' ? '' : root;
  return patterns.length === 0 ? [`${base}/**`] : patterns.map((pattern) => `${base}/**/${pattern}`);
}

/** A pattern written to becomes the tree that it is looked up in. */
function asTrees(result: Effects): Effects {
  return {
    ...result,
    writes: result.writes.map((write) =>
      write.path.includes('*')
        ? { ...write, path: parentOf(write.path.slice(0, write.path.indexOf('*'))), tree: true }
        : { ...write, tree: true },
    ),
  };
}

function runOn(command: readonly ShellWord[], paths: readonly string[], context: CommandContext): Effects {
  const argv = command.flatMap((word) =>
    word.value === '{}' ? paths.map((path) => ({ ...word, value: path, glob: true })) : [word],
  );
  return asTrees(context.run(argv));
}

function unknownOperand(word: ShellWord): ShellWord {
  return word.value === '{}' ? { ...word, value: null, text: '$found' } : word;
}

/**
 * find(1) with what it runs. Written to is everything that may be found; removed is only what surely is: a test that
 * is not understood must not make the rest of a tree look removed.
 */
function find(argv: readonly ShellWord[], context: CommandContext): Effects | null {
  const found = readFind(argv);
  if (found.writes) return null;
  const known = found.roots.flatMap((word) => pathOf(word, context) ?? []);
  const roots = found.roots.length === 0 && context.cwd !== null ? [context.cwd] : known;
  const unclear = roots.length === 0 || known.length < found.roots.length;
  const paths = roots.flatMap((root) => foundIn(root, found));
  const parts = found.commands.map((command) =>
    unclear ? context.run(command.map(unknownOperand)) : runOn(command, paths, context),
  );
  const own = effects('find', {
    reads: roots,
    removes: found.deletes ? paths : [],
    replayable: true,
    confidence: unclear ? 'weak' : 'strong',
  });
  const merged = mergeEffects('find', [own, ...parts]);
  if (found.exact || merged.removes.length === 0) return merged;
  return { ...merged, removes: [], confidence: weaker(merged.confidence, 'weak') };
}

/** Commands that take files away, and find, which can run any command on what it finds. */
export const remove: CommandTable = family({
  rm: program([], rm),
  rmdir: program([], rm),
  unlink: program([], rm),
  shred: program(names('-n -s --iterations --size'), (call) =>
    call.args.has('-u', '--remove') ? rm(call) : null,
  ),
  find,
});
