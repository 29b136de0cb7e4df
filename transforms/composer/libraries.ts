import type { Evidence, Note } from '../../src/classify/types.js';
import { classifyPackage, runtimeCounterparts } from '../../src/data/os-packages.js';
import { simpleCommands } from '../../src/shell/calls.js';
import type { Facts, LibraryNeed, UnitFacts } from '../../src/transform/types.js';
import { enabledExtension, EXTENSION_DIR } from './commands/extensions.js';
import { extensionName, extensionNeed } from './extension-packages.js';

/** An extension that the Dockerfile compiles, with the options it is configured with (null: not known). */
export interface CompiledExtension {
  readonly name: string;
  readonly options: readonly string[] | null;
  readonly unit: UnitFacts;
}

/** True when a unit compiles or enables extensions whose files the final image gets as a copy. */
function compiles(unit: UnitFacts): boolean {
  return unit.effects.writes.some((write) => write.path === EXTENSION_DIR && write.role === 'artefact');
}

/** Names and options as the commands of a unit give them. */
function namedBy(unit: UnitFacts): {
  readonly installed: readonly string[];
  readonly configured: ReadonlyMap<string, readonly string[]>;
} {
  const installed: string[] = [];
  const configured = new Map<string, readonly string[]>();
  for (const { argv } of unit.unit ? simpleCommands(unit.unit.command) : []) {
    const program = (argv[0]?.value ?? '').split('/').at(-1);
    const words = argv.slice(1).map((word) => word.value ?? word.text);
    const names = words.filter(
      (word, index) =>
        /^[A-Za-z]/.test(word) && words[index - 1] !== '-j' && words[index - 1] !== '--ini-name',
    );
    if (program === 'docker-php-ext-configure' && names[0])
      configured.set(
        extensionName(names[0]),
        words.filter((word) => word.startsWith('-')),
      );
    if (program === 'docker-php-ext-install') installed.push(...names.map(extensionName));
    if ((program === 'pecl' || program === 'pear') && words.includes('install'))
      installed.push(...names.filter((name) => name !== 'install').map(extensionName));
  }
  return { installed, configured };
}

/** Extensions that are compiled in this file, in order, each once. */
export function compiledExtensions(facts: Facts): readonly CompiledExtension[] {
  const configured = new Map<string, readonly string[]>();
  const found = new Map<string, CompiledExtension>();
  for (const unit of facts.units) {
    const named = namedBy(unit);
    named.configured.forEach((options, name) => configured.set(name, options));
    if (!compiles(unit)) continue;
    const enabled = unit.effects.writes.flatMap((write) => enabledExtension(write.path) ?? []);
    // A script may configure before it installs, which a look at this unit's own commands does not show.
    const direct = named.installed.length > 0;
    for (const name of new Set([...named.installed, ...enabled])) {
      if (!found.has(name)) found.set(name, { name, options: direct ? [] : null, unit });
    }
  }
  return [...found.values()].map((each) => ({ ...each, options: configured.get(each.name) ?? each.options }));
}

/** Packages that the Dockerfile installs by name, as it writes them. */
export function installedPackages(facts: Facts): readonly string[] {
  return facts.units.flatMap((unit) =>
    unit.effects.packages
      .filter((change) => change.op === 'install')
      .flatMap((change) => change.packages.map((request) => request.name)),
  );
}

export interface Libraries {
  readonly needs: readonly LibraryNeed[];
  readonly notes: readonly Note[];
  /** Extensions whose libraries come by a package manager that is not known. */
  readonly gaps: readonly string[];
}

/**
 * Run-time packages of the compiled extensions: counterparts of the -dev packages that the table names for each extension and
 * of all that the author installs. A -dev package without a known counterpart, and every unexplained one beside an
 * extension that is not in the table, stays in the final image itself: bigger, but complete.
 */
export function extensionLibraries(facts: Facts, extensions: readonly CompiledExtension[]): Libraries {
  const manager = facts.base?.packageManager ?? (installedManager(facts) || null);
  const first = extensions[0];
  const installed = installedPackages(facts);
  // Built with what the base image has: the final stage has the same.
  if (installed.length === 0) return { needs: [], notes: [], gaps: [] };
  if (!first || (manager !== 'apt' && manager !== 'apk'))
    return { needs: [], notes: [], gaps: first ? extensions.map((each) => each.name) : [] };
  const release = facts.base?.release ?? null;
  const needs: LibraryNeed[] = [];
  const notes: Note[] = [];
  const devs = installed.filter((name) => classifyPackage(name, manager) === 'dev');
  const explained = new Set<string>();
  const named = new Set<string>();
  const add = (wanted: readonly string[], evidence: Evidence): void => {
    const names = wanted.filter((name) => !named.has(name) && named.add(name));
    if (names.length === 0) return;
    needs.push({
      apt: manager === 'apt' ? names : [],
      apk: manager === 'apk' ? names : [],
      confidence: 'strong',
      evidence,
    });
  };
  const strangers: CompiledExtension[] = [];
  for (const extension of extensions) {
    const evidence: Evidence = {
      rule: 'composer/extension-library',
      because: `the extension ${extension.name} is linked with it`,
      at: extension.unit.place,
    };
    const need = extensionNeed(extension.name, extension.options, manager);
    if (!need) {
      strangers.push(extension);
      continue;
    }
    add(need.runtime, evidence);
    for (const dev of need.dev) {
      explained.add(dev);
      const libraries = runtimeCounterparts(dev, manager, release);
      if (libraries) add(libraries, evidence);
    }
  }
  for (const dev of new Set(devs)) {
    const libraries = runtimeCounterparts(dev, manager, release);
    const stranger = strangers[0];
    const because = `extensions are compiled against ${dev}`;
    if (libraries && (!stranger || explained.has(dev)))
      add(libraries, { rule: 'composer/dev-counterpart', because, at: first.unit.place });
    else if (libraries && stranger) {
      add([dev], {
        rule: 'composer/extension-unknown',
        because: `what the extension ${stranger.name} is linked with is not known`,
        at: stranger.unit.place,
      });
    } else {
      add([dev], {
        rule: 'composer/release-unknown',
        because: `the run-time library of ${dev} is not known for this release`,
        at: first.unit.place,
      });
    }
  }
  if (strangers.length > 0 && devs.some((dev) => !explained.has(dev))) {
    const names = strangers.map((each) => each.name).join(', ');
    notes.push({
      code: 'H-AMBIGUOUS-PKG',
      message: `headers are kept because it is not known what ${names} is linked with`,
      at: strangers[0]?.unit.place ?? null,
    });
  }
  return { needs, notes, gaps: [] };
}

function installedManager(facts: Facts): string {
  return facts.units.flatMap((unit) => unit.effects.packages)[0]?.manager ?? '';
}
