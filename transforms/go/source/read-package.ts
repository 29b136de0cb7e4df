import type { Place } from '../../../src/source/span.js';
import { entryOf, FUNCTIONS, METHODS, type CallRule } from './calls.js';
import { bracketed, namesOf, readText, splitArguments, type Names } from './expressions.js';
import type { GoFile } from './file.js';
import type { Findings, Gap, NeedName, PathFinding, SpawnFinding } from './findings.js';
import type { GoToken } from './lexer.js';
import type { GoPackage } from './packages.js';

/** Standard functions that show a need beside files. `.Name` stands for methods. */
const NEED_CALLS: Readonly<Record<string, NeedName>> = {
  'time.LoadLocation': 'zoneinfo',
  'net/http.FileServer': 'mime',
  'net/http.FileServerFS': 'mime',
  'net/http.ServeFile': 'mime',
  'net/http.ServeFileFS': 'mime',
  'net/http.ServeContent': 'mime',
  'mime.TypeByExtension': 'mime',
  'mime.ExtensionsByType': 'mime',
  'os.CreateTemp': 'tmp',
  'os.MkdirTemp': 'tmp',
  'os.TempDir': 'tmp',
  'io/ioutil.TempFile': 'tmp',
  'io/ioutil.TempDir': 'tmp',
  'os.UserHomeDir': 'user',
  '.ParseMultipartForm': 'tmp',
  '.FormFile': 'tmp',
  '.MultipartForm': 'tmp',
};

const MIME_METHODS = new Set([
  'Static',
  'StaticFS',
  'StaticFile',
  'File',
  'SendFile',
  'Attachment',
  'FileAttachment',
  'Inline',
]);

/** A variable by such a name most likely holds a path. */
const PATH_VARIABLE =
  /(?:^|_)(?:PATH|FILE|FILENAME|DIR|DIRECTORY|FOLDER|CONFIG|CONF|CFG|TEMPLATES?|TPL|STATIC|ASSETS?|PUBLIC|VIEWS?|ROOT|MIGRATIONS?|CREDENTIALS?|CERTS?|CERTIFICATE|CRT|PEM|KEYFILE|KUBECONFIG)(?:_|$)/i;

function place(file: GoFile, token: GoToken): Place {
  return {
    source: file.path,
    line: token.line,
    endLine: token.line,
    span: { start: token.start, end: token.start + token.text.length },
  };
}

interface Reader {
  readonly paths: PathFinding[];
  readonly spawns: SpawnFinding[];
  readonly gaps: Gap[];
  readonly needs: Map<NeedName, Place>;
  readonly env: Map<string, Place>;
  readonly envLike: Map<string, Place>;
  envComputed: boolean;
  readonly sure: Set<GoToken>;
}

/** `-`, and streams: never files of the image. */
function isDevice(value: string): boolean {
  return /^\/(?:dev|proc|sys)(?:\/|$)/.test(value);
}

