import type { ShellWord } from '../../shell/types.js';
import { readArgs } from '../args.js';
import { effects, mergeEffects, opaqueEffects } from '../effects.js';
import { parseMakefile } from '../make/makefile.js';
import type { Makefile } from '../make/makefile.js';
import { recipesFor } from '../make/recipes.js';
import type { CommandContext, CommandModel, CommandTable, Effects } from '../types.js';
import { installs } from './build-tools.js';
import { family, names } from './family.js';
import { inside, isEphemeral, normalise } from './place.js';
import { pathOf } from './target.js';

const VALUED = names('-C --directory -f --file --makefile -I --include-dir -l -o -W --old-file --new-file');

interface Call {
  readonly directory: string | null;
  readonly file: string | null;
  readonly goals: readonly string[];
  readonly overrides: ReadonlyMap<string, string | null>;
  readonly dry: boolean;
  /** True when a goal hides in a variable. */
  readonly unclear: boolean;
}

function readCall(argv: readonly ShellWord[], context: CommandContext): Call {
  const args = readArgs(argv, VALUED);
  const directory = args.options.get('-C') ?? args.options.get('--directory');
  const goals: string[] = [];
  const overrides = new Map<string, string | null>();
  let unclear = false;
  for (const word of args.positionals) {
    const text = word.value ?? word.text.replace(/["']/g, '');
    const assignment = /^([\w.]+)[:+?]?=(.*)$/s.exec(text);
    if (assignment) overrides.set(assignment[1] ?? '', word.value === null ? null : (assignment[2] ?? ''));
    // `-j $(nproc)` and `-j 4`: the number of jobs is no goal.
    else if (text.startsWith('-') || /^\d+$/.test(text) || /nproc|getconf|NPROC|JOBS|CORES/i.test(text))
      continue;
    else if (word.value === null) unclear = true;
    else goals.push(text);
  }
  return {
    directory: directory ? pathOf(directory, context) : context.cwd,
    file: args.value('-f', '--file', '--makefile'),
    goals,
    overrides,
    dry: args.has('-n', '--dry-run', '--just-print', '--recon', '-q', '-v', '--version'),
    unclear,
  };
}

function readMakefile(call: Call, context: CommandContext): Makefile | null {
  const { directory } = call;
  if (directory === null) return null;
  const candidates = call.file === null ? ['GNUmakefile', 'makefile', 'Makefile'] : [call.file];
  for (const name of candidates) {
    const text = context.files.read(name.startsWith('/') ? normalise(name) : inside(directory, name));
    if (text !== null) return withIncludes(text, directory, context);
  }
  return null;
}

/** Puts included files in front of what they are included by; one that is not there makes the whole unknown. */
function withIncludes(text: string, directory: string, context: CommandContext, depth = 0): Makefile | null {
  const own = parseMakefile(text);
  let whole = text;
  for (const { path, optional } of own.includes) {
    const included = path.includes('$') || depth > 5 ? null : context.files.read(inside(directory, path));
    if (included !== null) whole = `${included}\n${whole.replace(path, '')}`;
    else if (!optional || !context.files.complete) return null;
  }
  return whole === text ? own : withIncludes(whole, directory, context, depth + 1);
}

/** `make install` without a Makefile to read: /usr/local by convention, somewhere else for all that is known. */
function installing(model: string, call: Call, own: boolean): Effects {
  const prefixes = [...call.overrides].flatMap(([name, value]) =>
    /^(?:DESTDIR|PREFIX|prefix|INSTALL_TOP|INSTALL_ROOT)$/.test(name) ? [value] : [],
  );
  const because = 'where it installs to is not known';
  const [prefix] = prefixes;
  if (own)
    return opaqueEffects(model, 'the Makefile cannot be read, and what it installs, and where, is in it');
  if (prefix?.startsWith('/') && call.directory !== null) {
    return opaqueEffects(model, because, [normalise(prefix), call.directory]);
  }
  return installs(model);
}

/**
 * True where a COPY that cannot be looked into went: the Makefile is the project's own, and its rules need not keep to the
 * prefix as those of a released library do.
 */
function isOwn(call: Call, context: CommandContext): boolean {
  return call.directory !== null && !context.files.complete && context.files.stat(call.directory) !== null;
}

function unresolved(model: string, call: Call, because: string, own: boolean): Effects {
  if (call.unclear || call.directory === null) return opaqueEffects(model, because);
  if (call.goals.some((goal) => goal.includes('install'))) return installing(model, call, own);
  return opaqueEffects(model, because, [call.directory]);
}

function gateOf(call: Call): Effects['gate'] {
  const goal = call.goals.find((each) => /^(?:test|tests|check|lint|vet|verify)(?:-|$)/.test(each));
  return goal ? { rule: 'gate/make', because: `make ${goal} is there to fail the build`, at: null } : null;
}

/** Runs the recipes of the goals that are asked for, out of the Makefile that was copied into the image. */
const make: CommandModel = (argv, context) => {
  const call = readCall(argv, context);
  const model = ['make', ...call.goals].join(' ');
  if (call.dry) return effects(model, { replayable: true });
  const makefile = readMakefile(call, context);
  const gate = gateOf(call);
  if (!makefile || call.unclear || call.directory === null) {
    return { ...unresolved(model, call, 'there is no Makefile to read', isOwn(call, context)), gate };
  }
  const { directory } = call;
  const { lines, gaps } = recipesFor(makefile, {
    goals: call.goals,
    overrides: call.overrides,
    env: (name) => (name === 'CURDIR' ? directory : context.env(name)),
    exists: (path) => context.files.stat(path.startsWith('/') ? path : inside(directory, path)) !== null,
  });
  const parts = lines.map((line) => context.run(line, directory));
  const [gap] = gaps;
  if (gap !== undefined) parts.push(unresolved(model, call, gap, false));
  if (parts.length === 0) return effects(model, { gate, confidence: 'strong' });
  const merged = mergeEffects(model, parts);
  return {
    ...merged,
    model,
    writes: merged.writes.filter((write) => !isEphemeral(write.path)),
    gate: gate ?? merged.gate,
    replayable: false,
  };
};

/** make, told by the Makefile. */
export const makes: CommandTable = family({ make, gmake: make });
