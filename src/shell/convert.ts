import { applyCommand, assignedNames, forgetAssigned } from './assigned.js';
import { compound, spanOf, textEnd } from './nodes.js';
import type { Conversion } from './nodes.js';
import { convertRedirect } from './redirects.js';
import type { Scope } from './scope.js';
import { substitutionsIn } from './tree.js';
import type {
  AndOr,
  Command,
  CompoundList,
  For,
  If,
  Pipeline,
  Redirection,
  Statement,
  Substitution,
  SyntaxNode,
} from './tree.js';
import type { ShellCommand, ShellWord, SimpleCommand } from './types.js';
import { assignedValue, expandArgument, expandWord } from './words.js';

/** A loop over more values than this is read once, with its variable unknown. */
const MOST_ROUNDS = 64;

function convertSubstitution(part: Substitution, scope: Scope, run: Conversion): ShellCommand {
  const script = part.script;
  const opaque = (because: string): ShellCommand => ({ type: 'opaque', because, span: spanOf(part) });
  if (!script || script.errors?.[0]) return opaque('a command substitution does not parse');
  // Positions inside would count in the unescaped text.
  if (script.source !== undefined) return opaque('back-quotes inside back-quotes');
  return compound('subshell', convertStatements(script.commands, scope.fork(), run), part);
}