function applyRule(
  rule: CallRule,
  name: string,
  inside: readonly GoToken[],
  at: Place,
  names: Names,
  out: Reader,
): void {
  const given = splitArguments(inside);
  if (rule.does === 'gap') {
    out.gaps.push({ kind: 'read', because: rule.because ?? name, at });
    return;
  }
  if (rule.does === 'tool-chain') {
    if (!out.needs.has('tool-chain')) out.needs.set('tool-chain', at);
    return;
  }
  if (rule.argument === -1) return;
  const chosen = rule.argument === 'all' ? given : given.slice(rule.argument, rule.argument + 1);
  if (chosen.length === 0 && rule.fallback)
    out.paths.push({
      text: { kind: 'exact', values: [rule.fallback] },
      tree: false,
      does: 'read',
      sure: true,
      at,
    });
  for (const argument of chosen) {
    const text = readText(argument, names);
    if (rule.does === 'lookup-env') {
      // `func getenv(name string)`: the names stand where it is called, maybe in another package.
      if (text.kind !== 'exact') out.envComputed = true;
      else for (const value of text.values) out.env.set(value, at);
      continue;
    }
    if (rule.does === 'account') {
      const everywhere =
        text.kind === 'exact' && text.values.every((value) => value === 'root' || value === '0');
      if (!everywhere && !out.needs.has('accounts')) out.needs.set('accounts', at);
      continue;
    }
    if (text.kind === 'open') {
      const kind = rule.does === 'spawn' ? 'spawn' : rule.does === 'write' ? 'write' : 'read';
      const what = kind === 'spawn' ? 'the program that it starts' : 'the path';
      out.gaps.push({ kind, because: `${name}: ${what} is not a literal`, at });
      continue;
    }
    for (const token of argument) out.sure.add(token);
    if (rule.does === 'spawn') {
      if (text.kind === 'prefix')
        out.gaps.push({ kind: 'spawn', because: `${name}: the program that it starts is not a literal`, at });
      else for (const value of text.values) out.spawns.push({ name: value, at });
      continue;
    }
    if (rule.does === 'config-name') continue;
    if (rule.does === 'search-dir') {
      // viper takes the first `name.*` in a searched directory: all files of it may be meant.
      out.paths.push({ text, tree: true, does: 'read', sure: true, at });
      continue;
    }
    const values = text.values
      .map((value) => value.replace(/^file:\/\/(?=.)/, ''))
      .filter((value) => !isDevice(value));
    if (values.length > 0)
      out.paths.push({
        text: { kind: text.kind, values },
        tree: rule.tree === true || text.kind === 'prefix',
        does: rule.does,
        sure: true,
        at,
      });
  }
}

/**
 * What in a string may be a path: the whole of it, and the parts of a data source name or a format with a slash or a dot
 * in them (`file:./data/app.db?cache=shared`; of `views/%s.html` the directory).
 */
