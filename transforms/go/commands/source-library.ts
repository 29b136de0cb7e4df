import { directoryOf, joined, lastName, plain, UNKNOWN } from '../../../src/effects/source/values.js';
import type { SourceValue } from '../../../src/effects/source/values.js';
import type { SourceLibrary } from '../../../src/effects/source/writes.js';

const HARMLESS =
  /^(?:if|for|switch|func|return|import|len|append|make|panic|Open|ReadFile|ReadDir|Stat|Lstat|Walk|WalkDir|Glob|Remove|RemoveAll|Chmod|Chown|Chtimes|Chdir|Setenv|Unsetenv|Getenv|LookupEnv|Join|Dir|Base|Ext|Clean|Rel|Abs|Print\w*|Fprint\w*|Sprint\w*|Errorf|Error|Fatal\w*|Log\w*|HasPrefix|HasSuffix|Contains|Replace\w*|Split|Trim\w*|String|StringVar|Bool|Int|New|Handle|HandleFunc)$/;

function formatted(given: readonly SourceValue[]): SourceValue {
  const [format, ...values] = given;
  if (!format || format.open) return UNKNOWN;
  let text = '';
  let at = 0;
  for (const piece of format.text.split(/(%[svd])/)) {
    if (!/^%[svd]$/.test(piece)) text += piece;
    else {
      const value = values[at++] ?? UNKNOWN;
      text += value.text;
      if (value.open) return { text, open: true };
    }
  }
  return plain(text);
}

/** The value that a command line gives a flag; undefined when it does not name it. */
function flagOf(name: string, args: readonly (string | null)[]): string | null | undefined {
  for (const [index, arg] of args.entries()) {
    const found = /^--?([\w.-]+)(?:=(.*))?$/s.exec(arg ?? '');
    if (found?.[1] === name) return found[2] ?? args[index + 1] ?? null;
  }
  return undefined;
}

/** What Go's standard library does to files, read without running anything. */
export const goSources: SourceLibrary = {
  syntax: 'go',
  concat: '+',
  writes: {
    WriteFile: { at: [0], tree: false, of: /^(?:os|ioutil)\./ },
    Create: { at: [0], tree: false, of: /^os\./ },
    OpenFile: { at: [0], tree: false, of: /^os\./, when: { at: 1, pattern: /w/ } },
    Mkdir: { at: [0], tree: true, of: /^os\./ },
    MkdirAll: { at: [0], tree: true, of: /^os\./ },
    CopyFS: { at: [0], tree: true, of: /^os\./ },
    Rename: { at: [1], tree: true, of: /^os\./ },
    Symlink: { at: [1], tree: true, of: /^os\./ },
    Link: { at: [1], tree: false, of: /^os\./ },
  },
  starts: (chain) =>
    /^exec\.Command$/.test(chain) ? 'words' : chain === 'exec.CommandContext' ? 'list' : null,
  harmless: HARMLESS,
  constant: (chain, place) => {
    if (chain === 'os.O_RDONLY') return plain('r');
    const argument = /^os\.Args\.(\d+)$/.exec(chain)?.[1];
    if (argument === undefined) return undefined;
    const value = place.args[Number(argument) - 1];
    return value === undefined ? null : value === null ? undefined : plain(value);
  },
  call: (chain, given, place) => {
    const [first, second] = given;
    if (chain === 'os.Getenv' || chain === 'os.LookupEnv') {
      if (!first || first.open) return undefined;
      const value = place.env(first.text) ?? (first.text === 'HOME' ? place.home : undefined);
      return value === undefined ? plain('') : plain(value);
    }
    if (chain === 'os.Getwd') return plain(place.cwd);
    if (chain === 'os.TempDir') return plain('/tmp');
    if (chain === 'os.UserHomeDir') return plain(place.home);
    if (chain === 'filepath.Join' || chain === 'path.Join') return joined(given, false);
    if (chain === 'filepath.Dir' || chain === 'path.Dir') return first ? directoryOf(first) : undefined;
    if (/^filepath\.(?:Abs|Clean|FromSlash|ToSlash)$/.test(chain)) return first;
    if (chain === 'fmt.Sprintf') return formatted(given);
    if (/^(?:flag|pflag)\.String$/.test(chain) && first) {
      const value = flagOf(first.text, place.args);
      return value === undefined ? second : value === null ? undefined : plain(value);
    }
    return lastName(chain) === 'string' ? first : undefined;
  },
};
