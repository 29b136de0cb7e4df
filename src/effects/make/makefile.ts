/** A rule as written: nothing expanded yet. */
export interface MakeRule {
  readonly targets: string;
  readonly prerequisites: string;
  /** Recipe lines without their tab, continuations joined. */
  readonly recipe: readonly string[];
  /** True when the rule, or a part of it, stands in a conditional: which lines run is not known. */
  readonly conditional: boolean;
}

export interface Makefile {
  /** Value as written, by name; null when it depends on a conditional, on the shell or on a target. */
  readonly variables: ReadonlyMap<string, string | null>;
  /** Names that the environment may set in the file's stead (`?=`). */
  readonly defaults: ReadonlySet<string>;
  readonly rules: readonly MakeRule[];
  readonly includes: readonly { readonly path: string; readonly optional: boolean }[];
  /** True when each recipe is one script (`.ONESHELL`). */
  readonly oneShell: boolean;
}

interface Open {
  targets: string;
  prerequisites: string;
  recipe: string[];
  conditional: boolean;
}

const ASSIGNMENT = /^(?:(?:export|override|private)\s+)*([\w.%/-]+)\s*(:{0,3}=|\?=|\+=|!=)\s*(.*)$/;
const CONDITION = /^\s*(ifeq|ifneq|ifdef|ifndef)\b/;
const INCLUDE = /^\s*(-include|sinclude|include)\s+(.+)$/;

/** Lines with their continuations joined by a blank, as make reads them. */
function logicalLines(text: string): readonly string[] {
  const lines: string[] = [];
  let open: string | null = null;
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\r$/, '');
    const joined: string = open === null ? line : `${open} ${line.trim()}`;
    if (/(?:^|[^\\])(?:\\\\)*\\$/.test(joined)) open = joined.slice(0, -1).trimEnd();
    else {
      lines.push(joined);
      open = null;
    }
  }
  if (open !== null) lines.push(open);
  return lines;
}

/** The colon that ends the targets: one that is not part of `:=` and not inside `$(…)`. */
function ruleColon(line: string): number {
  let depth = 0;
  for (let i = 0; i < line.length; i++) {
    const letter = line[i];
    if (letter === '(' || letter === '{') depth++;
    else if (letter === ')' || letter === '}') depth--;
    else if (letter === '=' && depth === 0) return -1;
    else if (letter === ':' && depth === 0) return line[i + 1] === '=' ? -1 : i;
  }
  return -1;
}

function assign(variables: Map<string, string | null>, match: RegExpExecArray, sure: boolean): void {
  const [, name = '', operator = '=', value = ''] = match;
  const before = variables.get(name);
  if (!sure || operator === '!=') variables.set(name, null);
  else if (operator === '+=') variables.set(name, before === null ? null : `${before ?? ''} ${value}`.trim());
  else if (operator !== '?=' || before === undefined) variables.set(name, value);
}

/** Reads what is declared in a Makefile: assignments, rules, includes. Functions and conditionals stay unevaluated. */
export function parseMakefile(text: string): Makefile {
  const variables = new Map<string, string | null>();
  const defaults = new Set<string>();
  const rules: Open[] = [];
  const includes: { path: string; optional: boolean }[] = [];
  let rule: Open | null = null;
  let depth = 0;
  let defining = false;
  for (const line of logicalLines(text)) {
    if (defining) {
      defining = !/^\s*endef\b/.test(line);
      continue;
    }
    if (line.startsWith('\t') && rule) {
      rule.recipe.push(line.slice(1));
      rule.conditional ||= depth > 0;
      continue;
    }
    const bare = line.replace(/(^|[^\\])#.*$/, '$1');
    if (bare.trim() === '') continue;
    if (CONDITION.test(bare)) {
      depth++;
      continue;
    }
    if (/^\s*else\b/.test(bare)) continue;
    if (/^\s*endif\b/.test(bare)) {
      depth = Math.max(0, depth - 1);
      continue;
    }
    const define = /^\s*(?:override\s+|export\s+)*define\s+(\S+)/.exec(bare);
    if (define) {
      variables.set(define[1] ?? '', null);
      defining = true;
      continue;
    }
    const include = INCLUDE.exec(bare);
    if (include) {
      for (const path of (include[2] ?? '').trim().split(/\s+/)) {
        includes.push({ path, optional: include[1] !== 'include' });
      }
      continue;
    }
    const assignment = ASSIGNMENT.exec(bare.trim());
    if (assignment) {
      if (assignment[2] === '?=') defaults.add(assignment[1] ?? '');
      assign(variables, assignment, depth === 0);
      continue;
    }
    const colon = ruleColon(bare);
    if (colon < 0) continue;
    const [prerequisites = '', inline] = bare
      .slice(colon + 1)
      .replace(/^:/, '')
      .split(/;(.*)/s);
    const own = ASSIGNMENT.exec(prerequisites.trim());
    if (own) {
      variables.set(own[1] ?? '', null);
      continue;
    }
    rule = {
      targets: bare.slice(0, colon).trim(),
      prerequisites: prerequisites.replace('|', ' ').trim(),
      recipe: inline === undefined ? [] : [inline.trim()],
      conditional: depth > 0,
    };
    rules.push(rule);
  }
  return {
    variables,
    defaults,
    rules,
    includes,
    oneShell: rules.some((each) => each.targets === '.ONESHELL'),
  };
}