function pathsIn(value: string): readonly string[] {
  if (value.length > 300 || value.includes('\n')) return [];
  const format = value.indexOf('%');
  const plain = format < 0 ? value : value.slice(0, value.lastIndexOf('/', format) + 1);
  const parts = plain.split(/[^\w@.,+~/*[\]{}-]+/);
  const found =
    parts.length === 1
      ? parts
      : [...(format < 0 ? [plain] : []), ...parts.filter((part) => /[./]/.test(part))];
  return found.map((part) => part.replace(/^file:\/\//, '')).filter((part) => !/^[./]*$/.test(part));
}

/** Is the expression whose first token stands at `start` one argument of a call that only prints it? */
function isPrinted(
  tokens: readonly GoToken[],
  start: number,
  imported: ReadonlyMap<string, string>,
): boolean {
  // runtime.GOROOT()
  const after = tokens[start + 5]?.text;
  if (after !== ',' && after !== ')') return false;
  let depth = 0;
  for (let at = start - 1; at >= 0; at--) {
    const text = tokens[at]?.kind === 'op' ? tokens[at]?.text : undefined;
    if (text !== undefined && ')]}'.includes(text)) depth++;
    if (text === undefined || !'([{'.includes(text) || depth-- > 0) continue;
    const from = imported.get(tokens[at - 3]?.text ?? '');
    return (
      text === '(' &&
      (from === 'fmt' || from === 'log') &&
      /^(?:F?[Pp]rint|Fatal)/.test(tokens[at - 1]?.text ?? '')
    );
  }
  return false;
}

function readFile(file: GoFile, names: Names, out: Reader): void {
  const imported = new Map(file.imports.map((each) => [each.name, each.path]));
  const dotted = file.imports.some((each) => each.name === '.' && !/testing|gomega|ginkgo/.test(each.path));
  const { tokens } = file;
  if (dotted)
    out.gaps.push({ kind: 'import', because: 'a dot import hides whose functions are called', at: null });
  for (let at = file.body; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind !== 'ident' || tokens[at - 1]?.text !== '.') continue;
    const receiver = tokens[at - 2];
    const from =
      receiver?.kind === 'ident' && tokens[at - 3]?.text !== '.' ? imported.get(receiver.text) : undefined;
    const called = tokens[at + 1]?.text === '(';
    const key = from === undefined ? `.${token.text}` : `${from}.${token.text}`;
    const where = place(file, token);
    const need = entryOf(NEED_CALLS, key);
    if (need && !out.needs.has(need)) out.needs.set(need, where);
    if (from === 'os/user') out.needs.set('user', out.needs.get('user') ?? where);
    if (from === 'os' && token.text === 'Args' && imported.get(tokens[at - 4]?.text ?? '') === undefined) {
      const caller = tokens[at - 4]?.text === '(' ? tokens[at - 5]?.text : undefined;
      if (caller === 'Dir' || caller === 'Abs')
        out.gaps.push({
          kind: 'read',
          because: 'the program looks for files beside its own binary',
          at: where,
        });
    }
    const rule = from === undefined ? entryOf(METHODS, token.text) : entryOf(FUNCTIONS, key);
    if (rule && !called && rule.does === 'account' && !out.needs.has('accounts'))
      out.needs.set('accounts', where);
    if (rule?.does === 'tool-chain' && isPrinted(tokens, at - 2, imported)) continue;
    if (rule && !called) {
      // A function handed on as a value: what it is called with is not seen.
      if (from !== undefined && rule.does !== 'lookup-env' && key !== 'net/http.Dir')
        out.gaps.push({
          kind: rule.does === 'spawn' ? 'spawn' : 'read',
          because: `${key} is passed on`,
          at: where,
        });
      continue;
    }
    if (!called) continue;
    if (from === undefined && MIME_METHODS.has(token.text) && !out.needs.has('mime'))
      out.needs.set('mime', where);
    if (!rule) continue;
    const { inside } = bracketed(tokens, at + 1);
    if (from === undefined && rule.argument !== 'all' && typeof rule.argument === 'number') {
      // `router.Static("/x", dir)` and `x.Static(y)` share the name only: with fewer arguments it is another method.
      if (splitArguments(inside).length <= rule.argument) continue;
    }
    applyRule(rule, from === undefined ? token.text : key, inside, where, names, out);
  }
  for (let at = file.body; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind !== 'string' || out.sure.has(token)) continue;
    if (/^[A-Z][A-Z0-9_]+$/.test(token.value) && PATH_VARIABLE.test(token.value))
      out.envLike.set(token.value, place(file, token));
    const where = place(file, token);
    const name = (value: string): void => {
      out.paths.push({
        text: { kind: 'exact', values: [value] },
        tree: true,
        does: 'read',
        sure: false,
        at: where,
      });
    };
    if (token.text.startsWith('`') && /^\w+:"/.test(token.value)) {
      // Struct tags: `env:"DATA_DIR" envDefault:"./data"`.
      for (const [, key = '', value = ''] of token.value.matchAll(/(\w+):"([^"]*)"/g)) {
        for (const part of value.split(',')) {
          pathsIn(part).forEach(name);
          if (/^env/i.test(key) && /^[A-Z][A-Z0-9_]+$/.test(part)) out.env.set(part, where);
        }
      }
      continue;
    }
    pathsIn(token.value).forEach(name);
  }
}

/** Everything that one own package's code tells about its run time. */
export function readPackage(pack: GoPackage): Findings {
  const out: Reader = {
    paths: [],
    spawns: [],
    gaps: [],
    needs: new Map(),
    env: new Map(),
    envLike: new Map(),
    envComputed: false,
    sure: new Set(),
  };
  const names = namesOf(pack.files);
  for (const file of pack.files) {
    for (const each of file.imports) {
      const token = file.tokens.find((one) => one.kind === 'string' && one.line === each.line);
      const at = token ? place(file, token) : null;
      if (at === null) continue;
      const mark = (need: NeedName): void => {
        if (!out.needs.has(need)) out.needs.set(need, at);
      };
      if (/^net(?:\/(?:http|smtp|rpc|mail|textproto)(?:\/|$)|$)/.test(each.path)) mark('network');
      if (/^(?:crypto\/(?:tls|x509)|net\/http|net\/smtp)$/.test(each.path)) mark('tls');
      if (each.path === 'time/tzdata') mark('tzdata-embedded');
      if (each.path === 'plugin') mark('plugin');
      if (each.path === 'os/user') mark('user');
    }
    readFile(file, names, out);
  }
  for (const [name, at] of out.env)
    if (!PATH_VARIABLE.test(name)) out.env.delete(name);
    else out.env.set(name, at);
  return out;
}
