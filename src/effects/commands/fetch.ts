import type { ShellWord } from '../../shell/types.js';
import { effects } from '../effects.js';
import type { CommandTable } from '../types.js';
import { family, inert, names, program } from './family.js';
import type { CallModel } from './family.js';
import { here, pathsOf, targetIn, targetOf, writesTo } from './target.js';
import type { Target } from './target.js';

// curl(1), the options that take a value; `-O` and `-J` do not.
const CURL = names(`
  -o --output --output-dir -H --header -d --data --data-raw --data-binary --data-urlencode --data-ascii --json -X
  --request -u --user -A --user-agent -e --referer -b --cookie -c --cookie-jar -T --upload-file -F --form -m
  --max-time --connect-timeout --retry --retry-delay --retry-max-time -w --write-out -x --proxy -U --proxy-user
  --cacert --capath -E --cert --key --cert-type --key-type --pass -K --config -D --dump-header --url --limit-rate
  -r --range --resolve --connect-to --ciphers --tls13-ciphers --tls-max -C --continue-at --interface --proto
  --proto-redir --proto-default --max-redirs --max-filesize --noproxy --unix-socket --stderr --trace --trace-ascii
  -Y -y -z --time-cond --speed-limit --speed-time --keepalive-time --dns-servers -P -Q -t --parallel-max --oauth2-bearer
`);

// wget(1), the options that take a value.
const WGET = names(`
  -O --output-document -P --directory-prefix -o --output-file -a --append-output -t --tries -T --timeout -w --wait
  -U --user-agent --header -i --input-file -B --base -e --execute --user --password --http-user --http-password
  --post-data --post-file --method --body-data --body-file --ca-certificate --ca-directory --certificate
  --private-key --load-cookies --save-cookies --referer --limit-rate -Q --quota -A --accept -R --reject -D
  --domains -I -X -l --level --cut-dirs --default-page --waitretry --dns-timeout --connect-timeout --read-timeout
  --secure-protocol --retry-on-http-error --progress --max-redirect --compression -Y --proxy
`);

/** The file name that a URL's path ends in; null when a variable hides it. */
function nameInUrl(word: ShellWord, query: boolean): string | null {
  const text = word.value;
  if (text === null) {
    // `https://x/$V/tool.tgz` still ends in a name that is known.
    const last = /\/([^/$`"'?#]+)["']?$/.exec(word.text);
    return last?.[1] ?? null;
  }
  const path = text.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(query ? /#.*$/ : /[?#].*$/, '');
  return path.split('/').at(-1) || null;
}

function isStdout(word: ShellWord): boolean {
  return word.value === '-' || word.value === '/dev/stdout';
}

const curl: CallModel = ({ model, args, argv, context }) => {
  if (args.has('-V', '--version', '--help', '--manual')) return inert(argv, context);
  const outputs = [...args.words('-o'), ...args.words('--output')].filter((word) => !isStdout(word));
  const directory = args.options.get('--output-dir');
  const base: Target = directory ? targetOf(directory, context) : here(context);
  const urls = [...args.positionals, ...args.words('--url')];
  const targets = outputs.map((word) => targetOf(word, context, base.path));
  if (args.has('-O', '--remote-name', '--remote-name-all')) {
    const named = args.has('-J', '--remote-header-name');
    // With `-o a -O`, the n-th option belongs to the n-th URL: the ones that `-o` took come first in practice.
    for (const url of urls.slice(outputs.length))
      targets.push(targetIn(base, named ? null : nameInUrl(url, false)));
  }
  const logs = ['-D', '--dump-header', '-c', '--cookie-jar'].flatMap((name) => args.words(name));
  targets.push(...logs.filter((word) => !isStdout(word)).map((word) => targetOf(word, context)));
  return writesTo(model, targets, { network: true, because: 'it downloads to a file that is not known' });
};

const wget: CallModel = ({ model, args, argv, context }) => {
  if (args.has('-V', '--version', '--help')) return inert(argv, context);
  if (args.has('--spider')) return effects(model, { network: true });
  const output = args.options.get('-O') ?? args.options.get('--output-document');
  const prefix = args.options.get('-P') ?? args.options.get('--directory-prefix');
  const base: Target = prefix ? targetOf(prefix, context) : here(context);
  const because = 'it downloads to a file that is not known';
  if (output) {
    return writesTo(model, isStdout(output) ? [] : [targetOf(output, context)], { network: true, because });
  }
  if (args.has('-r', '--recursive', '-m', '--mirror', '-p', '--page-requisites', '-i', '--input-file')) {
    return writesTo(model, [{ ...base, tree: true }], { network: true, because });
  }
  const named = args.has('--content-disposition', '-x', '--force-directories');
  const targets = args.positionals.map((url) =>
    targetIn(base, named ? null : (nameInUrl(url, true) ?? indexOf(url))),
  );
  return writesTo(model, targets, { network: true, because });
};

/** wget calls what comes from a directory `index.html`. */
function indexOf(url: ShellWord): string | null {
  return url.value !== null && /^(?:[a-z]+:\/\/)?[^/]+(?:\/|\/.*\/)?$/i.test(url.value) ? 'index.html' : null;
}

const aria2c: CallModel = ({ model, args, context }) => {
  const directory = args.options.get('-d') ?? args.options.get('--dir');
  const base: Target = directory ? targetOf(directory, context) : here(context);
  const output = args.options.get('-o') ?? args.options.get('--out');
  const name = output ? output.value : args.positionals[0] ? nameInUrl(args.positionals[0], false) : null;
  return writesTo(model, [targetIn(base, name)], { network: true });
};

/** Downloads. What is fetched today need not be what was fetched yesterday: none of it is done twice. */
export const fetching: CommandTable = family({
  curl: program(CURL, curl),
  wget: program(WGET, wget),
  aria2c: program(names('-d --dir -o --out -x -s -j -k --header'), aria2c),
  scp: program(names('-i -P -o -F -l -c -S -J'), ({ model, args, context }) =>
    writesTo(model, [targetOf(args.positionals.at(-1), context)], {
      tree: true,
      network: true,
      reads: pathsOf(
        args.positionals.slice(0, -1).filter((word) => !word.text.includes(':')),
        context,
      ),
    }),
  ),
});
