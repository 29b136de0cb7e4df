import { ts } from 'ts-morph';
import { type Bindings, type ModuleMember, memberOf, plain } from './bindings.js';
import { dottedName, evaluate, optionOf, type Scope } from './evaluate.js';
import type { Findings, Situation } from './findings.js';
import { isClosed, type Known, literal } from './known.js';

type SpawnStyle = 'shell' | 'program' | 'words' | 'fork' | 'list';

const childProcess: Readonly<Record<string, SpawnStyle>> = {
  exec: 'shell',
  execSync: 'shell',
  spawn: 'program',
  spawnSync: 'program',
  execFile: 'program',
  execFileSync: 'program',
  fork: 'fork',
};

const execa: Readonly<Record<string, SpawnStyle>> = {
  '*': 'program',
  default: 'program',
  execa: 'program',
  execaSync: 'program',
  sync: 'program',
  stdout: 'program',
  execaCommand: 'words',
  execaCommandSync: 'words',
  command: 'words',
  commandSync: 'words',
  shell: 'shell',
  shellSync: 'shell',
  execaNode: 'fork',
  node: 'fork',
  $: 'words',
};

const shells: Readonly<Record<string, SpawnStyle>> = { '*': 'shell', default: 'shell', exec: 'shell' };

/** Exports that start programs, by module. */
const modules: Readonly<Record<string, Readonly<Record<string, SpawnStyle>>>> = {
  child_process: childProcess,
  'mz/child_process': childProcess,
  'child-process-promise': childProcess,
  'promisify-child-process': childProcess,
  execa,
  'cross-spawn': {
    '*': 'program',
    default: 'program',
    spawn: 'program',
    sync: 'program',
    'default.sync': 'program',
  },
  'nano-spawn': { '*': 'program', default: 'program' },
  tinyexec: { x: 'program', exec: 'program' },
  'node-pty': { spawn: 'program' },
  shelljs: { exec: 'shell', 'default.exec': 'shell', cmd: 'program' },
  zx: { $: 'shell', spawn: 'program', 'default.$': 'shell' },
  bun: { $: 'shell', spawn: 'list', spawnSync: 'list' },
  'node-cmd': { run: 'shell', runSync: 'shell', get: 'shell' },
  'shell-exec': shells,
  'await-exec': shells,
  'exec-sh': shells,
  'async-exec': shells,
};

function tableOf(module: string): Readonly<Record<string, SpawnStyle>> | null {
  return Object.hasOwn(modules, module) ? (modules[module] ?? null) : null;
}

function styleOf(from: ModuleMember | null): SpawnStyle | null {
  if (from === null) return null;
  const table = tableOf(from.module);
  if (table === null) return null;
  // zx's and execa's `$` has variants: $.sync, $.nothrow.
  const member = /(?:^|\.)\$\./.test(from.member) ? from.member.replace(/\$\..*$/, '$') : from.member;
  return Object.hasOwn(table, member) ? (table[member] ?? null) : null;
}

/** Bun's own global functions. */
function globalStyle(callee: ts.Expression, bindings: Bindings): SpawnStyle | null {
  if (bindings.declared.has('Bun')) return null;
  const name = dottedName(callee);
  if (name === 'Bun.$') return 'shell';
  return name === 'Bun.spawn' || name === 'Bun.spawnSync' ? 'list' : null;
}

/** Is this value a function that starts programs, or the module that has them? Handed on, nobody can tell what it starts. */
export function startsPrograms(from: ModuleMember): boolean {
  const table = tableOf(from.module);
  if (table === null) return false;
  return (
    styleOf(from) !== null || ((from.member === '*' || from.member === 'default') && from.module !== 'zx')
  );
}

