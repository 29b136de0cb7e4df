import { effects } from '../effects.js';
import type { CommandTable, OwnerChange } from '../types.js';
import { family, inert, names, program } from './family.js';
import type { CallModel } from './family.js';
import { isBasePlace } from './place.js';
import { at, here, pathsOf, targetOf, writesTo } from './target.js';
import type { Target } from './target.js';

function inBase(targets: readonly Target[]): boolean {
  return targets.every((target) => target.path !== null && isBasePlace(target.path));
}

/** Directories that a command makes are state: empty until the app, or another command, fills them. */
const mkdir: CallModel = ({ model, args, context }) => {
  const mode = args.value('-m', '--mode');
  const targets = args.positionals.map((word) => targetOf(word, context));
  const owners = targets.flatMap(({ path }): readonly OwnerChange[] =>
    path === null || mode === null ? [] : [{ path, recursive: false, kind: 'mode', value: mode }],
  );
  const result = writesTo(model, targets, { owners, replayable: true, confidence: 'proven' });
  const writes = result.writes.map((write) =>
    write.role === 'cache' ? write : { ...write, tree: false, role: 'state' as const },
  );
  return { ...result, writes };
};

const touch: CallModel = ({ model, args, context }) =>
  writesTo(
    model,
    args.positionals.map((word) => targetOf(word, context)),
    { replayable: true, confidence: 'proven' },
  );

/** tee writes what a pipe gives it: whether that comes out the same is the other command's affair. */
const tee: CallModel = touch;

interface Editing {
  readonly scripts: readonly string[];
  readonly inPlace: readonly string[];
}

/**
 * sed and its like with `-i`. Done a second time on a file that is edited already it can give something else, so only
 * files of the base image, which every stage has as they were, may be edited again.
 */
const editing =
  ({ scripts, inPlace }: Editing): CallModel =>
  ({ model, args, argv, context }) => {
    const edits =
      args.has(...inPlace) ||
      argv.some((word) => inPlace.some((name) => name.startsWith('--') && word.value?.startsWith(name)));
    if (!edits) return inert(argv, context);
    const files = args.has(...scripts) ? args.positionals : args.positionals.slice(1);
    const targets = files.map((word) => targetOf(word, context));
    return writesTo(`${model} -i`, targets, {
      reads: pathsOf(files, context),
      replayable: inBase(targets),
    });
  };

const perl: CallModel = (call) => {
  const { args, argv } = call;
  if (argv.some((word) => /^-\w*i/.test(word.value ?? '') && word.value !== '-i')) {
    return editing({ scripts: ['-e'], inPlace: ['-i'] })(call);
  }
  if (args.has('-i')) return editing({ scripts: ['-e'], inPlace: ['-i'] })(call);
  return args.has('-v', '--version', '-V') ? inert(argv, call.context) : null;
};

const yq: CallModel = (call) =>
  editing({ scripts: ['-e', '--expression', '--from-file'], inPlace: ['-i', '--inplace', '--in-place'] })(
    call,
  );

/** Programs that change the files they are given. */
const inPlace: CallModel = ({ model, args, context }) => {
  const targets = args.positionals.map((word) => targetOf(word, context));
  return writesTo(model, targets, { reads: pathsOf(args.positionals, context), replayable: inBase(targets) });
};

const dd: CallModel = ({ model, args, context }) => {
  const output = args.positionals.find((word) => word.text.replace(/^["']/, '').startsWith('of='));
  if (!output) return effects(model, { replayable: true });
  const word = {
    ...output,
    value: output.value?.slice(3) ?? null,
    text: output.text.replace(/^["']?of=/, ''),
  };
  const zero = args.positionals.some((each) => each.value === 'if=/dev/zero');
  return writesTo(model, [targetOf(word, context)], { replayable: zero });
};

const truncate: CallModel = touch;

const split: CallModel = ({ model, context }) => writesTo(model, [here(context)], { role: 'source' });

const mktemp: CallModel = ({ model, args, context }) => {
  const directory = args.options.get('-p') ?? args.options.get('--tmpdir');
  if (args.has('-u', '--dry-run')) return effects(model, { replayable: true });
  const template = args.positionals[0];
  if (directory)
    return writesTo(model, [{ ...targetOf(directory, context), tree: true }], { replayable: true });
  if (template) {
    const target = targetOf(template, context);
    return writesTo(model, [target.path === null ? target : at(target.path)], {
      tree: true,
      replayable: true,
    });
  }
  return writesTo(model, [], { replayable: true });
};

/** patch works on files that the patch names, below the current directory or `-d`. */
const patch: CallModel = ({ model, args, context }) => {
  const [file] = args.positionals;
  if (args.has('--dry-run')) return effects(model, { replayable: true });
  const directory = args.options.get('-d') ?? args.options.get('--directory');
  const input = [...args.words('-i'), ...args.words('--input'), ...args.positionals.slice(1)];
  const target = file ? targetOf(file, context) : directory ? targetOf(directory, context) : here(context);
  return writesTo(model, [target], { tree: !file, reads: pathsOf(input, context) });
};

const sort: CallModel = ({ args, argv, context }) => {
  const output = args.options.get('-o') ?? args.options.get('--output');
  return output ? writesTo('sort -o', [targetOf(output, context)]) : inert(argv, context);
};

/** Commands that make or change single files. */
export const files: CommandTable = family({
  mkdir: program(names('-m --mode -Z --context'), mkdir),
  mkfifo: program(names('-m --mode'), mkdir),
  touch: program(names('-d --date -r --reference -t --time'), touch),
  tee: program([], tee),
  sed: program(
    names('-e --expression -f --file -l --line-length'),
    editing({ scripts: ['-e', '--expression', '-f', '--file'], inPlace: ['-i', '--in-place'] }),
  ),
  gsed: program(
    names('-e --expression -f --file'),
    editing({ scripts: ['-e', '--expression', '-f', '--file'], inPlace: ['-i', '--in-place'] }),
  ),
  perl: program(names('-e -E -I -M -F'), perl),
  yq: program(names('-e -o -p --output-format --input-format'), yq),
  dos2unix: program([], inPlace),
  unix2dos: program([], inPlace),
  dd: program([], dd),
  truncate: program(names('-s --size -r --reference'), truncate),
  fallocate: program(names('-l --length -o --offset'), truncate),
  split: program(names('-b -l -n -C -a --bytes --lines'), split),
  mktemp: program(names('-p --suffix'), mktemp),
  patch: program(names('-p -i --input -d --directory -o -r -B -F --strip'), patch),
  sort: program(names('-o --output -k -t -T -S --key --field-separator'), sort),
});
