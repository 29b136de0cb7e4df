import { effects, opaqueEffects } from '../../../src/effects/effects.js';
import type {
  CommandContext,
  CommandModel,
  CommandTable,
  Effects,
  Write,
} from '../../../src/effects/types.js';
import type { ShellWord } from '../../../src/shell/types.js';
import { flagValue, goPath, hasFlag, readGoCall, type GoCall } from './call.js';
import { generateEffects, runEffects } from './generate.js';
import { binDirectory, outputsOf } from './output.js';

/** Told of every `go` call that is met, nested ones (make, scripts) included. */
export type GoCallSink = (call: GoCall, context: CommandContext) => void;

/** Go's minor version out of `GOLANG_VERSION` (`1.17.13` -> 17); null when the image does not say. */
export function goMinor(version: string | undefined): number | null {
  const match = /^1\.(\d+)/.exec(version ?? '');
  return match ? Number(match[1]) : null;
}

/** Before 1.18 (and without modules still) `go get` installed what it fetched. Null: the version is not known. */
export function getInstalls(call: GoCall, context: CommandContext): boolean | null {
  if (call.env.GO111MODULE === 'off') return true;
  const minor = goMinor(context.env('GOLANG_VERSION'));
  return minor === null ? null : minor < 18;
}

function caches(call: GoCall, home: string): readonly Write[] {
  return [
    { path: call.env.GOMODCACHE || `${goPath(call, home)}/pkg`, tree: true, role: 'cache' },
    { path: call.env.GOCACHE || `${home}/.cache/go-build`, tree: true, role: 'cache' },
  ];
}

function moduleFiles(call: GoCall): readonly Write[] {
  if (call.cwd === null) return [];
  const dir = call.cwd === '/' ? '' : call.cwd;
  // Only the Go tools read them: nothing at run time does.
  return ['go.mod', 'go.sum'].map((name) => ({ path: `${dir}/${name}`, tree: false, role: 'cache' }));
}

function gate(model: string, because: string, writes: readonly Write[] = [], network = false): Effects {
  return effects(model, { gate: { rule: 'go/gate', because, at: null }, programs: ['go'], writes, network });
}

function buildEffects(call: GoCall, context: CommandContext): Effects {
  const model = `go ${call.verb}`;
  const legacy = getInstalls(call, context);
  const found = outputsOf(call, context.files, context.home, legacy === true);
  const writes: Write[] = [...caches(call, context.home)];
  if (call.verb === 'get') writes.push(...moduleFiles(call));
  for (const each of found.produced)
    writes.push({
      path: each.path,
      tree: each.tree,
      role: each.dir === null && call.verb !== 'build' ? 'tool' : 'artefact',
    });
  const reads = call.cwd === null ? [] : [call.cwd];
  const base = effects(model, { reads, writes, programs: ['go'], network: true });
  const known = found.produced.some((each) => !each.tree);
  if (call.verb === 'get' && legacy === null && !call.flags.some((flag) => flag.name === 'd'))
    return {
      ...base,
      opaque: {
        because: 'whether this Go installs what it gets is not known',
        within: [binDirectory(call, context.home)],
      },
    };
  if (call.unclear && !(known && flagValue(call, 'o')))
    return {
      ...base,
      opaque: {
        because: 'a word of the go command is not known',
        within: call.cwd === null ? null : [call.cwd, binDirectory(call, context.home)],
      },
    };
  if (found.open !== null && found.produced.length === 0)
    return {
      ...base,
      opaque: {
        because: found.open,
        within: flagValue(call, 'o') === null || call.cwd === null ? null : [call.cwd],
      },
    };
  return base;
}