function argumentList(node: ts.Expression | undefined, scope: Scope): readonly (readonly Known[])[] | null {
  if (node === undefined) return [];
  let at = plain(node);
  if (ts.isIdentifier(at)) at = plain(scope.bindings.constants.get(at.text) ?? at);
  if (!ts.isArrayLiteralExpression(at)) return ts.isObjectLiteralExpression(at) ? [] : null;
  const args: (readonly Known[])[] = [];
  for (const each of at.elements) {
    // What a spread brings comes after the words that are known.
    if (ts.isSpreadElement(each)) break;
    args.push(evaluate(each, scope));
  }
  return args;
}

/** Packages whose value is the path of a program that they bring themselves. */
const programPath =
  /(?:^|[-/])(?:static|installer|prebuilt|binary|bin|ffmpeg|ffprobe|phantomjs|chromium|chrome-aws-lambda)(?:[-/]|$)/;

function isPackagedProgram(node: ts.Expression, bindings: Bindings): boolean {
  const at = plain(node);
  const from = memberOf(at, bindings);
  if (from !== null) return programPath.test(from.module);
  if (ts.isCallExpression(at)) return isPackagedProgram(at.expression, bindings);
  return false;
}

/** `process.argv` of `process.argv.slice(1)`. */
function ownArguments(node: ts.Expression): ts.Expression {
  const at = plain(node);
  return ts.isCallExpression(at) ? at.expression : at;
}

function isExecPath(node: ts.Expression, scope: Scope): boolean {
  const name = dottedName(node);
  if (name === 'process.execPath' || name === 'process.argv0') return true;
  const at = plain(node);
  if (ts.isCallExpression(at)) return dottedName(at.expression) === 'process.argv.shift';
  if (ts.isElementAccessExpression(at))
    return (
      dottedName(at.expression) === 'process.argv' &&
      ts.isNumericLiteral(at.argumentExpression) &&
      at.argumentExpression.text === '0'
    );
  const value = ts.isIdentifier(at) ? scope.bindings.constants.get(at.text) : undefined;
  return value !== undefined && isExecPath(value, scope);
}

/** An object written out, in place or kept in a constant; null for anything else. */
function objectOf(node: ts.Expression, scope: Scope): ts.ObjectLiteralExpression | null {
  const at = plain(node);
  if (ts.isObjectLiteralExpression(at)) return at.properties.some(ts.isSpreadAssignment) ? null : at;
  const value = ts.isIdentifier(at) ? scope.bindings.constants.get(at.text) : undefined;
  return value === undefined ? null : objectOf(value, scope);
}

function addFork(
  path: ts.Expression | undefined,
  scope: Scope,
  findings: Findings,
  at: Situation,
  what: string,
): void {
  const values = path === undefined ? [] : evaluate(path, scope);
  if (values.length > 0 && isClosed(values))
    findings.uses.push({ kind: 'path', values, guarded: at.guarded, line: at.line });
  else
    for (const kind of ['import', 'spawn'] as const)
      findings.gaps.push({ kind, because: `${what} starts a computed file`, line: at.line });
}

/** `cluster.setupPrimary({ exec })` names the program of the workers; without it they run the program itself. */
export function readCluster(
  node: ts.CallExpression,
  scope: Scope,
  findings: Findings,
  at: Situation,
): boolean {
  const from = memberOf(node.expression, scope.bindings);
  if (from?.module !== 'cluster' || !/(?:^|\.)setup(?:Primary|Master)$/.test(from.member)) return false;
  const [settings] = node.arguments;
  const path = optionOf(settings, 'exec', scope);
  const shown = settings === undefined || objectOf(settings, scope) !== null;
  if (path !== null || !shown) addFork(path ?? undefined, scope, findings, at, 'a cluster');
  return true;
}

