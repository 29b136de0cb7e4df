import { effects, opaqueEffects } from '../effects.js';
import type { CommandTable, Effects, Write, WriteRole } from '../types.js';
import { family, names, program, subcommands } from './family.js';
import type { Call, CallModel } from './family.js';
import { inside } from './place.js';
import { here, pathsOf, targetIn, targetOf, writesTo } from './target.js';

function tree(path: string, role: WriteRole): Write {
  return { path, tree: true, role };
}

function gate(model: string): Effects['gate'] {
  return { rule: 'gate/test', because: `${model} is there to fail the build`, at: null };
}

/** Writes below the project that its own build rules decide on, and a cache in the home directory. */
const projectBuild =
  (cache: string, output: string | null, isGate: (call: Call) => boolean = () => false): CallModel =>
  (call) => {
    const { model, context } = call;
    const { cwd } = context;
    const because = 'it runs build rules that are not read';
    const writes = [tree(inside(context.home, cache), 'cache')];
    if (cwd !== null && output !== null) writes.push(tree(inside(cwd, output), 'artefact'));
    return {
      ...effects(model, { writes, network: true }),
      opaque: { because, within: cwd === null || cwd === '/' ? null : [cwd] },
      gate: isGate(call) ? gate(model) : null,
      confidence: cwd === null || cwd === '/' ? 'unknown' : 'weak',
    };
  };

const hasGoal =
  (...goals: readonly string[]) =>
  ({ args }: Call): boolean =>
    args.positionals.some((word) => word.value !== null && goals.includes(word.value));

const maven = program(names('-f --file -s --settings -P -pl -gs -t -T -D -o-file'), (call) =>
  call.args.has('-v', '--version')
    ? effects(call.model, { replayable: true })
    : projectBuild('.m2', 'target', hasGoal('test', 'verify', 'integration-test'))(call),
);
const gradle = program(names('-b -p -c -g -I -x -P -D --project-dir --exclude-task'), (call) =>
  call.args.has('-v', '--version')
    ? effects(call.model, { replayable: true })
    : projectBuild('.gradle', 'build', hasGoal('test', 'check'))(call),
);

function cargoHome({ context }: Call): string {
  return (
    context.env('CARGO_HOME') ??
    (context.env('RUST_VERSION') ? '/usr/local/cargo' : inside(context.home, '.cargo'))
  );
}

const cargoBuild: CallModel = (call) => {
  const { model, args, context } = call;
  const option = args.options.get('--target-dir');
  const environment = context.env('CARGO_TARGET_DIR');
  const target = option
    ? targetOf(option, context)
    : environment
      ? { path: context.resolve(environment), tree: true, within: null }
      : targetIn(here(context), 'target');
  const result = writesTo(model, [target], { tree: true, role: 'artefact', network: true });
  const checks = / (?:test|clippy|check|bench|audit|deny)$/.test(model);
  return {
    ...result,
    writes: [
      ...result.writes,
      tree(`${cargoHome(call)}/registry`, 'cache'),
      tree(`${cargoHome(call)}/git`, 'cache'),
    ],
    gate: checks ? gate(model) : null,
  };
};

const cargoInstall: CallModel = (call) => {
  const { model, args, context } = call;
  const root = args.options.get('--root');
  const target = root
    ? targetIn(targetOf(root, context), 'bin')
    : { path: inside(cargoHome(call), 'bin'), tree: true, within: null };
  const result = writesTo(model, [target], { tree: true, role: 'tool', network: true });
  return { ...result, writes: [...result.writes, tree(`${cargoHome(call)}/registry`, 'cache')] };
};

const cargo = subcommands({
  valued: names(
    '--target --target-dir --features -p --package --bin --manifest-path --root --path --version --git -j --profile --branch --tag --rev',
  ),
  commands: {
    build: cargoBuild,
    b: cargoBuild,
    rustc: cargoBuild,
    test: cargoBuild,
    check: cargoBuild,
    clippy: cargoBuild,
    bench: cargoBuild,
    doc: cargoBuild,
    fetch: cargoBuild,
    chef: cargoBuild,
    install: cargoInstall,
    fmt: ({ model, args, context }) =>
      args.has('--check')
        ? effects(model, { gate: gate(model) })
        : writesTo(model, [here(context)], { role: 'source' }),
    new: ({ model, args, context }) =>
      writesTo(model, [targetOf(args.positionals[0], context)], { tree: true, role: 'source' }),
    init: ({ model, context }) => writesTo(model, [here(context)], { role: 'source' }),
    clean: ({ model, context }) =>
      effects(model, { removes: context.cwd === null ? [] : [inside(context.cwd, 'target')] }),
    vendor: ({ model, context }) =>
      writesTo(model, [targetIn(here(context), 'vendor')], {
        tree: true,
        role: 'dependencies',
        network: true,
      }),
  },
  inert: names('tree metadata search pkgid'),
});

