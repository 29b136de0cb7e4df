import { effects } from '../effects.js';
import type { CommandTable, PackageChange } from '../types.js';
import { family, names, subcommands } from './family.js';
import type { Call, CallModel } from './family.js';
import { packageEffects, requestsOf } from './packages.js';
import { pathsOf, targetOf, writesTo } from './target.js';

// apk(8): the options that take a value in the next word.
const VALUED = names(`
  -t --virtual -X --repository -p --root --arch --keys-dir --repositories-file --cache-dir --wait
  --timeout --cache-max-age --progress-fd
`);

/** `curl=8.1-r0`, `nodejs@edge`, `php~=8.2`, `!pkg` -> the name alone; `so:` and `cmd:` names stay. */
function nameIn(text: string): string {
  if (text.endsWith('.apk')) return (text.split('/').at(-1) ?? text).replace(/-\d.*$|\.apk$/, '');
  return text.replace(/^!/, '').replace(/[@<>=~].*$/, '');
}

function changed(op: PackageChange['op'], { model, args, context }: Call): ReturnType<CallModel> {
  const { requests, unclear } = requestsOf(args.positionals, nameIn);
  const files = args.positionals.filter((word) => word.value?.endsWith('.apk'));
  const root = args.options.get('-p') ?? args.options.get('--root');
  if (root) {
    return writesTo(model, [targetOf(root, context)], { tree: true, role: 'tool', network: true });
  }
  const refused = requests.filter((each) => each.text.startsWith('!'));
  const changes: Partial<PackageChange>[] = [
    {
      op,
      packages: requests.filter((each) => !refused.includes(each)),
      virtual: args.value('-t', '--virtual'),
    },
  ];
  if (refused.length > 0) changes.push({ op: 'remove', packages: refused });
  return packageEffects(model, 'apk', changes, {
    network: op !== 'remove',
    reads: pathsOf(files, context),
    replayable: files.length === 0,
    // A group without a known name cannot be matched with its `apk del`.
    confidence:
      unclear || files.length > 0 || (args.has('-t', '--virtual') && args.value('-t', '--virtual') === null)
        ? 'weak'
        : 'proven',
  });
}

const simulated =
  (op: PackageChange['op']): CallModel =>
  (call) =>
    call.args.has('-s', '--simulate') ? effects(call.model, { replayable: true }) : changed(op, call);

const cache: CallModel = ({ model, args }) => {
  const sub = args.positionals[0]?.value;
  const cleans = sub === 'clean' || sub === 'purge';
  return packageEffects(model, 'apk', [{ op: cleans ? 'clean' : 'update' }], {
    writes: cleans ? [] : [{ path: '/var/cache/apk', tree: true, role: 'cache' }],
    network: !cleans,
  });
};

const fetchPackages: CallModel = ({ model, args, context }) => {
  const output = args.options.get('-o') ?? args.options.get('--output');
  return writesTo(
    model,
    [output ? targetOf(output, context) : { path: context.cwd, tree: true, within: null }],
    {
      tree: true,
      network: true,
    },
  );
};

/** Alpine's package manager. */
export const apk: CommandTable = family({
  apk: subcommands({
    valued: VALUED,
    commands: {
      add: simulated('install'),
      del: simulated('remove'),
      update: ({ model }) =>
        packageEffects(model, 'apk', [{ op: 'update' }], {
          writes: [{ path: '/var/cache/apk', tree: true, role: 'cache' }],
          network: true,
        }),
      upgrade: simulated('upgrade'),
      fix: simulated('install'),
      cache,
      fetch: fetchPackages,
    },
    inert: names('info list search version policy stats audit verify dot manifest index'),
  }),
  'setup-timezone': () =>
    effects('setup-timezone', {
      writes: [{ path: '/etc/localtime', tree: false, role: 'config' }],
      replayable: true,
    }),
});
