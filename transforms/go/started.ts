import { within } from '../../src/classify/places.js';
import type { Confidence, Evidence } from '../../src/classify/types.js';
import { absolutePath } from '../../src/project/path.js';
import { parseShell } from '../../src/shell/parse.js';
import type { ShellCommand } from '../../src/shell/types.js';
import type { Facts, ProgramNeed } from '../../src/transform/types.js';
import type { GoBuild } from './builds.js';
import { SHELL_BUILTINS, SHELLS } from '../../src/shell/names.js';
import { LIVE_RELOAD, WRAPPERS } from './known-words.js';
import { entryOf } from './source/calls.js';
import { isRemoved, livingPrograms } from './living.js';

function base(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** What is met on the way from the start command to the program that runs in the end. */
export interface Walk {
  readonly programs: ProgramNeed[];
  readonly mentioned: string[];
  shell: Evidence | null;
  whole: boolean;
  script: boolean;
}

/** Where the start command leads. */
export interface Found {
  readonly kind: 'binary' | 'go-run' | 'go-tool' | 'live-reload' | 'unknown';
  readonly path: string | null;
  readonly words: readonly string[];
  readonly confidence: Confidence;
  readonly because: string;
}

/** Where a started word leads: absolute paths it can mean, first match on PATH first. */
function candidates(facts: Facts, word: string): readonly string[] {
  if (word.includes('/')) return [absolutePath(word, facts.contract.workdir)];
  return (
    facts.contract.env['PATH'] ??
    '/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  )
    .split(':')
    .filter(Boolean)
    .map((dir) => absolutePath(word, dir));
}

/** Follows an argument vector to the program of the build that it starts, through wrappers, shells and scripts. */
export function resolveWords(
  facts: Facts,
  builds: readonly GoBuild[],
  words: readonly string[],
  walk: Walk,
  evidence: Evidence,
  depth: number,
): Found | null {
  const first = words[0];
  if (first === undefined || depth > 6) return null;
  const name = base(first);
  walk.mentioned.push(...words.slice(1));
  const living = livingPrograms(facts, builds);
  const paths = candidates(facts, first);
  for (const path of paths) {
    const made = living.find(
      (each) => !each.tree && each.path === path && (each.own || !LIVE_RELOAD.has(name)),
    );
    // A downloaded tool is needed although it is not what runs in the end: `migrate up && ./server`.
    if (made && !made.own) walk.programs.push({ name: first, confidence: 'proven', evidence });
    if (made)
      return {
        kind: 'binary',
        path,
        words,
        confidence: 'proven',
        because: `${path} is what the build makes`,
      };
  }
  if (name === 'go' && words[1] === 'run')
    return {
      kind: 'go-run',
      path: null,
      words,
      confidence: 'proven',
      because: 'go run compiles at every start',
    };
  if (name === 'go')
    return {
      kind: 'go-tool',
      path: null,
      words,
      confidence: 'proven',
      because: `go ${words[1] ?? ''} needs the Go tool chain`,
    };
  if (LIVE_RELOAD.has(name))
    return {
      kind: 'live-reload',
      path: null,
      words,
      confidence: 'proven',
      because: `${name} rebuilds the program while it runs`,
    };
  const skip = entryOf(WRAPPERS, name);
  if (skip !== undefined) {
    if (name !== 'exec') walk.programs.push({ name: first, confidence: 'proven', evidence });
    let at = 1;
    while (at < words.length && (words[at] ?? '').startsWith('-')) {
      if (words[at] === '--') {
        at++;
        break;
      }
      at++;
    }
    if (name === 'env') while (/^\w+=/.test(words[at] ?? '')) at++;
    return resolveWords(facts, builds, words.slice(at + skip), walk, evidence, depth + 1);
  }
  if (SHELLS.has(name)) {
    walk.shell ??= evidence;
    walk.programs.push({ name: first, confidence: 'proven', evidence });
    const flag = words.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word));
    // A word in double quotes whose variables are not known comes as it is written.
    const text = flag > 0 ? words[flag + 1]?.replace(/^"([\s\S]*)"$/, '$1') : undefined;
    if (text !== undefined) return resolveText(facts, builds, text, [], walk, evidence, depth + 1);
    const script = words.slice(1).find((word) => !word.startsWith('-'));
    return script === undefined
      ? null
      : resolveScript(
          facts,
          builds,
          absolutePath(script, facts.contract.workdir),
          words.slice(2),
          walk,
          evidence,
          depth + 1,
        );
  }
  for (const path of paths) {
    const found = resolveScript(facts, builds, path, words.slice(1), walk, evidence, depth + 1);
    if (found) return found;
    for (const unit of facts.units)
      if (
        unit.unit &&
        !isRemoved(facts, path, unit.id) &&
        unit.effects.writes.some((write) => !write.tree && write.path === path && write.role !== 'cache')
      )
        return {
          kind: 'binary',
          path,
          words,
          confidence: 'strong',
          because: `${path} is put there by ${unit.effects.model}`,
        };
  }
  for (const path of paths) {
    if (living.some((each) => each.tree && within(path, each.path)))
      return {
        kind: 'binary',
        path: null,
        words,
        confidence: 'strong',
        because: `${path} lies where the build writes`,
      };
    const made = facts.units.find(
      (unit) => unit.unit && unit.effects.opaque?.within?.some((dir) => within(path, dir)),
    );
    if (made && first.includes('/'))
      return {
        kind: 'binary',
        path: null,
        words,
        confidence: 'strong',
        because: `${path} lies where ${made.effects.model} writes`,
      };
  }
  return null;
}