const rustup: CallModel = (call) => {
  const { model, context } = call;
  const home =
    context.env('RUSTUP_HOME') ??
    (context.env('RUST_VERSION') ? '/usr/local/rustup' : inside(context.home, '.rustup'));
  return effects(model, {
    writes: [tree(home, 'tool'), tree(inside(cargoHome(call), 'bin'), 'tool')],
    network: true,
  });
};

const nuget = (home: string): readonly Write[] => [
  tree(inside(home, '.nuget'), 'cache'),
  tree(inside(home, '.local/share/NuGet'), 'cache'),
];

const dotnetBuild: CallModel = ({ model, args, context }) => {
  const output = args.options.get('-o') ?? args.options.get('--output');
  const result = writesTo(model, output ? [targetOf(output, context), here(context)] : [here(context)], {
    tree: true,
    role: 'artefact',
    network: true,
    reads: pathsOf(args.positionals, context),
  });
  return {
    ...result,
    writes: [...result.writes, ...nuget(context.home)],
    gate: model.endsWith(' test') ? gate(model) : null,
  };
};

const dotnetTool: CallModel = ({ model, args, context }) => {
  if (args.positionals[0]?.value === 'list') return effects(model, { replayable: true });
  const path = args.options.get('--tool-path');
  if (path) return writesTo(model, [targetOf(path, context)], { tree: true, role: 'tool', network: true });
  const place = args.has('-g', '--global')
    ? inside(context.home, '.dotnet/tools')
    : inside(context.home, '.nuget');
  return effects(model, { writes: [tree(place, 'tool'), ...nuget(context.home)], network: true });
};

/** Build tools of compiled languages, as far as where they write. */
export const compiled: CommandTable = family({
  mvn: maven,
  mvnw: maven,
  gradle,
  gradlew: gradle,
  ant: program(names('-f -buildfile -D'), projectBuild('.ant', 'build', hasGoal('test'))),
  sbt: program([], projectBuild('.sbt', 'target', hasGoal('test'))),
  lein: program([], projectBuild('.m2', 'target', hasGoal('test'))),
  mix: program([], projectBuild('.mix', '_build', hasGoal('test'))),
  javac: program(
    names('-d -cp -classpath --class-path -source -target --release -sourcepath'),
    ({ model, args, context }) => {
      const output = args.options.get('-d');
      return writesTo(model, [output ? targetOf(output, context) : here(context)], {
        tree: true,
        role: 'artefact',
        reads: pathsOf(args.positionals, context),
      });
    },
  ),
  jar: program(names('-C -f --file'), ({ model, argv, context }) => {
    const letters = argv[1]?.value ?? '';
    if (/x/.test(letters)) return writesTo(`${model} x`, [here(context)], { tree: true });
    return /t/.test(letters)
      ? effects(model, { replayable: true })
      : writesTo(model, [targetOf(argv[2], context)], { role: 'artefact' });
  }),
  jlink: program(
    names('--output --add-modules --module-path --compress --strip-debug-level'),
    ({ model, args, context }) =>
      writesTo(model, [targetOf(args.options.get('--output'), context)], { tree: true, role: 'artefact' }),
  ),
  cargo,
  rustup: subcommands({
    valued: names('--toolchain --target --profile -c --component'),
    commands: {
      target: rustup,
      component: rustup,
      toolchain: rustup,
      default: rustup,
      update: rustup,
      install: rustup,
      override: rustup,
    },
    inert: names('show which'),
  }),
  'rustup-init': program(names('--default-toolchain --profile --default-host -c -t'), rustup),
  rustc: program(names('-o --edition --crate-type -C -L --target --out-dir'), ({ model, args, context }) => {
    const output = args.options.get('-o') ?? args.options.get('--out-dir');
    if (args.has('-V', '--version')) return effects(model, { replayable: true });
    return writesTo(model, [output ? targetOf(output, context) : here(context)], { role: 'artefact' });
  }),
  dotnet: subcommands({
    valued: names(
      '-c --configuration -o --output -r --runtime -f --framework -v --verbosity -p --source -s -a --arch --os --tool-path --version',
    ),
    commands: {
      restore: dotnetBuild,
      build: dotnetBuild,
      publish: dotnetBuild,
      pack: dotnetBuild,
      test: dotnetBuild,
      clean: dotnetBuild,
      new: dotnetBuild,
      add: dotnetBuild,
      workload: () => opaqueEffects('dotnet workload', 'it adds to the SDK', ['/usr/share/dotnet', '/root']),
      tool: dotnetTool,
      nuget: ({ model, context }) => effects(model, { writes: nuget(context.home), network: true }),
      'dev-certs': ({ model, context }) =>
        effects(model, {
          writes: [
            tree(inside(context.home, '.dotnet'), 'config'),
            tree(inside(context.home, '.aspnet'), 'config'),
          ],
        }),
    },
    inert: names('--info --list-sdks --list-runtimes'),
  }),
});
