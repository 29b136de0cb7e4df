import type { ShellWord } from '../../shell/types.js';
import { readArgs } from '../args.js';
import { effects } from '../effects.js';
import type { CommandContext, CommandModel, CommandTable } from '../types.js';
import { family, inert, names, program } from './family.js';
import type { CallModel } from './family.js';
import { here, pathOf, pathsOf, targetIn, targetOf, writesTo } from './target.js';
import type { Target } from './target.js';

const TAR_VALUED = names(`
  -f --file -C --directory -I --use-compress-program -X --exclude-from --exclude -T --files-from --strip-components
  --transform --xform -b --blocking-factor -g --listed-incremental -K --starting-file -N --newer --owner --group
  --mode --mtime --strip -H --format --sort
`);

/**
 * tar's oldest way to write options: letters in the first argument without a dash, their values in the arguments
 * behind it, in the order of the letters (`tar xCf /opt x.tgz`).
 */
function withDashes(argv: readonly ShellWord[]): readonly ShellWord[] {
  const [tarWord, letters, ...rest] = argv;
  if (!tarWord || !letters || letters.value === null || !/^[a-zA-Z]+$/.test(letters.value)) return argv;
  const words: ShellWord[] = [tarWord];
  const values = [...rest];
  for (const letter of letters.value) {
    words.push({ ...letters, value: `-${letter}` });
    if (TAR_VALUED.includes(`-${letter}`)) {
      const value = values.shift();
      if (value) words.push(value);
    }
  }
  return [...words, ...values];
}

/** Members that are named are all that is written, as long as no part of their names is cut off. */
function extracted(directory: Target, members: readonly ShellWord[], sure: boolean): readonly Target[] {
  const plain = members.every(
    (member) => member.value !== null && !member.glob && !member.value.includes('*'),
  );
  if (!sure || !plain || members.length === 0 || directory.path === null)
    return [{ ...directory, tree: true }];
  return members.map((member) => ({ ...targetIn(directory, member.value), tree: true }));
}

function tar(given: readonly ShellWord[], context: CommandContext): ReturnType<CommandModel> {
  const args = readArgs(withDashes(given), TAR_VALUED);
  const archive = args.options.get('-f') ?? args.options.get('--file');
  const directory = args.options.get('-C') ?? args.options.get('--directory');
  const base = directory ? pathOf(directory, context) : context.cwd;
  if (args.has('-x', '--extract', '--get')) {
    if (args.has('-O', '--to-stdout')) return inert(given, context);
    const target: Target = directory ? targetOf(directory, context) : here(context);
    const top = args.value('--one-top-level');
    const sure = !args.has('--strip-components', '--strip', '--transform', '--xform', '-T', '--wildcards');
    const place = top === null ? target : targetIn(target, top);
    return writesTo('tar -x', extracted(place, args.positionals, sure), {
      reads: archive && archive.value !== '-' ? pathsOf([archive], context) : [],
      because:
        target.path === '/'
          ? 'it unpacks an archive into the root directory'
          : 'it unpacks to a place that is not known',
    });
  }
  if (args.has('-c', '--create', '-r', '--append', '-u', '--update')) {
    const reads = pathsOf(args.positionals, context, base);
    if (!archive || archive.value === '-') return effects('tar -c', { reads });
    return writesTo('tar -c', [targetOf(archive, context)], {
      reads,
      removes: args.has('--remove-files') ? reads : [],
    });
  }
  return args.has('-t', '--list', '-d', '--diff', '--version', '--help') ? inert(given, context) : null;
}

const unzip: CallModel = ({ model, args, argv, context }) => {
  if (args.has('-l', '-t', '-v', '-Z', '-z', '-p', '-c')) return inert(argv, context);
  const [archive, ...members] = args.positionals;
  if (!archive) return null;
  const directory = args.options.get('-d');
  const excluded = args.has('-x') || args.has('-j');
  return writesTo(
    model,
    extracted(directory ? targetOf(directory, context) : here(context), members, !excluded),
    {
      reads: pathsOf([archive], context),
    },
  );
};

const SUFFIX = /\.(?:gz|tgz|z|Z|xz|lzma|bz2|zst|lz4|br)$/;

