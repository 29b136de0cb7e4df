import { expandMake } from './expand.js';
import type { Lookup } from './expand.js';
import type { Makefile, MakeRule } from './makefile.js';

export interface Goal {
  readonly goals: readonly string[];
  /** `make NAME=value`; null for a value that is not known. */
  readonly overrides: ReadonlyMap<string, string | null>;
  readonly env: (name: string) => string | undefined;
  /** Is there such a file where make runs? */
  readonly exists: (path: string) => boolean;
}

export interface Recipes {
  /** Shell lines in the order in which they run. */
  readonly lines: readonly string[];
  /** Why more may run than `lines`; empty when they are all. */
  readonly gaps: readonly string[];
}

// make's own variables that recipes use, and DESTDIR, which by convention is empty unless somebody stages a package.
const BUILT_IN: Readonly<Record<string, string>> = {
  MAKE: 'make',
  CC: 'cc',
  CXX: 'g++',
  AR: 'ar',
  LD: 'ld',
  RM: 'rm -f',
  CPP: 'cc -E',
  AS: 'as',
  SHELL: '/bin/sh',
  MAKEFLAGS: '',
  CFLAGS: '',
  CXXFLAGS: '',
  LDFLAGS: '',
  CPPFLAGS: '',
  DESTDIR: '',
};

function lookupIn(makefile: Makefile, given: Goal): Lookup {
  return (name) => {
    const override = given.overrides.get(name);
    if (override !== undefined) return override;
    if (makefile.defaults.has(name)) {
      const outside = given.env(name);
      if (outside !== undefined) return outside;
    }
    const own = makefile.variables.get(name);
    if (own !== undefined) return own;
    return given.env(name) ?? (Object.hasOwn(BUILT_IN, name) ? (BUILT_IN[name] ?? null) : null);
  };
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function matchPattern(pattern: string, target: string): boolean {
  const [head = '', tail = ''] = pattern.split('%');
  return target.length > head.length + tail.length && target.startsWith(head) && target.endsWith(tail);
}

/**
 * The recipe lines that `make GOALS` may run, prerequisites first. A target that is up to date would not be made
 * again: the lines are an upper bound.
 */
export function recipesFor(makefile: Makefile, given: Goal): Recipes {
  const lookup = lookupIn(makefile, given);
  const lines: string[] = [];
  const gaps: string[] = [];
  const seen = new Set<string>();
  const rules = makefile.rules.map((rule) => ({ rule, targets: wordsOf(expandMake(rule.targets, lookup)) }));
  const first = rules.find(({ targets }) => targets[0] !== undefined && !/^\.|%/.test(targets[0]));
  const preset = makefile.variables.get('.DEFAULT_GOAL');
  const goals = given.goals.length > 0 ? given.goals : wordsOf(preset ?? first?.targets[0] ?? '');
  if (goals.length === 0) gaps.push('the Makefile has no target');

  const runRule = (rule: MakeRule, target: string, prerequisites: readonly string[]): void => {
    if (rule.conditional) gaps.push(`the recipe of ${target} stands in a conditional`);
    const automatic: Lookup = (name) => {
      if (name === '@') return target;
      if (name === '<') return prerequisites[0] ?? '';
      return name === '^' ? prerequisites.join(' ') : lookup(name);
    };
    const recipe = rule.recipe.map((line) => expandMake(line.replace(/^[\s@+-]+/, ''), automatic));
    if (makefile.oneShell) lines.push(recipe.join('\n'));
    else lines.push(...recipe.filter((line) => line.trim() !== ''));
  };

  const visit = (target: string): void => {
    if (seen.has(target)) return;
    seen.add(target);
    if (target.includes('$(')) {
      gaps.push(`what ${target} stands for is not known`);
      return;
    }
    const own = rules.filter(({ targets }) => targets.includes(target));
    const found =
      own.length > 0
        ? own
        : rules
            .filter(({ targets }) => targets.some((each) => each.includes('%') && matchPattern(each, target)))
            .slice(0, 1);
    if (found.length === 0) {
      if (!given.exists(target)) gaps.push(`no rule says how to make ${target}`);
      return;
    }
    for (const { rule } of found) {
      if (own.length === 0) gaps.push(`${target} is made by a pattern`);
      const prerequisites = wordsOf(expandMake(rule.prerequisites, lookup)).filter(
        (each) => !each.includes('%'),
      );
      for (const each of prerequisites) visit(each);
      runRule(rule, target, prerequisites);
    }
  };
  for (const goal of goals) visit(goal);
  return { lines, gaps };
}
