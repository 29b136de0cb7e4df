import { effects, mergeEffects, opaqueEffects } from '../../../src/effects/effects.js';
import { pathIn } from '../../../src/effects/commands/target.js';
import type { CommandContext, CommandTable, Effects } from '../../../src/effects/types.js';
import type { ImageView } from '../../../src/project/types.js';
import type { ShellWord } from '../../../src/shell/types.js';

/** Splits a line into words: quotes group, `$` makes the value unknown, bare `*` and `?` make a pattern. */
export function words(line: string): readonly ShellWord[] {
  const found: ShellWord[] = [];
  for (const match of line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)) {
    const text = match[0];
    const start = match.index;
    found.push({
      text,
      span: { start, end: start + text.length },
      value: /[$`]/.test(text.replace(/'[^']*'/g, '')) ? null : text.replace(/["']/g, ''),
      glob: /[*?[]/.test(text.replace(/"[^"]*"|'[^']*'/g, '')),
    });
  }
  return found;
}

/** An image that holds these files and nothing else. */
export function imageOf(files: Readonly<Record<string, string>>): ImageView {
  const below = (path: string): readonly string[] =>
    Object.keys(files).filter((each) => each.startsWith(`${path}/`));
  return {
    complete: true,
    stat: (path) => {
      const text = files[path];
      if (text !== undefined) return { kind: 'file', mode: 0o644, size: text.length };
      return below(path).length > 0 ? { kind: 'directory', mode: 0o755, size: 0 } : null;
    },
    read: (path) => files[path] ?? null,
    list: (path) =>
      [...new Set(below(path).map((each) => each.slice(path.length + 1).split('/')[0] ?? ''))].sort(),
    origin: () => null,
  };
}

export interface Setting {
  readonly cwd?: string | null;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

/** A context whose `run` looks up the table by first word, and splits scripts at `&&`, `;` and newlines. */
export function contextFor(table: CommandTable, setting: Setting = {}): CommandContext {
  const { cwd = '/app', env = {}, files = {} } = setting;
  const context: CommandContext = {
    cwd,
    user: 'root',
    home: '/root',
    env: (name) => env[name],
    files: imageOf(files),
    resolve: (path) => (path === null ? null : pathIn(cwd, path, '/root')),
    run: (what, where) => {
      const inner = where === undefined ? context : contextFor(table, { ...setting, cwd: where });
      if (typeof what !== 'string') return callIn(table, what, inner);
      const lines = what.split(/&&|;|\n/).filter((line) => line.trim() !== '');
      if (lines.length === 0) return effects('sh', { replayable: true });
      return mergeEffects(
        'sh',
        lines.map((line) => callIn(table, words(line), inner)),
      );
    },
  };
  return context;
}

function callIn(table: CommandTable, argv: readonly ShellWord[], context: CommandContext): Effects {
  const name = (argv[0]?.value ?? '').split('/').at(-1) ?? '';
  const model = Object.hasOwn(table, name) ? table[name] : undefined;
  return model?.(argv, context) ?? opaqueEffects(name, 'no model knows it');
}

/** What a command line does according to `table`; null when its model declines. */
export function call(table: CommandTable, line: string, setting: Setting = {}): Effects | null {
  const argv = words(line);
  const name = (argv[0]?.value ?? '').split('/').at(-1) ?? '';
  return table[name]?.(argv, contextFor(table, setting)) ?? null;
}

/** The same, for command lines that the table must know. */
export function known(table: CommandTable, line: string, setting: Setting = {}): Effects {
  const result = call(table, line, setting);
  if (!result) throw new Error(`no model took: ${line}`);
  return result;
}

/** Writes as short lines: `tool /usr/local/bin/x`, a tree with `/**`. */
export function written(result: Effects): readonly string[] {
  return result.writes.map((write) => `${write.role} ${write.path}${write.tree ? '/**' : ''}`).sort();
}