/** gzip and its like put another file in the place of the one they are given. */
const compressor =
  (suffix: string, unpacks: boolean): CallModel =>
  ({ model, args, argv, context }) => {
    if (args.has('-c', '--stdout', '--to-stdout', '-t', '--test', '-l', '--list'))
      return inert(argv, context);
    if (args.positionals.length === 0) return inert(argv, context);
    const opens = unpacks || args.has('-d', '--decompress', '--uncompress');
    const recursive = args.has('-r', '--recursive');
    const output = args.options.get('-o');
    const targets = args.positionals.map((word): Target => {
      const target = targetOf(word, context);
      if (target.path === null || target.tree || recursive) return target;
      return { ...target, path: opens ? target.path.replace(SUFFIX, '') : `${target.path}${suffix}` };
    });
    const sources = pathsOf(args.positionals, context);
    const keeps = args.has('-k', '--keep') || model.includes('zstd');
    return writesTo(model, output ? [targetOf(output, context)] : targets, {
      tree: recursive,
      reads: sources,
      removes: keeps || recursive ? [] : sources,
    });
  };

const zip: CallModel = ({ model, args, context }) => {
  const [archive, ...members] = args.positionals;
  if (!archive || archive.value === '-') return effects(model, { reads: pathsOf(members, context) });
  const target = targetOf(archive, context);
  const path = target.path === null || /\.[^/]+$/.test(target.path) ? target.path : `${target.path}.zip`;
  return writesTo(model, [{ ...target, path }], { reads: pathsOf(members, context) });
};

const cpio: CallModel = ({ model, args, argv, context }) => {
  if (args.has('-t', '--list')) return inert(argv, context);
  const directory = args.options.get('-D') ?? args.options.get('--directory');
  if (args.has('-i', '--extract')) {
    return writesTo(`${model} -i`, [directory ? targetOf(directory, context) : here(context)], {
      tree: true,
    });
  }
  if (args.has('-p', '--pass-through')) {
    return writesTo(`${model} -p`, [targetOf(args.positionals.at(-1), context)], { tree: true });
  }
  const file = args.options.get('-F') ?? args.options.get('-O');
  return file ? writesTo(`${model} -o`, [targetOf(file, context)]) : inert(argv, context);
};

/** 7z writes its options glued to their values: `-o/opt/x`. */
const sevenZip: CommandModel = (argv, context) => {
  const command = argv[1]?.value;
  const words = argv.slice(2).filter((word) => !word.text.startsWith('-'));
  const [archive, ...members] = words;
  if (command === 'l' || command === 't' || command === 'i') return inert(argv, context);
  if (!archive) return null;
  if (command === 'a')
    return writesTo('7z a', [targetOf(archive, context)], { reads: pathsOf(members, context) });
  if (command !== 'x' && command !== 'e') return null;
  const output = argv.find((word) => word.text.startsWith('-o'));
  const glued = output && { ...output, text: output.text.slice(2), value: output.value?.slice(2) ?? null };
  return writesTo(`7z ${command}`, [glued ? targetOf(glued, context) : here(context)], {
    tree: true,
    reads: pathsOf([archive], context),
  });
};

/** Archives: unpacking writes a tree whose names only the archive knows. */
export const archive: CommandTable = family({
  tar,
  bsdtar: tar,
  gtar: tar,
  unzip: program(names('-d -P -x'), unzip),
  zip: program(names('-b -n -t -i -x -P'), zip),
  gzip: program(names('-S --suffix'), compressor('.gz', false)),
  pigz: program(names('-S -p'), compressor('.gz', false)),
  gunzip: program(names('-S --suffix'), compressor('.gz', true)),
  uncompress: program([], compressor('.Z', true)),
  bzip2: program([], compressor('.bz2', false)),
  bunzip2: program([], compressor('.bz2', true)),
  xz: program(names('-T --threads -S -F'), compressor('.xz', false)),
  unxz: program(names('-T -S'), compressor('.xz', true)),
  lzma: program([], compressor('.lzma', false)),
  unlzma: program([], compressor('.lzma', true)),
  zstd: program(names('-o -T -D'), compressor('.zst', false)),
  unzstd: program(names('-o -T -D'), compressor('.zst', true)),
  brotli: program(names('-o -q -w'), compressor('.br', false)),
  cpio: program(names('-D --directory -F -I -O -H --format -R'), cpio),
  '7z': sevenZip,
  '7za': sevenZip,
  '7zr': sevenZip,
  rpm2cpio: inert,
});
