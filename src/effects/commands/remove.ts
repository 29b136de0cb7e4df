import type { ShellWord } from '../../shell/types.js';
import { effects, mergeEffects } from '../effects.js';
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

interface Found {
  readonly roots: readonly ShellWord[];
  readonly name: string | null;
  readonly deletes: boolean;
  readonly commands: readonly (readonly ShellWord[])[];
  readonly writes: boolean;
}

function readFind(argv: readonly ShellWord[]): Found {
  const roots: ShellWord[] = [];
  const commands: ShellWord[][] = [];
  let name: string | null = null;
  let nameTests = 0;
  let deletes = false;
  let writes = false;
  let i = 1;
  for (; i < argv.length; i++) {
    const word = argv[i];
    if (!word || /^[-(!\\]/.test(word.value ?? '')) {
      if (/^-[HLP]$/.test(word?.value ?? '')) continue;
      break;
    }
    roots.push(word);
  }
  for (; i < argv.length; i++) {
    const text = argv[i]?.value;
    if (text === undefined || text === null) continue;
    if (text === '-delete') deletes = true;
    else if (text === '-exec' || text === '-execdir' || text === '-ok') {
      const command: ShellWord[] = [];
      for (i++; i < argv.length; i++) {
        const word = argv[i];
        if (!word || word.value === ';' || word.value === '\\;' || word.value === '+') break;
        command.push(word);
      }
      commands.push(command);
    } else if (text === '-fprint' || text === '-fprintf' || text === '-fls') {
      writes = true;
      i++;
    } else if (FIND_VALUED.has(text)) {
      i++;
      if (text === '-name' && nameTests++ === 0) name = argv[i]?.value ?? null;
    }
  }
  return { roots, name: nameTests === 1 ? name : null, deletes, commands, writes };
}

/** What `{}` stands for: everything below a root, or what has the only `-name` asked for. */
function foundIn(root: string, name: string | null): string {
  return `${root === '/' ? '' : root}/**${name === null ? '' : `/${name}`}`;
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

function find(argv: readonly ShellWord[], context: CommandContext): Effects | null {
  const found = readFind(argv);
  if (found.writes) return null;
  const known = found.roots.flatMap((word) => pathOf(word, context) ?? []);
  const roots = found.roots.length === 0 && context.cwd !== null ? [context.cwd] : known;
  const unclear = roots.length === 0 || known.length < found.roots.length;
  const paths = roots.map((root) => foundIn(root, found.name));
  const parts = found.commands.map((command) =>
    // With an unknown root, what the command is run on is unknown as well.
    unclear
      ? context.run(
          command.map((word) => (word.value === '{}' ? { ...word, value: null, text: '$f' } : word)),
        )
      : runOn(command, paths, context),
  );
  const own = effects('find', {
    reads: roots,
    removes: found.deletes ? paths : [],
    replayable: true,
    confidence: unclear ? 'weak' : 'strong',
  });
  return mergeEffects('find', [own, ...parts]);
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
