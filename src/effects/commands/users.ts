import type { ShellWord } from '../../shell/types.js';
import { effects } from '../effects.js';
import type { CommandTable, UserChange, Write } from '../types.js';
import { family, inertAll, names, program } from './family.js';
import type { Call, CallModel } from './family.js';
import { inside, isEphemeral } from './place.js';
import { pathOf } from './target.js';

const DATABASE: readonly Write[] = names('/etc/passwd /etc/group /etc/shadow /etc/gshadow').map((path) => ({
  path,
  tree: false,
  role: 'config',
}));

/**
 * The option letters of three programs in one list: useradd(8) of shadow, Debian's adduser(8) and busybox's adduser.
 * No letter takes a value in one and none in another, as far as it can stand in a Dockerfile.
 */
const USER_OPTIONS = names(`
  -u --uid -g --gid -G --groups --ingroup -d --home-dir --home -h -s --shell -c --comment --gecos -k --skel
  -p --password -K --key -b --base-dir -e --expiredate -f --inactive -R --root -Z --firstuid --lastuid --firstgid
  --lastgid --conf --add_extra_groups
`);

function number(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

function changed(op: UserChange['op'], word: ShellWord, id: number | null): UserChange {
  return { op, name: word.value ?? word.text, id };
}

function sureness(words: readonly ShellWord[]): 'proven' | 'weak' {
  return words.every((word) => word.value !== null) ? 'proven' : 'weak';
}

/** The home directory that comes with a new user, empty but for what /etc/skel holds. */
function homeOf({ args, context }: Call, name: string | null, makes: boolean): readonly Write[] {
  if (!makes) return [];
  const option = ['-d', '--home-dir', '--home', '-h']
    .map((each) => args.options.get(each))
    .find((word) => word);
  const base = args.value('-b', '--base-dir') ?? '/home';
  const path = option ? pathOf(option, context) : name === null ? null : inside(base, name);
  if (path === null || path === '/' || path === '/nonexistent' || isEphemeral(path)) return [];
  return [{ path, tree: true, role: 'state' }];
}

/** useradd makes a home directory only when it is asked for one. */
const useradd: CallModel = (call) => {
  const { args, model } = call;
  const [user] = args.positionals;
  if (args.has('-D', '--defaults') && !user) {
    return effects(model, {
      writes: [{ path: '/etc/default/useradd', tree: false, role: 'config' }],
      replayable: true,
    });
  }
  if (!user) return null;
  return effects(model, {
    users: [changed('add-user', user, number(args.value('-u', '--uid')))],
    writes: [...DATABASE, ...homeOf(call, user.value, args.has('-m', '--create-home'))],
    replayable: true,
    confidence: sureness([user]),
  });
};

/** adduser makes one unless told not to; with two operands it puts a user into a group. On Red Hat it is useradd. */
const adduser: CallModel = (call) => {
  const { args, model } = call;
  const [user, group] = args.positionals;
  if (!user) return null;
  if (group) {
    return effects(model, {
      users: [changed('modify', user, null)],
      writes: DATABASE,
      replayable: true,
      confidence: sureness([user, group]),
    });
  }
  const without = args.has('-H', '-M', '--no-create-home', '-N');
  const fromHundred = args.has('--system') && args.has('--group');
  return effects(model, {
    users: [
      {
        ...changed('add-user', user, number(args.value('-u', '--uid'))),
        ...(fromHundred ? { fromHundred } : {}),
      },
    ],
    writes: [...DATABASE, ...homeOf(call, user.value, !without)],
    replayable: true,
    confidence: sureness([user]),
  });
};

const group: CallModel = ({ args, model }) => {
  const words = args.positionals;
  const [first, second] = words;
  if (!first) return null;
  const id = number(args.value('-g', '--gid'));
  return effects(model, {
    users: [
      second
        ? changed('modify', first, null)
        : {
            ...changed('add-group', first, id),
            ...(args.has('--system') && model === 'addgroup' ? { fromHundred: true } : {}),
          },
    ],
    writes: DATABASE,
    replayable: true,
    confidence: sureness(words),
  });
};

/** usermod, passwd and the like: the last operand is whose entry changes. */
const modify: CallModel = (call) => {
  const { args, model } = call;
  const who = args.positionals.at(-1);
  const moves = args.has('-m', '--move-home');
  return effects(model, {
    users: who ? [changed('modify', who, number(args.value('-u', '--uid', '-g', '--gid')))] : [],
    writes: [...DATABASE, ...homeOf(call, null, moves)],
    replayable: true,
    confidence: sureness(args.positionals),
  });
};

/** What goes with a user is only sure when his home directory has its usual name. */
const deleted: CallModel = ({ args, model }) => {
  const [who] = args.positionals;
  const home = args.has('-r', '--remove', '--remove-home', '--remove-all-files');
  return effects(model, {
    users: who ? [changed('modify', who, null)] : [],
    writes: DATABASE,
    removes: home && who?.value ? [`/home/${who.value}`] : [],
    replayable: true,
    confidence: sureness(args.positionals),
  });
};

/** Users and groups: made again rather than copied, because /etc/passwd of another base holds other users. */
export const users: CommandTable = family({
  useradd: program(USER_OPTIONS, useradd),
  adduser: program(USER_OPTIONS, adduser),
  groupadd: program(names('-g --gid -K --key -p --password -R --root -U --users'), group),
  addgroup: program(names('-g --gid --conf --firstgid --lastgid'), group),
  usermod: program(
    names('-u --uid -g --gid -G --groups -d --home -s --shell -c --comment -l --login -p --password -e -f'),
    modify,
  ),
  groupmod: program(names('-g --gid -n --new-name -p --password'), modify),
  passwd: program(names('-x -n -w -i --maxdays --mindays'), modify),
  chpasswd: program(names('-c --crypt-method -s --sha-rounds -R'), modify),
  chage: program(names('-d -E -I -m -M -W'), modify),
  chsh: program(names('-s --shell'), modify),
  chfn: program(names('-f -r -w -h -o'), modify),
  gpasswd: program(names('-a --add -d --delete -M --members -A'), modify),
  newusers: program([], modify),
  userdel: program([], deleted),
  deluser: program(names('--backup-to --group'), deleted),
  groupdel: program([], deleted),
  delgroup: program([], deleted),
  ...inertAll(names('pwck grpck pwconv grpconv nologin newgrp')),
});
