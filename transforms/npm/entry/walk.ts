import { isSelfContained } from '../../../src/data/self-contained-tools.js';
import { packageOf } from '../../../src/data/provides.js';
import { parseShell } from '../../../src/shell/parse.js';
import type { ShellCommand } from '../../../src/shell/types.js';
import { treeProgram } from '../commands/node.js';
import { environmentWrappers, wrappedAt } from '../commands/runners.js';
import { isNodeProgram, processKind } from './kinds.js';
import { walkManager } from './manager-calls.js';
import { addPreloads, walkNode } from './node-call.js';
import type { Word } from './start-words.js';
import { absolute, addProcess, emptyTrail, type Position, type Surroundings, type Trail } from './trail.js';
import { makerOfProgram, needProgram, ownFile } from './lookup.js';
import { functionNames } from './shell-functions.js';
import { isBuiltin, isShell, readShellCall, wrappedProgram } from './wrappers.js';

const deepest = 24;

function base(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Walks a shell text; a `cd` holds for the commands after it. */
export function walkText(text: string, around: Surroundings, trail: Trail, at: Position): void {
  if (at.depth > deepest || --trail.budget < 0) {
    if (trail.budget > -10) trail.unclear.push('scripts call each other in a circle');
    return;
  }
  trail.shell = true;
  const script = parseShell(text, around.env);
  const functions = at.sourced && at.functions ? at.functions : new Set(at.functions);
  for (const unit of script.units) for (const name of functionNames(unit.command)) functions.add(name);
  let here: Position = { ...at, functions };
  for (const unit of script.units) here = walkCommand(unit.command, around, trail, here);
}

function walkCommand(command: ShellCommand, around: Surroundings, trail: Trail, at: Position): Position {
  if (command.type === 'opaque') {
    trail.unclear.push(command.because);
    return at;
  }
  if (command.type === 'compound') {
    const certain =
      command.kind === 'background' ||
      command.kind === 'group' ||
      command.kind === 'subshell' ||
      command.kind === 'pipeline';
    let inner: Position = certain ? at : { ...at, conditional: true };
    for (const each of command.commands) inner = walkCommand(each, around, trail, inner);
    // A directory entered inside an `if` may or may not be the one of what follows.
    return command.kind === 'group' ? { ...at, cwd: inner.cwd } : at;
  }
  // `PORT=$(jq -r .port settings.json)` calls jq, though the command is only an assignment.
  for (const each of command.substitutions ?? [])
    walkCommand(each, around, trail, { ...at, conditional: true });
  const first = command.argv[0];
  if (!first) return at;
  if (first.value === 'cd') {
    const target = absolute(at.cwd, command.argv[1]?.value);
    if (target === null) trail.unclear.push('the start changes to a directory that is not known');
    return target === null ? at : { ...at, cwd: target };
  }
  for (const { name, value } of command.assignments)
    if (name === 'NODE_OPTIONS' && value?.value) addPreloads(value.value.split(/\s+/), trail, at);
  const words: readonly Word[] = command.argv.flatMap((word): readonly Word[] => {
    if (/^"?\$(?:@|\*|\{@\})"?$/.test(word.text)) return at.rest;
    const own = at.script !== undefined && /^"?\$(?:0|\{0\}|\{?BASH_SOURCE(?:\[0\])?\}?)"?$/.test(word.text);
    return own && at.script !== undefined ? [{ value: at.script, text: at.script }] : [word];
  });
  walkWords(words, around, trail, at);
  return at;
}

/** Walks one command: wrappers, shells, scripts and managers are followed to what they run in the end. */
export function walkWords(words: readonly Word[], around: Surroundings, trail: Trail, at: Position): void {
  const first = words[0];
  if (!first) return;
  if (at.depth > deepest || --trail.budget < 0) {
    if (trail.budget > -10) trail.unclear.push('scripts call each other in a circle');
    return;
  }
  if (first.value === null) {
    trail.unclear.push(`the program is computed (${first.text})`);
    return;
  }
  const name = first.value;
  const program =
    name.includes('/') && !/^\/(?:usr\/)?(?:local\/)?s?bin\/[^/]+$/.test(name) ? name : base(name);
  const values = words.map((word) => word.value);
  if (at.functions?.has(name)) return;
  const deeper: Position = { ...at, depth: at.depth + 1 };
  const wrapped = wrappedProgram(base(program), values);
  if (wrapped) {
    if (!wrapped.builtin) needProgram(name, around, trail, at);
    if (name.includes('/')) scriptPrograms(absolute(at.cwd, name), around, trail, deeper);
    if (wrapped.at >= 0) walkWords(words.slice(wrapped.at), around, trail, deeper);
    return;
  }
  if (Object.hasOwn(environmentWrappers, program)) {
    addProcess(trail, 'tool', program, words.slice(1), at, true);
    const to = wrappedAt(values, environmentWrappers[program] ?? []);
    const target = words[to];
    if (to >= 0 && target) {
      const single = words.length - to === 1 && /\s/.test(target.value ?? '');
      if (single) walkText(target.value ?? '', around, trail, deeper);
      else walkWords(words.slice(to), around, trail, deeper);
    }
    return;
  }
  if (isShell(program)) {
    walkShell(name, words, around, trail, deeper);
    return;
  }
  if ((name === '.' || name === 'source') && words[1]) {
    const rest = words.length > 2 ? words.slice(2) : at.rest;
    walkScript(absolute(at.cwd, words[1].value), rest, around, trail, { ...deeper, sourced: true });
    return;
  }
  if (isBuiltin(program)) return;
  if (walkManager(program, words, around, trail, deeper)) return;
  if (program === 'node' || program === 'nodejs') {
    needProgram(name, around, trail, at);
    walkNode(words, around, trail, deeper);
    return;
  }
  if (program.includes('/')) {
    walkPath(program, words, around, trail, deeper);
    return;
  }
  const own = ownFile(name, around);
  if (own !== null) {
    walkPath(own, words, around, trail, deeper);
    return;
  }
  const maker = makerOfProgram(name, around);
  if (maker !== null) {
    if (maker === 'stage' && !isSelfContained(name))
      trail.unclear.push(`what ${name} calls, which comes out of another stage, is not known`);
    needProgram(name, around, trail, at);
    addProcess(trail, 'system', program, words.slice(1), at, false);
    return;
  }
  // In a package script a name may be a program of the tree; `curl` there is the system's all the same.
  if (isNodeProgram(program) || (at.tree && packageOf(program, 'apt') === null)) {
    addProcess(trail, processKind(program, values.slice(1)), program, words.slice(1), at, true);
    return;
  }
  needProgram(name, around, trail, at);
  addProcess(trail, 'system', program, words.slice(1), at, false);
}

function walkShell(
  name: string,
  words: readonly Word[],
  around: Surroundings,
  trail: Trail,
  at: Position,
): void {
  trail.shell = true;
  trail.programs.set(name, at.through.at(-1) ?? 'the start command');
  const call = readShellCall(words.map((word) => word.value));
  if (call.text !== null) {
    walkText(call.text, around, trail, at);
    return;
  }
  const script = call.scriptAt < 0 ? undefined : words[call.scriptAt];
  if (!script) {
    addProcess(trail, 'system', base(name), words.slice(1), at, false);
    return;
  }
  walkScript(absolute(at.cwd, script.value), words.slice(call.scriptAt + 1), around, trail, at);
}

/** Programs that a waiting script (wait-for-it.sh) calls; how it starts what comes after `--` needs no following. */
function scriptPrograms(path: string | null, around: Surroundings, trail: Trail, at: Position): void {
  const text = path === null ? null : around.files.read(path);
  if (path === null || text === null) return;
  const own = emptyTrail();
  own.budget = trail.budget;
  walkText(text.replace(/^#![^\n]*\n/, '\n'), around, own, { ...at, rest: [], depth: at.depth + 1 });
  trail.budget = own.budget;
  for (const name of own.programs.keys()) trail.programs.set(name, path);
  const interpreter = /^#!\s*(?:\/usr\/bin\/env\s+)?(\S+)/.exec(text)?.[1];
  if (interpreter !== undefined) trail.programs.set(base(interpreter), path);
}

/** Reads a script of the image and walks it; its arguments are what "$@" means in it. */
function walkScript(
  path: string | null,
  rest: readonly Word[],
  around: Surroundings,
  trail: Trail,
  at: Position,
): void {
  const wrapped =
    path === null ? null : wrappedProgram(base(path), [path, ...rest.map((word) => word.value)]);
  if (path !== null && wrapped !== null && wrapped.at > 0) {
    trail.paths.set(path, at.through.at(-1) ?? 'the start command');
    scriptPrograms(path, around, trail, at);
    walkWords(rest.slice(wrapped.at - 1), around, trail, { ...at, depth: at.depth + 1 });
    return;
  }
  const text = path === null ? null : around.files.read(path);
  if (path === null || text === null) {
    trail.unclear.push(path === null ? 'a script has a computed name' : `${path} cannot be read`);
    if (path !== null) trail.paths.set(path, at.through.at(-1) ?? 'the start command');
    // The words after an entry script are mostly what it starts in the end.
    walkWords(rest, around, trail, { ...at, through: [...at.through, path ?? 'a script'] });
    return;
  }
  trail.paths.set(path, at.through.at(-1) ?? 'the start command');
  trail.scriptsRun.add(path);
  const key = [path, ...rest.map((word) => word.text)].join('\0');
  if (at.walking?.includes(key)) return;
  const body = text.replace(/^#![^\n]*\n/, '\n');
  const inner: Position = {
    ...at,
    rest,
    through: [...at.through, path],
    walking: [...(at.walking ?? []), key],
    // $0 stays the caller's in what it sources.
    script: at.sourced && at.script !== undefined ? at.script : path,
  };
  walkText(body, around, trail, at.sourced ? inner : { ...inner, functions: new Set() });
}

function walkPath(
  program: string,
  words: readonly Word[],
  around: Surroundings,
  trail: Trail,
  at: Position,
): void {
  const path = absolute(at.cwd, program);
  const bin = treeProgram(program);
  if (bin !== null) {
    addProcess(
      trail,
      processKind(
        bin,
        words.slice(1).map((word) => word.value),
      ),
      bin,
      words.slice(1),
      at,
      true,
    );
    return;
  }
  if (path === null) return;
  const text = around.files.read(path);
  const shebang = /^#!\s*(\S+)(?:[ \t]+(\S+))?/.exec(text ?? '');
  const interpreter = base((shebang?.[1]?.endsWith('/env') ? shebang[2] : shebang?.[1]) ?? '');
  if (isShell(interpreter)) {
    trail.programs.set(interpreter, path);
    walkScript(path, words.slice(1), around, trail, at);
    return;
  }
  trail.paths.set(path, at.through.at(-1) ?? 'the start command');
  if (interpreter === 'node') {
    trail.programs.set('node', path);
    walkNode(
      [{ value: 'node', text: 'node' }, { value: path, text: path }, ...words.slice(1)],
      around,
      trail,
      at,
    );
    return;
  }
  if (text !== null && shebang === null && /\.(?:sh|bash)$/.test(path)) {
    walkScript(path, words.slice(1), around, trail, at);
    return;
  }
  if (interpreter !== '') trail.programs.set(interpreter, path);
  else if (text === null && /\.(?:sh|bash)$|entrypoint/.test(path)) {
    walkScript(path, words.slice(1), around, trail, at);
    return;
  }
  addProcess(trail, 'system', path, words.slice(1), at, false);
}
