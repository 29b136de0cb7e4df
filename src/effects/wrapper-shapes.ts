import { optionsOf } from './leading-options.js';

/** What stands between a wrapper's name and the command that it runs. */
export interface WrapperShape {
  /** Options that take a value, which may be the next word. */
  readonly valued: ReadonlySet<string>;
  /** Operands of the wrapper itself: the user of `gosu`, the duration of `timeout`. */
  readonly skip: number;
  /** `NAME=value` words come before the command. */
  readonly assignments: boolean;
}

function shape(valued = '', skip = 0, assignments = false): WrapperShape {
  return { valued: new Set(valued.split(' ')), skip, assignments };
}

const SUDO =
  '-u --user -g --group -h --host -p --prompt -C --close-from -r --role -t --type -U --other-user -D --chdir -R --chroot -T';

/** Programs that run the command in their own words, `wrapper [OPTIONS] [OPERANDS] COMMAND…`, by base name. */
export const WRAPPER_SHAPES = {
  env: shape('-u --unset -C --chdir -S --split-string', 0, true),
  sudo: shape(SUDO, 0, true),
  doas: shape(SUDO, 0, true),
  gosu: shape('', 1),
  'su-exec': shape('', 1),
  's6-setuidgid': shape('', 1),
  setpriv: shape(
    '--reuid --regid --groups --inh-caps --ambient-caps --bounding-set --securebits --pdeathsig --selinux-label --apparmor-profile',
  ),
  builtin: shape(),
  exec: shape('-a'),
  command: shape(),
  nice: shape('-n --adjustment'),
  ionice: shape('-c --class -n --classdata -p --pid'),
  chrt: shape('', 1),
  nohup: shape(),
  setsid: shape(),
  time: shape('-f --format -o --output'),
  timeout: shape('-s --signal -k --kill-after', 1),
  stdbuf: shape('-i --input -o --output -e --error'),
  unbuffer: shape(),
  eatmydata: shape(),
  fakeroot: shape('-l -s -i -b'),
  linux32: shape(),
  linux64: shape(),
  setarch: shape('', 1),
  catchsegv: shape(),
  busybox: shape(),
  'xvfb-run': shape('-e --error-file -f --auth-file -n --server-num -p --xauth-protocol -s --server-args'),
  tini: shape('-p -e'),
  'tini-static': shape('-p -e'),
  'docker-init': shape('-p -e'),
  'dumb-init': shape('-r --rewrite'),
  catatonit: shape(),
} satisfies Readonly<Record<string, WrapperShape>>;

const SHAPES: ReadonlyMap<string, WrapperShape> = new Map(Object.entries(WRAPPER_SHAPES));

/**
 * The words of the command that a wrapper runs, its own options, operands and assignments left out. Null when the first
 * word names no wrapper; empty when it runs nothing. `env -S TEXT` gives the words of its text, split at spaces.
 */
export function wrappedCommand(words: readonly string[]): readonly string[] | null {
  const [first, ...rest] = words;
  const found = SHAPES.get((first ?? '').slice((first ?? '').lastIndexOf('/') + 1));
  if (found === undefined) return null;
  const { at, options } = optionsOf(
    words.map((value) => ({ value, text: value })),
    found.valued,
  );
  const split = found.assignments ? (options.get('-S') ?? options.get('--split-string')) : undefined;
  const command = [...(split?.split(/\s+/) ?? []), ...rest.slice(at - 1 + found.skip)];
  if (!found.assignments) return command;
  const start = command.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  return start === -1 ? [] : command.slice(start);
}
