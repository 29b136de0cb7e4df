import type { Scope } from './scope.js';
import { walk } from './tree.js';
import type { Command, SyntaxNode } from './tree.js';
import type { ShellWord } from './types.js';
import { assignedValue } from './words.js';

const NAMED = new Set(['read', 'unset', 'getopts', 'mapfile', 'readarray', 'let', 'printf']);
const DECLARING = new Set(['export', 'readonly', 'local', 'declare', 'typeset']);
/** They run text that is not seen here. */
const READING = new Set(['eval', '.', 'source']);
const IDENTIFIER = /^[A-Za-z_]\w*$/;

/** Names that a node may assign when it runs; `eval` and `source` are not among what this sees. */
export function assignedNames(root: SyntaxNode): readonly string[] {
  const names = new Set<string>();
  walk(root, (node) => {
    if (node.type === 'Assignment') names.add(node.name);
    if (node.type === 'For' || node.type === 'Select') names.add(node.name.value);
    if (node.type === 'ParameterExpansion' && node.operation?.type === 'Default') {
      if (node.operation.operator.endsWith('=')) names.add(node.parameter);
    }
    if (node.type === 'ArithmeticWord' && IDENTIFIER.test(node.value)) names.add(node.value);
    if (node.type === 'Command' && NAMED.has(node.name?.value ?? '')) {
      for (const argument of node.args) {
        if (argument.type === 'Word' && IDENTIFIER.test(argument.value)) names.add(argument.value);
      }
    }
  });
  return [...names];
}

/** What a node that may or may not have run leaves behind: whatever it could have set is unknown. */
export function forgetAssigned(root: SyntaxNode, scope: Scope): void {
  let all = false;
  scope.forget(assignedNames(root));
  walk(root, (node) => {
    if (node.type !== 'Command') return;
    const name = node.name?.value ?? '';
    if (READING.has(name)) all = true;
    if (name === 'cd' || name === 'pushd' || name === 'popd') scope.forget(['PWD', 'OLDPWD']);
    scope.forget(scope.functionSets(name) ?? []);
  });
  if (all) scope.forgetAll();
}

/** Applies to the scope what a command does to the shell's variables. `argv` is the command's, already expanded. */
export function applyCommand(node: Command, argv: readonly ShellWord[], scope: Scope): void {
  const name = argv[0]?.value;
  if (name === undefined) {
    for (const item of node.prefix) {
      if (item.type === 'Assignment') scope.set(item.name, assignedValue(item, scope));
    }
    return;
  }
  if (name === null || READING.has(name)) {
    scope.forgetAll();
    return;
  }
  if (name === 'cd' || name === 'pushd' || name === 'popd') {
    const place = argv[1]?.value;
    scope.set('PWD', place && place.startsWith('/') && argv.length === 2 ? place : null);
    scope.set('OLDPWD', null);
    return;
  }
  const sets = scope.functionSets(name);
  if (sets) scope.forget(sets);
  if (DECLARING.has(name)) {
    for (const item of node.args) {
      if (item.type === 'Assignment') scope.set(item.name, assignedValue(item, scope));
    }
  }
  if (NAMED.has(name))
    scope.forget(argv.flatMap((word) => (word.value && IDENTIFIER.test(word.value) ? [word.value] : [])));
}
