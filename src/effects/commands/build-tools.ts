import { effects, opaqueEffects } from '../effects.js';
import type { CommandTable, Effects } from '../types.js';
import { family, inert, inertAll, names, program } from './family.js';
import type { Call, CallModel } from './family.js';
import { here, pathsOf, targetIn, targetOf, writesTo } from './target.js';
import type { Target } from './target.js';

const CC = names(`
  -o -I -L -D -U -x -l -T -u -z -MF -MT -MQ -include -isystem -idirafter -iquote -imacros -Xlinker -Xassembler
  -Xpreprocessor -framework -arch -target -e -h -m -soname -rpath -rpath-link -dynamic-linker -R
`);
const ASKS = names('--version -v -dumpversion -dumpmachine --help -V -print-search-dirs');

function onlyAsks({ args, argv }: Call): boolean {
  return args.has(...ASKS) && args.positionals.length === 0 && argv.length <= 3;
}

/** A compiler or linker: the file after -o, else a.out or one object for each source. */
const compiler: CallModel = (call) => {
  const { model, args, argv, context } = call;
  if (onlyAsks(call) || argv.some((word) => word.value?.startsWith('-print-'))) return inert(argv, context);
  const output = args.options.get('-o');
  const reads = pathsOf(args.positionals, context);
  if (output) return writesTo(model, [targetOf(output, context)], { role: 'artefact', reads });
  if (args.has('-fsyntax-only', '-M', '-MM') || args.has('-E')) return inert(argv, context);
  const objects = args.has('-c', '-S');
  const target = objects ? here(context) : targetIn(here(context), 'a.out');
  return writesTo(model, [target], { role: 'artefact', reads });
};

/** strip, upx and the like change the files they are given, or write another with -o. */
const packer: CallModel = (call) => {
  const { model, args, argv, context } = call;
  if (onlyAsks(call) || args.has('-t', '-l')) return inert(argv, context);
  const output = args.options.get('-o');
  const words = output ? [output] : args.positionals;
  return writesTo(
    model,
    words.map((word) => targetOf(word, context)),
    { reads: pathsOf(args.positionals, context) },
  );
};

/** `ar rcs libx.a a.o`: letters first, then the archive. */
const ar: CallModel = ({ model, args, context }) => {
  const [letters, first, second] = args.positionals;
  const dashed = args.options.size > 0 && !/^[a-z]+$/i.test(letters?.value ?? '');
  const archive = dashed ? letters : first;
  const does = dashed ? [...args.options.keys()].join('') : (letters?.value ?? '');
  if (/[tp]/.test(does) && !/r/.test(does)) return effects(model, { replayable: true });
  if (/x/.test(does))
    return writesTo(model, [here(context)], { reads: pathsOf(second ? [second] : [], context) });
  return archive ? writesTo(model, [targetOf(archive, context)], { role: 'artefact' }) : null;
};

function within(model: string, because: string, targets: readonly Target[]): Effects {
  const known = targets.flatMap(({ path }) => path ?? []);
  return opaqueEffects(model, because, known.length === targets.length ? known : null);
}

/** Programs that generate files in the directory they run in, out of rules of their own. */
const generator: CallModel = (call) =>
  onlyAsks(call)
    ? inert(call.argv, call.context)
    : within(call.model, 'it runs build rules that are not read', [here(call.context)]);

/** `./configure` and its generated relatives; out-of-tree builds run it from the build directory. */
const configure: CallModel = (call) =>
  within(call.model, 'it runs a configure script that is not read', [here(call.context)]);

/** `cmake -S src -B build`, `cmake --build build [--target install]`, `cmake --install build [--prefix P]`. */
const cmake: CallModel = (call) => {
  const { model, args, argv, context } = call;
  if (onlyAsks(call)) return inert(argv, context);
  if (args.has('-E')) return cmakeTool(call);
  const prefix = args.options.get('--prefix') ?? null;
  const built = args.options.get('--build') ?? args.options.get('--install');
  if (built) {
    const directory = targetOf(built, context);
    if (
      args.has('--install') ||
      args.all('--target').includes('install') ||
      args.all('-t').includes('install')
    ) {
      if (prefix)
        return within('cmake --install', 'what it installs is not read', [
          targetOf(prefix, context),
          directory,
        ]);
      return installs('cmake --install');
    }
    return within('cmake --build', 'it runs build rules that are not read', [directory, here(context)]);
  }
  const output = args.options.get('-B');
  const directory = output ? targetOf(output, context) : here(context);
  return within(model, 'it runs a CMakeLists.txt that is not read', [directory]);
};