function substitutions(nodes: readonly SyntaxNode[], scope: Scope, run: Conversion): readonly ShellCommand[] {
  return nodes.flatMap((node) =>
    /[$<>]\(|`|\$\{/.test(run.text.slice(node.pos, textEnd(node)))
      ? substitutionsIn(node).map((part) => convertSubstitution(part, scope, run))
      : [],
  );
}

function convertCommand(node: Command, scope: Scope, run: Conversion): ShellCommand {
  run.budget--;
  const inner = substitutions([node], scope, run);
  const argv = [
    ...(node.name ? expandWord(node.name, scope) : []),
    ...node.args.flatMap((argument) => expandArgument(argument, scope)),
  ];
  const assignments = node.prefix.flatMap((item): SimpleCommand['assignments'] => {
    if (item.type !== 'Assignment') return [];
    const word: ShellWord = {
      text: item.text.slice(item.text.indexOf('=') + 1),
      span: { start: item.value.pos, end: item.value.end },
      value: assignedValue(item, scope),
      glob: false,
    };
    return [{ name: item.name, value: word }];
  });
  const redirects = node.redirects.map((each) => convertRedirect(each, scope, run.text));
  applyCommand(node, argv, scope);
  const command: SimpleCommand = {
    type: 'simple',
    argv,
    assignments,
    redirects,
    ...(inner.length > 0 ? { substitutions: inner } : {}),
    span: spanOf(node),
  };
  // dash has no `&>`: it starts a background job and empties the file.
  const detached = scope.dialect === 'sh' && redirects.some((each) => each.operator.startsWith('&>'));
  return detached ? compound('background', [command], node) : command;
}

/** A list as one command: itself when it is one, else a group. */
function convertList(list: CompoundList, scope: Scope, run: Conversion): ShellCommand {
  const commands = convertStatements(list.commands, scope, run);
  const only = commands[0];
  return only && commands.length === 1 ? only : compound('group', commands, list);
}

/** A branch that may not run: what it assigns is unknown afterwards. */
function convertBranch(list: CompoundList, scope: Scope, run: Conversion): ShellCommand {
  return convertList(list, scope.fork(), run);
}

function convertIf(node: If, scope: Scope, run: Conversion): ShellCommand {
  const commands = [convertList(node.clause, scope, run), convertBranch(node.then, scope, run)];
  for (const elif of node.elif) {
    commands.push(convertBranch(elif.clause, scope, run), convertBranch(elif.then, scope, run));
  }
  if (node.else) commands.push(convertBranch(node.else, scope, run));
  forgetAssigned(node, scope);
  return compound('if', commands, node);
}

function convertFor(node: For, scope: Scope, run: Conversion): ShellCommand {
  const inner = substitutions(node.wordlist ?? [], scope, run);
  const values = (node.wordlist ?? []).flatMap((word) => expandWord(word, scope));
  const known =
    node.wordlist !== undefined &&
    values.length <= MOST_ROUNDS &&
    values.length * 4 <= run.budget &&
    values.every((each) => each.value !== null && !each.glob);
  forgetAssigned(node.body, scope);
  const rounds = known ? values.map((each) => each.value) : [null];
  const bodies = rounds.map((value) => {
    const own = scope.fork();
    own.set(node.name.value, value);
    return convertList(node.body, own, run);
  });
  scope.set(node.name.value, known ? (rounds.at(-1) ?? null) : null);
  return { ...compound('loop', [...inner, ...bodies], node), unrolled: known };
}

function convertPipeline(node: Pipeline, scope: Scope, run: Conversion): ShellCommand {
  const negated = node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
  const [first] = node.commands;
  const single = first && node.commands.length === 1;
  const body = single
    ? convertNode(first, scope, run)
    : compound(
        'pipeline',
        node.commands.map((command) => convertNode(command, scope.fork(), run)),
        node,
      );
  if (negated) return compound('negation', [body], node);
  // `time make` runs make.
  return { ...body, span: spanOf(node) };
}

/** `a && b || c` groups from the left: `(a && b) || c`. */
function convertAndOr(node: AndOr, scope: Scope, run: Conversion): ShellCommand {
  let kind: 'and' | 'or' | null = null;
  let parts: ShellCommand[] = [];
  const first = node.commands[0];
  node.commands.forEach((command, index) => {
    const converted = convertNode(command, scope, run);
    const operator = index === 0 ? null : node.operators[index - 1] === '||' ? 'or' : 'and';
    // What is behind an operator may not have run when something after a `||` does.
    if (node.operators.includes('||') && command !== first) forgetAssigned(command, scope);
    if (operator === null || operator === kind || kind === null) parts.push(converted);
    else
      parts = [
        compound(kind, parts, { pos: node.pos, end: node.commands[index - 1]?.end ?? node.pos }),
        converted,
      ];
    kind = operator ?? kind;
  });
  return compound(kind ?? 'and', parts, node);
}

/** One `&&` chain's commands, one by one; null when the node is none. */
export function convertChain(node: AndOr, scope: Scope, run: Conversion): readonly ShellCommand[] | null {
  if (node.operators.some((operator) => operator !== '&&')) return null;
  return node.commands.map((command) => convertNode(command, scope, run));
}

function convertNode(node: SyntaxNode, scope: Scope, run: Conversion): ShellCommand {
  switch (node.type) {
    case 'Command':
      return convertCommand(node, scope, run);
    case 'Pipeline':
      return convertPipeline(node, scope, run);
    case 'AndOr':
      return convertAndOr(node, scope, run);
    case 'If':
      return convertIf(node, scope, run);
    case 'For':
      return convertFor(node, scope, run);
    case 'ArithmeticFor':
    case 'While':
    case 'Select': {
      const head = node.type === 'While' ? [node.clause] : [];
      const inner = node.type === 'Select' ? substitutions(node.wordlist ?? [], scope, run) : [];
      forgetAssigned(node, scope);
      const bodies = [...head, node.body].map((list) => convertList(list, scope, run));
      forgetAssigned(node, scope);
      return compound('loop', [...inner, ...bodies], node);
    }
    case 'Case': {
      const inner = substitutions([node.word], scope, run);
      const branches = node.items.map((item) => convertBranch(item.body, scope, run));
      forgetAssigned(node, scope);
      return compound('case', [...inner, ...branches], node);
    }
    case 'Subshell':
      return compound('subshell', convertStatements(node.body.commands, scope.fork(), run), node);
    case 'BraceGroup':
      return compound('group', convertStatements(node.body.commands, scope, run), node);
    case 'Function': {
      const name = node.name.value;
      scope.defineFunction(name, assignedNames(node.body));
      const own = scope.fork();
      own.forget(assignedNames(node.body));
      const body =
        node.body.type === 'CompoundList'
          ? convertList(node.body, own, run)
          : convertNode(node.body, own, run);
      return { ...compound('function', [body], node), name };
    }
    case 'ArithmeticCommand':
      // To dash, `((a))` is a subshell in a subshell.
      if (scope.dialect === 'sh') {
        return { type: 'opaque', because: '`((` is not arithmetic in every shell', span: spanOf(node) };
      }
      return convertTest(node, scope, run);
    case 'TestCommand':
      return convertTest(node, scope, run);
    case 'Redirected': {
      const inner = convertNode(node.command, scope, run);
      const more = substitutions(node.redirects, scope, run);
      const redirects = node.redirects.map((each: Redirection) => convertRedirect(each, scope, run.text));
      if (inner.type === 'opaque') return inner;
      if (inner.type === 'simple') return { ...inner, redirects, span: spanOf(node) };
      return { ...inner, commands: [...more, ...inner.commands], redirects, span: spanOf(node) };
    }
    default:
      return { type: 'opaque', because: `${node.type} is not followed`, span: spanOf(node) };
  }
}

/** `[[ … ]]` and `(( … ))`: a call of a program of that name, words not taken apart. */
function convertTest(node: SyntaxNode, scope: Scope, run: Conversion): ShellCommand {
  const name = node.type === 'TestCommand' ? '[[' : '((';
  const inner = substitutions([node], scope, run);
  if (node.type === 'ArithmeticCommand') forgetAssigned(node, scope);
  const at = { start: node.pos, end: node.pos + 2 };
  return {
    type: 'simple',
    argv: [{ text: name, span: at, value: name, glob: false }],
    assignments: [],
    redirects: [],
    ...(inner.length > 0 ? { substitutions: inner } : {}),
    span: spanOf(node),
  };
}

/** One statement: a command, a chain, or a job in the background. */
export function convertStatement(node: Statement, scope: Scope, run: Conversion): ShellCommand {
  if (node.background) return compound('background', [convertNode(node.command, scope.fork(), run)], node);
  return convertNode(node.command, scope, run);
}

/** Statements in order; what only a successful `&&` chain assigns is unknown behind it. */
function convertStatements(
  nodes: readonly Statement[],
  scope: Scope,
  run: Conversion,
): readonly ShellCommand[] {
  return nodes.map((node) => {
    const converted = convertStatement(node, scope, run);
    settle(node, scope);
    return converted;
  });
}

/** Behind a statement `a && X=1`, X is unknown: `a` may have failed. */
export function settle(node: Statement, scope: Scope): void {
  if (node.command.type !== 'AndOr') return;
  for (const command of node.command.commands.slice(1)) forgetAssigned(command, scope);
}
