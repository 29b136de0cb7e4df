import { ts } from 'ts-morph';
import { memberOf, ownerOf, plain, propertyOf, stringOf } from './bindings.js';
import { evaluate, optionOf, type Scope } from './evaluate.js';
import type { Findings, Situation } from './findings.js';
import { isUnknown, joinAll, type Known } from './known.js';

const fileModules = new Set([
  'fs',
  'fs/promises',
  'fs-extra',
  'graceful-fs',
  'mz/fs',
  'jsonfile',
  'fs-promise',
  'fs-jetpack',
  'load-json-file',
  'read-pkg',
]);

const writers =
  /^(?:writeFile|appendFile|createWriteStream|write|mkdir|mkdtemp|mkdirp|mkdirs|outputFile|outputJson|outputJSON|writeJson|writeJSON|ensureDir|ensureFile|emptyDir|rm|rmdir|unlink|remove|truncate|chmod|chown|utimes|symlink|link|rename|move)(?:Sync)?$/;
const readers =
  /^(?:readFile|createReadStream|readdir|readJson|readJSON|readlink|stat|lstat|access|exists|pathExists|open|opendir|realpath|watch|watchFile|existsSync|read)(?:Sync)?$/;
const copiers = /^(?:copyFile|copy|cp|rename|move)(?:Sync)?$/;

/** Functions of packages that serve or load a directory or file given as first argument, by module. */
const servers = new Set([
  'serve-static',
  'koa-static',
  'koa-views',
  'koa-static-server',
  'sirv',
  'serve-favicon',
  'express-static-gzip',
  'serve-index',
  'node-static',
  '@grpc/proto-loader',
]);

/** Methods of applications whose argument is a file or directory that is served. */
const serving = new Set([
  'sendFile',
  'sendfile',
  'download',
  'useStaticAssets',
  'setBaseViewsDir',
  'loadPackageDefinition',
]);

function add(
  kind: 'read' | 'write',
  node: ts.Expression | undefined,
  scope: Scope,
  findings: Findings,
  at: Situation,
): void {
  if (node === undefined) return;
  const values: readonly Known[] = evaluate(node, scope);
  if (values.every(isUnknown)) {
    findings.gaps.push({
      kind,
      because: `a computed path is ${kind === 'read' ? 'read' : 'written'}`,
      line: at.line,
    });
    return;
  }
  if (values.some(isUnknown))
    findings.gaps.push({
      kind,
      because: `a partly computed path is ${kind === 'read' ? 'read' : 'written'}`,
      line: at.line,
    });
  const known = values.filter((each) => !isUnknown(each));
  (kind === 'read' ? findings.reads : findings.writes).push({ values: known, line: at.line });
}

/** Reads calls whose arguments are files or directories. False when it is no such call. */
export function readFileCall(
  node: ts.CallExpression,
  scope: Scope,
  findings: Findings,
  at: Situation,
): boolean {
  if (at.foreign) return false;
  const callee = plain(node.expression);
  const from = memberOf(callee, scope.bindings);
  const method = propertyOf(callee);
  const [first, second] = node.arguments;
  if (from !== null && fileModules.has(from.module)) {
    const member = from.member.replace(/^.*\./, '');
    if (copiers.test(member)) {
      add('read', first, scope, findings, at);
      add('write', second, scope, findings, at);
    } else if (writers.test(member)) add('write', first, scope, findings, at);
    else if (readers.test(member)) {
      const flags = member.startsWith('open') ? stringOf(second) : null;
      add(flags !== null && /[wa+]/.test(flags) ? 'write' : 'read', first, scope, findings, at);
    } else return false;
    return true;
  }
  if (
    from !== null &&
    from.module.startsWith('dotenv') &&
    /^(?:config|configDotenv|load|\*|default)$/.test(from.member)
  ) {
    const path = optionOf(first, 'path', scope);
    if (path === null)
      findings.reads.push({ values: [{ base: 'cwd', text: '/.env', open: false, tail: '' }], line: at.line });
    else add('read', path, scope, findings, at);
    return true;
  }
  const isStatic = from?.module === 'express' && from.member === 'static';
  if (isStatic || (from !== null && servers.has(from.module))) {
    add('read', first, scope, findings, at);
    return true;
  }
  if (ownerOf(callee) === null || method === null) return false;
  if (serving.has(method)) {
    // sendFile('index.html', { root }) takes the file out of the root.
    const root = optionOf(second, 'root', scope);
    add('read', root ?? first, scope, findings, at);
    // The whole root counts already; a file of a package is more than a file below it.
    if (root !== null && first !== undefined) {
      const values = joinAll([evaluate(root, scope), evaluate(first, scope)], false);
      if (values.some((each) => each.text.includes('node_modules')))
        findings.reads.push({ values, line: at.line });
    }
    return true;
  }
  if (method === 'set' && stringOf(first) === 'views') {
    add('read', second, scope, findings, at);
    return true;
  }
  return false;
}