const cmakeTool: CallModel = ({ args, context }) => {
  const [verb, ...words] = args.positionals;
  const name = verb?.value ?? args.value('-E') ?? '';
  const files = args.value('-E') === null ? words : args.positionals;
  const targets = files.map((word) => targetOf(word, context));
  if (/^(?:make_directory|touch)$/.test(name))
    return writesTo(`cmake -E ${name}`, targets, { replayable: true });
  if (name.startsWith('copy')) return writesTo(`cmake -E ${name}`, targets.slice(-1), { tree: true });
  if (/^(?:remove|rm)/.test(name))
    return effects(`cmake -E ${name}`, { removes: pathsOf(files, context), replayable: true });
  return null;
};

/** Installing by rules that nobody read: to /usr/local unless it was configured otherwise, which is not known here. */
export function installs(model: string): Effects {
  const base = effects(model, {
    writes: names('bin sbin lib libexec share etc include').map((name) => ({
      path: `/usr/local/${name}`,
      tree: true,
      role: 'tool' as const,
    })),
  });
  return {
    ...base,
    opaque: { because: 'where it installs to is not known', within: null },
    confidence: 'unknown',
  };
}

const ninja: CallModel = (call) => {
  const { model, args, argv, context } = call;
  if (onlyAsks(call)) return inert(argv, context);
  const directory = args.options.get('-C') ?? args.options.get('--directory');
  if (args.positionals.some((word) => word.value === 'install')) return installs(`${model} install`);
  return within(model, 'it runs build rules that are not read', [
    directory ? targetOf(directory, context) : here(context),
    here(context),
  ]);
};

const meson: CallModel = (call) => {
  const { model, args, argv, context } = call;
  if (onlyAsks(call)) return inert(argv, context);
  const [sub, first] = args.positionals;
  const directory = args.options.get('-C');
  if (sub?.value === 'install') return installs(`${model} install`);
  const place = directory
    ? targetOf(directory, context)
    : sub?.value === 'setup' && first
      ? targetOf(first, context)
      : here(context);
  return within(`${model} ${sub?.value ?? ''}`, 'it runs build rules that are not read', [
    place,
    here(context),
  ]);
};

const COMPILERS = names(
  'gcc g++ cc c++ clang clang++ c89 c99 gfortran ld ld.gold ld.lld lld as nasm yasm tcc nvcc musl-gcc x86_64-linux-gnu-gcc aarch64-linux-gnu-gcc',
);

/** Compilers and the tools around them. */
export const buildTools: CommandTable = family({
  ...Object.fromEntries(COMPILERS.map((name) => [name, program(CC, compiler)])),
  ar: program([], ar),
  ranlib: program([], packer),
  strip: program(names('-o -K -N -R --target --keep-symbol'), packer),
  objcopy: program(names('-O -I -j -R --add-section'), packer),
  upx: program(names('-o'), packer),
  patchelf: program(names('--set-rpath --set-interpreter --output --add-needed --remove-needed'), packer),
  chrpath: program(names('-r'), packer),
  configure: program([], configure),
  ...Object.fromEntries(
    names('autoreconf autoconf automake aclocal autoheader libtoolize autogen.sh qmake scons waf bear').map(
      (name) => [name, program([], generator)],
    ),
  ),
  cmake: program(
    names('-B -S -G -D -C -A -T -E --build --install --prefix --target -t -j --config --parallel'),
    cmake,
  ),
  ninja: program(names('-C -j -f -k -l -t'), ninja),
  'ninja-build': program(names('-C -j -f -k -l -t'), ninja),
  samu: program(names('-C -j -f'), ninja),
  meson: program(names('-C --prefix --buildtype --libdir -D'), meson),
  ...inertAll(names('pkg-config pkgconf gcov c++filt addr2line pahole')),
  ccache: (argv, context) =>
    argv.length > 1 && !argv[1]?.text.startsWith('-')
      ? context.run(argv.slice(1))
      : effects('ccache', { replayable: true }),
  texhash: program([], () =>
    effects('texhash', {
      writes: [{ path: '/usr/share/texmf', tree: true, role: 'config' }],
      replayable: true,
    }),
  ),
});