function add(
  style: SpawnStyle,
  args: readonly ts.Expression[],
  scope: Scope,
  findings: Findings,
  at: Situation,
): void {
  const [first, second, third] = args;
  if (first === undefined) return;
  if (style === 'fork') {
    addFork(first, scope, findings, at, 'fork');
    return;
  }
  const situation = { guarded: at.guarded, line: at.line };
  if (style === 'list') {
    const list = plain(first);
    const words = argumentList(
      ts.isObjectLiteralExpression(list) ? (optionOf(list, 'cmd', scope) ?? undefined) : list,
      scope,
    );
    const [program, ...rest] = words ?? [];
    if (program === undefined)
      findings.gaps.push({ kind: 'spawn', because: 'a computed program is started', line: at.line });
    else findings.spawns.push({ kind: 'program', values: program, args: rest, ...situation });
    return;
  }
  if (isExecPath(first, scope)) {
    // A program that starts itself again runs nothing that is not traced.
    const again = second !== undefined && /^process\.argv\b/.test(dottedName(ownArguments(second)) ?? '');
    const words = again ? [] : argumentList(second, scope);
    findings.spawns.push({ kind: 'program', values: [literal('node')], args: words, ...situation });
    return;
  }
  if (style === 'program' && isPackagedProgram(first, scope.bindings)) return;
  const options = [second, third].map((each) => optionOf(each, 'shell', scope)).find((each) => each !== null);
  if (options && ts.isStringLiteralLike(options))
    findings.spawns.push({ kind: 'program', values: [literal(options.text)], args: null, ...situation });
  const inShell =
    style === 'shell' ||
    style === 'words' ||
    (options !== undefined && options !== null && options.kind !== ts.SyntaxKind.FalseKeyword);
  if (inShell) {
    findings.spawns.push({ kind: 'shell', values: evaluate(first, scope), args: null, ...situation });
    return;
  }
  findings.spawns.push({
    kind: 'program',
    values: evaluate(first, scope),
    args: argumentList(second, scope),
    ...situation,
  });
}

/** Reads a call that starts a program. False when it is none. */
export function readSpawnCall(
  node: ts.CallExpression,
  scope: Scope,
  findings: Findings,
  at: Situation,
): boolean {
  const callee = plain(node.expression);
  const from = memberOf(callee, scope.bindings);
  const style = styleOf(from) ?? globalStyle(callee, scope.bindings);
  if (style === null) {
    // execa's and zx's functions take options and give a function of the same kind back: $({stdio: 'inherit'})`ls`.
    return false;
  }
  const [first] = node.arguments;
  const configures = first !== undefined && ts.isObjectLiteralExpression(plain(first)) && style !== 'list';
  if (!at.foreign && !configures) add(style, node.arguments, scope, findings, at);
  return true;
}

/** Reads $`command` of zx, execa and Bun. False when the tag is none of them. */
export function readSpawnTag(
  node: ts.TaggedTemplateExpression,
  scope: Scope,
  findings: Findings,
  at: Situation,
): boolean {
  let tag = plain(node.tag);
  if (ts.isCallExpression(tag)) tag = plain(tag.expression);
  const from = memberOf(tag, scope.bindings);
  const style = styleOf(from) ?? globalStyle(tag, scope.bindings);
  // zx scripts need no import of `$`.
  const bare = ts.isIdentifier(tag) && tag.text === '$' && !scope.bindings.declared.has('$') && from === null;
  if (style === null && !bare) return false;
  if (at.foreign) return true;
  findings.spawns.push({
    kind: 'shell',
    values: evaluate(node.template, scope),
    args: null,
    guarded: at.guarded,
    line: at.line,
  });
  return true;
}

/** `new Worker(path)` of worker_threads, and the web's own with a URL. */
export function readWorker(node: ts.NewExpression, scope: Scope, findings: Findings, at: Situation): boolean {
  const from = memberOf(node.expression, scope.bindings);
  const named = dottedName(node.expression) === 'Worker' && !scope.bindings.declared.has('Worker');
  if (!(from?.module === 'worker_threads' && from.member === 'Worker') && !(from === null && named))
    return false;
  const [path, options] = node.arguments ?? [];
  const text = optionOf(options, 'eval', scope);
  if (text !== null && text.kind !== ts.SyntaxKind.FalseKeyword)
    findings.gaps.push({ kind: 'import', because: 'a worker runs a text', line: at.line });
  else addFork(path, scope, findings, at, 'a worker');
  return true;
}