/** A script of the image: its commands count, and `exec "$@"` hands over to `rest`. */
function resolveScript(
  facts: Facts,
  builds: readonly GoBuild[],
  path: string,
  rest: readonly string[],
  walk: Walk,
  evidence: Evidence,
  depth: number,
): Found | null {
  const text = facts.files.read(path);
  if (text === null || depth > 6) return null;
  const shebang = /^#!\s*(\S+)(?:\s+(\S+))?/.exec(text);
  const interpreter = shebang
    ? base(shebang[1] ?? '') === 'env'
      ? (shebang[2] ?? '')
      : (shebang[1] ?? '')
    : null;
  if (interpreter !== null && !SHELLS.has(base(interpreter))) return null;
  if (interpreter === null && !path.endsWith('.sh')) return null;
  walk.script = true;
  walk.shell ??= evidence;
  if (interpreter) walk.programs.push({ name: interpreter, confidence: 'proven', evidence });
  return (
    resolveText(
      facts,
      builds,
      text,
      rest,
      walk,
      { ...evidence, because: `${path}, which starts first, calls it` },
      depth + 1,
    ) ?? {
      kind: 'unknown',
      path: null,
      words: [path, ...rest],
      confidence: 'weak',
      because: `what ${path} starts in the end is not known`,
    }
  );
}

/** The commands of a shell text: all are called; the last that leads to a program of the build is the started one. */
function resolveText(
  facts: Facts,
  builds: readonly GoBuild[],
  text: string,
  rest: readonly string[],
  walk: Walk,
  evidence: Evidence,
  depth: number,
): Found | null {
  const script = parseShell(text, (name) => facts.contract.env[name]);
  let found: Found | null = null;
  const functions = new Set(
    [...text.matchAll(/(?:^|[\n;])\s*(?:function\s+)?([\w-]+)\s*\(\s*\)/g)].map((match) => match[1] ?? ''),
  );
  const visit = (command: ShellCommand): void => {
    if (command.type === 'opaque') walk.whole = false;
    else if (command.type === 'compound') command.commands.forEach(visit);
    else {
      // `TITLE="$(jq …)"` calls jq, also where it is an assignment alone.
      command.substitutions?.forEach((each) => {
        const before = found;
        visit(each);
        found = before;
      });
      const words = command.argv.map((word) => word.value ?? word.text);
      const first = command.argv[0];
      if (!first) return;
      const at = words[0] === 'exec' ? 1 : 0;
      if (
        command.argv.slice(at).some((word) => /^"?\$[@*]"?$/.test(word.text)) &&
        command.argv[at]?.text.includes('$')
      ) {
        found = rest.length > 0 ? resolveWords(facts, builds, rest, walk, evidence, depth + 1) : found;
        // `wait-for-it.sh db:5432 -- ./server`: what the script is told to start stands behind the dashes.
        const dashes = rest.indexOf('--');
        if (!found && dashes >= 0)
          found = resolveWords(facts, builds, rest.slice(dashes + 1), walk, evidence, depth + 1);
        return;
      }
      const name = command.argv[at];
      if (!name) return;
      if (name.value === null) {
        walk.whole = false;
        return;
      }
      if (functions.has(name.value)) return;
      if (SHELL_BUILTINS.has(name.value)) {
        walk.mentioned.push(...words.slice(1));
        return;
      }
      const next = resolveWords(facts, builds, words.slice(at), walk, evidence, depth + 1);
      if (next && next.kind !== 'unknown') found = next;
      else if (!next) walk.programs.push({ name: name.value, confidence: 'proven', evidence });
    }
  };
  script.units.forEach((unit) => visit(unit.command));
  return found;
}
