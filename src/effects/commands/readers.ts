import { effects } from '../effects.js';
import type { CommandTable } from '../types.js';
import { family, inert, inertAll, names, program } from './family.js';
import type { CallModel } from './family.js';
import { pathsOf } from './target.js';

/** A checksum list that is checked is there to fail the build. */
const checksum: CallModel = ({ model, args, argv, context }) => {
  if (!args.has('-c', '--check', '-C')) return inert(argv, context);
  return effects(`${model} -c`, {
    reads: pathsOf(args.positionals, context),
    gate: {
      rule: 'gate/checksum',
      because: `${model} -c fails the build when a download is not the expected one`,
      at: null,
    },
    replayable: false,
    confidence: 'proven',
  });
};

const SUMS = names('sha1sum sha224sum sha256sum sha384sum sha512sum md5sum b2sum shasum cksum');

const compare: CallModel = ({ model, args, context }) =>
  effects(model, {
    reads: pathsOf(args.positionals, context),
    gate: { rule: 'gate/compare', because: `${model} fails the build when two files differ`, at: null },
    confidence: 'proven',
  });

/** Their operands are files, and all that they do is to print them. */
const printing: CallModel = (call) => {
  const found = inert(call.argv, call.context);
  return found && { ...found, reads: pathsOf(call.args.positionals, call.context) };
};

/** Commands that read, print or wait, and leave nothing behind. Output that is redirected is the shell's affair. */
export const readers: CommandTable = family({
  ...Object.fromEntries(SUMS.map((name) => [name, program([], checksum)])),
  cmp: program(names('-i -n'), compare),
  ...Object.fromEntries(
    names('cat tac zcat bzcat xzcat zstdcat').map((name) => [name, program([], printing)]),
  ),
  ...inertAll(
    names(`
      ls dir head tail less more grep egrep fgrep zgrep rg awk gawk mawk cut tr uniq wc nl paste join comm
      column fold fmt expand od xxd hexdump strings rev shuf seq yes expr bc factor numfmt diff sdiff du df stat file
      id whoami who groups logname date cal uname arch hostnamectl nproc tty stty uptime free ps top pgrep lsof
      basename dirname realpath readlink pathchk pwd printenv getent getconf locale which whereis whatis man
      zless base32 base64 jq xmllint envsubst iconv tree sync sleep usleep nslookup dig host
      ping netstat ss ip ifconfig nc netcat ncat telnet ldd nm objdump readelf size lscpu lsblk lspci blkid findmnt
      tput clear reset dircolors logger kill killall pkill watch lsmod test [ nawk igawk mountpoint
    `),
  ),
});