function goEffects(call: GoCall, context: CommandContext): Effects {
  const model = `go ${call.verb}`;
  const cwd = call.cwd;
  const within = cwd === null ? null : [cwd];
  switch (call.verb) {
    case 'build':
    case 'install':
    case 'get':
      return buildEffects(call, context);
    case 'test':
      return gate(model, 'go test fails the build when a test fails', caches(call, context.home), true);
    case 'vet':
      return gate(model, 'go vet fails the build when it finds something', caches(call, context.home), true);
    case 'mod verify':
      return gate(model, 'go mod verify fails the build when a module was changed', [], false);
    case 'mod download':
    case 'mod tidy':
    case 'mod init':
    case 'mod edit':
    case 'work sync':
    case 'work init':
    case 'work use':
      return effects(model, {
        writes: [...caches(call, context.home), ...moduleFiles(call)],
        programs: ['go'],
        network: true,
      });
    case 'mod vendor':
    case 'work vendor':
      if (cwd === null) return opaqueEffects(model, 'the directory that it runs in is not known');
      return effects(model, {
        writes: [
          ...caches(call, context.home),
          ...moduleFiles(call),
          { path: `${cwd === '/' ? '' : cwd}/vendor`, tree: true, role: 'dependencies' },
        ],
        programs: ['go'],
        network: true,
      });
    case 'mod graph':
    case 'mod why':
    case 'version':
    case 'list':
    case 'doc':
    case 'help':
      return effects(model, { programs: ['go'], network: call.verb === 'list' });
    case 'env':
      return effects(model, {
        writes: hasFlag(call, 'w')
          ? [{ path: `${context.home}/.config/go/env`, tree: false, role: 'cache' }]
          : [],
        programs: ['go'],
      });
    case 'clean':
      return effects(model, { programs: ['go'], writes: caches(call, context.home) });
    case 'fmt':
    case 'fix':
      return { ...opaqueEffects(model, 'it rewrites source files', within), programs: ['go'] };
    case 'generate':
      return { ...generateEffects(call, context), programs: ['go'], network: true };
    case 'run':
      return { ...runEffects(call, context), programs: ['go'], network: true };
    case 'tool':
      return {
        ...opaqueEffects(model, 'it runs a program that may write files', within),
        programs: ['go'],
        network: true,
      };
    default:
      return {
        ...opaqueEffects(model, `what go ${call.verb} writes is not known`, within),
        programs: ['go'],
      };
  }
}

function goModel(sink: GoCallSink): CommandModel {
  return (argv, context) => {
    const call = readGoCall(argv, context);
    if (!call) return argv.length < 2 ? effects('go', { programs: ['go'] }) : null;
    sink(call, context);
    return goEffects(call, context);
  };
}

function checker(name: string): CommandModel {
  return (argv: readonly ShellWord[]) => {
    const writes = argv.some((word) => ['-w', '--fix', '-fix'].includes(word.value ?? ''));
    if (writes) return null;
    return effects(name, {
      gate: { rule: 'go/gate', because: `${name} fails the build when it finds something`, at: null },
      programs: [name],
      network: true,
    });
  };
}

/** Tools that put code, or files for the compiler, into the tree that they run in. */
function generator(name: string): CommandModel {
  return (_argv, context) => ({
    ...opaqueEffects(name, `${name} generates files`, context.cwd === null ? null : [context.cwd]),
    programs: [name],
  });
}

function vendoring(name: string): CommandModel {
  return (_argv, context) => {
    if (context.cwd === null) return opaqueEffects(name, 'the directory that it runs in is not known');
    const dir = context.cwd === '/' ? '' : context.cwd;
    return effects(name, {
      writes: [
        { path: `${dir}/vendor`, tree: true, role: 'dependencies' },
        { path: `${context.home}/.cache`, tree: true, role: 'cache' },
        { path: '/go/pkg', tree: true, role: 'cache' },
      ],
      programs: [name],
      network: true,
    });
  };
}

const CHECKERS =
  'gofmt golint golangci-lint staticcheck govulncheck errcheck ineffassign gosec revive gocyclo misspell gotestsum ginkgo'.split(
    ' ',
  );
const GENERATORS =
  'packr packr2 statik go-bindata go-bindata-assetfs rice pkger esc swag wire sqlc templ protoc buf mockgen stringer easyjson gqlgen ent oapi-codegen gox goreleaser'.split(
    ' ',
  );
const VENDORING = 'dep glide govendor godep gb gvt'.split(' ');

/** Command models of the Go tools; `sink` hears of every `go` call. */
export function goCommandsWith(sink: GoCallSink): CommandTable {
  const table: Record<string, CommandModel> = { go: goModel(sink) };
  for (const name of CHECKERS) table[name] = checker(name);
  for (const name of GENERATORS) table[name] = generator(name);
  for (const name of VENDORING) table[name] = vendoring(name);
  return table;
}

export const goCommands: CommandTable = goCommandsWith(() => undefined);
