import type { ShellWord } from '../../shell/types.js';
import { effects } from '../effects.js';
import type { CommandTable } from '../types.js';
import { family, inert, names, program } from './family.js';
import type { CallModel } from './family.js';
import { at, pathsOf, targetIn, targetOf, writesTo } from './target.js';
import type { Target } from './target.js';

const GPG = names(`
  -o --output -u --local-user -r --recipient --homedir --keyserver --keyserver-options --keyring --primary-keyring
  --secret-keyring --trust-model --status-fd --command-fd --passphrase --passphrase-fd --passphrase-file --options
  --default-key --logger-fd --compress-algo --cipher-algo --import-options --export-options --pinentry-mode
  --ignore-time-conflict
`);

/** Where gpg keeps keys: nothing needs them once what they signed is checked, unless a keyring is named. */
const gpg: CallModel = ({ model, args, context }) => {
  const home = args.options.get('--homedir');
  const environment = context.env('GNUPGHOME');
  const keyring = args.options.get('--keyring') ?? args.options.get('--primary-keyring');
  const own: Target = home
    ? targetOf(home, context)
    : environment
      ? at(environment, true)
      : targetIn(at(context.home), '.gnupg');
  const output = args.options.get('-o') ?? args.options.get('--output');
  const network = args.has(
    '--recv-keys',
    '--recv',
    '--recv-key',
    '--keyserver',
    '--refresh-keys',
    '--search-keys',
  );
  if (args.has('--verify', '--verify-files')) {
    return effects('gpg --verify', {
      reads: pathsOf(args.positionals, context),
      gate: {
        rule: 'gate/signature',
        because: `${model} --verify fails the build when a signature is wrong`,
        at: null,
      },
      confidence: 'proven',
    });
  }
  if (args.has('--version', '-k', '--list-keys', '-K', '--list-secret-keys', '--fingerprint') && !output) {
    return effects(model, { replayable: true });
  }
  const files = [...(output && output.value !== '-' ? [output] : []), ...(keyring ? [keyring] : [])];
  // A bare name of a keyring is looked up in gpg's own directory.
  const targets = files.map((word: ShellWord) =>
    word === keyring && word.value !== null && !word.value.includes('/')
      ? targetIn(own, word.value)
      : targetOf(word, context),
  );
  const result = writesTo(model, targets, {
    reads: args.has('--import', '--dearmor', '-d', '--decrypt') ? pathsOf(args.positionals, context) : [],
    network,
  });
  if (own.path === null) return result;
  return { ...result, writes: [...result.writes, { path: own.path, tree: true, role: 'cache' }] };
};

// openssl: options of its subcommands that name a file to write.
const OPENSSL_OUT = names('-out -keyout -pubout-file -CAserial -writerand -signkey-out');
const OPENSSL = names(`
  -out -keyout -in -inkey -key -subj -days -newkey -config -extensions -extfile -CA -CAkey -CAserial -set_serial
  -passout -passin -pass -password -name -certfile -addext -reqexts -algorithm -pkeyopt -writerand -rand -nameopt
  -inform -outform -keyform -connect -servername -CAfile -salt -iter -md
`);

/** What openssl makes up is different each time: it is carried, not made again. */
const openssl: CallModel = ({ model, args, argv, context }) => {
  const sub = argv[1]?.value ?? '';
  const files = OPENSSL_OUT.flatMap((name) => args.words(name));
  if (files.length === 0) return inert(argv, context);
  return writesTo(
    `${model} ${sub}`,
    files.map((word) => targetOf(word, context)),
    { reads: pathsOf([...args.words('-in'), ...args.words('-CA'), ...args.words('-config')], context) },
  );
};

const keygen: CallModel = ({ model, args, context }) => {
  if (args.has('-A')) {
    return effects(`${model} -A`, { writes: [{ path: '/etc/ssh', tree: true, role: 'config' }] });
  }
  if (args.has('-l', '-F', '-B', '-y')) return effects(model, { replayable: true });
  const file = args.options.get('-f');
  const target = file ? targetOf(file, context) : targetIn(at(context.home), '.ssh');
  if (!file) return writesTo(model, [target], { tree: true });
  return writesTo(model, [target, ...(target.path === null ? [] : [at(`${target.path}.pub`)])]);
};

/** Keys and certificates. */
export const keys: CommandTable = family({
  gpg: program(GPG, gpg),
  gpg2: program(GPG, gpg),
  gpgv: program(names('--keyring --homedir'), (call) => ({
    ...effects('gpgv'),
    gate: { rule: 'gate/signature', because: 'gpgv fails the build when a signature is wrong', at: null },
    reads: pathsOf(call.args.positionals, call.context),
  })),
  gpgconf: inert,
  dirmngr: inert,
  openssl: program(OPENSSL, openssl),
  'ssh-keygen': program(names('-b -t -f -N -C -m -O -P -R -I'), keygen),
  'ssh-keyscan': program(names('-t -p -T -f'), ({ model }) => effects(model, { network: true })),
  'ssh-add': inert,
  'ssh-agent': inert,
  ssh: program(names('-i -o -p -F -l -L -R'), ({ model, args }) =>
    args.has('-V') || args.has('-T') ? effects(model, { network: args.has('-T') }) : null,
  ),
  keytool: program(
    names(
      '-keystore -alias -file -storepass -keypass -storetype -dname -destkeystore -srckeystore -validity -keyalg',
    ),
    ({ model, args, context }) => {
      const store = args.options.get('-keystore') ?? args.options.get('-destkeystore');
      if (args.has('-list', '-printcert')) return effects(model, { replayable: true });
      if (store)
        return writesTo(model, [targetOf(store, context)], { reads: pathsOf(args.words('-file'), context) });
      return args.has('-cacerts') ? null : writesTo(model, [targetIn(at(context.home), '.keystore')]);
    },
  ),
});
