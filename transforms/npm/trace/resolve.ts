import { field, isRecord, textOf } from '../../../src/project/json.js';
import { readWorkspace } from '../../../src/project/npm/workspace.js';
import { dirname, joinPath } from '../../../src/project/path.js';
import type { ReadonlyFileSystem } from '../../../src/project/types.js';
import { isNodeModule, packageOfImport } from '../module-names.js';
import { isGenerated, prismaOutputs } from './prisma-output.js';
import type { Settings } from './settings.js';
import type { SourceFiles } from './source-files.js';

/** What a specifier stands for. A package of the same repository is a package and own files at once. */
export interface Resolution {
  /** Own files, context paths. */
  readonly files: readonly string[];
  /** Package that must be installed, or null. */
  readonly package: string | null;
  /** Why nothing was found, or null. */
  readonly missing: string | null;
}

const nothing: Resolution = { files: [], package: null, missing: null };

/** Every file that an `exports` or `imports` entry may lead to, whatever the conditions. */
function targetsOf(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return [value];
  if (depth > 6) return [];
  if (Array.isArray(value)) return value.flatMap((each) => targetsOf(each, depth + 1));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([condition, target]) =>
    condition === 'types' || condition === 'browser' ? [] : targetsOf(target, depth + 1),
  );
}

/** Looks a key up in an `imports`, `exports` or `paths` table, where one `*` stands for any text. */
function matchPattern(pattern: string, name: string): string | null {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === name ? '' : null;
  const before = pattern.slice(0, star);
  const after = pattern.slice(star + 1);
  if (name.length < before.length + after.length || !name.startsWith(before) || !name.endsWith(after))
    return null;
  return name.slice(before.length, name.length - after.length);
}

export interface Resolver {
  /** Resolves a specifier as written in a file (context path). */
  readonly resolve: (specifier: string, from: string) => Resolution;
}

/** Finds what an import or require leads to, after Node's rules and the paths of tsconfig.json. `root` is the package's directory in the context. */
export function createResolver(
  fs: ReadonlyFileSystem,
  settings: Settings,
  files: SourceFiles,
  root: string,
): Resolver {
  const generated = prismaOutputs(fs, settings, root);
  const prismaClient: Resolution = { files: [], package: '@prisma/client', missing: null };
  let members: ReadonlyMap<string, string> | null = null;
  /** Packages of this repository by name, with their directory. */
  const workspace = (): ReadonlyMap<string, string> => {
    if (members !== null) return members;
    const found = new Map<string, string>();
    const add = (dir: string, name: string | null): void => {
      if (name !== null && !found.has(name)) found.set(name, dir);
    };
    for (let at = root; ; at = dirname(at)) {
      add(at, settings.manifestIn(at)?.name ?? null);
      for (const each of readWorkspace(fs, at)?.packages ?? []) add(each.dir, each.manifest.name);
      if (at === '') break;
    }
    const own = settings.manifestIn(root);
    for (const [name, range] of Object.entries({ ...own?.dependencies, ...own?.devDependencies })) {
      const path = /^(?:file|link|portal):(.+)$/.exec(range)?.[1];
      if (path !== undefined && !path.startsWith('/') && files.kindOf(joinPath(root, path)) === 'directory')
        add(joinPath(root, path), name);
    }
    members = found;
    return found;
  };

  const inPackage = (dir: string, rest: string): readonly string[] => {
    const manifest = settings.manifestIn(dir);
    const key = rest === '' ? '.' : `./${rest}`;
    const exported = field(manifest?.raw, 'exports');
    const table =
      isRecord(exported) && Object.keys(exported).some((each) => each.startsWith('.')) ? exported : null;
    const targets: string[] = [];
    if (table === null && exported !== undefined && rest === '') targets.push(...targetsOf(exported));
    for (const [pattern, value] of Object.entries(table ?? {})) {
      const star = matchPattern(pattern, key);
      if (star !== null) targets.push(...targetsOf(value).map((each) => each.replaceAll('*', star)));
    }
    if (targets.length === 0 && rest === '')
      for (const name of ['main', 'module']) {
        const main = textOf(field(manifest?.raw, name));
        if (main !== null) targets.push(main);
      }
    if (targets.length === 0) targets.push(rest === '' ? 'index' : rest);
    const found = targets.map((target) => files.find(joinPath(dir, target))).filter((path) => path !== null);
    if (found.length > 0) return [...new Set(found)];
    const fallback = files.find(joinPath(dir, rest)) ?? files.find(joinPath(dir, 'src', rest));
    return fallback === null ? [] : [fallback];
  };

  const bare = (specifier: string, from: string): Resolution => {
    const { aliases, baseUrl } = settings.compilerAt(dirname(from));
    const owner = settings.manifestAt(dirname(from));
    const name = packageOfImport(specifier);
    const declared =
      name !== null &&
      owner !== null &&
      [owner.manifest.dependencies, owner.manifest.devDependencies, owner.manifest.optionalDependencies].some(
        (ranges) => Object.hasOwn(ranges, name),
      );
    const builtin = isNodeModule(specifier);
    let aliased = false;
    for (const alias of aliases) {
      const star = matchPattern(alias.pattern, specifier);
      if (star === null || alias.pattern === '*') continue;
      aliased = true;
      if (alias.targets.some((target) => isGenerated(target.replaceAll('*', star), generated)))
        return prismaClient;
      for (const target of alias.targets) {
        const found = files.find(target.replaceAll('*', star));
        if (found !== null && !/(?:^|\/)node_modules\//.test(found))
          return { files: [found], package: declared ? name : null, missing: null };
      }
    }
    if (builtin) return nothing;
    if (baseUrl !== null || aliases.some((each) => each.pattern === '*')) {
      const found = files.find(joinPath(baseUrl ?? '', specifier));
      if (found !== null) return { files: [found], package: declared ? name : null, missing: null };
    }
    if (name !== null) {
      const dir = workspace().get(name);
      if (dir !== undefined) {
        const found = inPackage(dir, specifier.slice(name.length + 1));
        return {
          files: found,
          // A package may import itself by name; nothing has to be installed for that.
          package: owner?.manifest.name === name ? null : name,
          missing:
            found.length > 0
              ? null
              : `${specifier} is a package of this repository, and its code is not in the build context`,
        };
      }
    }
    if (aliased && !declared)
      return { ...nothing, missing: `${specifier} leads to own code that is not in the build context` };
    const short = /^(?:@|~|@\/|~\/|#)\//.test(specifier) ? specifier.replace(/^[@~#]+\/+/, '') : null;
    if (short !== null && owner !== null)
      for (const dir of ['src', 'app', '']) {
        const found = files.find(joinPath(owner.dir, dir, short));
        if (found !== null) return { files: [found], package: null, missing: null };
      }
    return name === null || short !== null
      ? {
          ...nothing,
          missing: `${specifier} is not the name of a package, and nothing says what it stands for`,
        }
      : { ...nothing, package: name };
  };

  const internal = (specifier: string, from: string): Resolution | null => {
    const owner = settings.manifestAt(dirname(from));
    const table = field(owner?.manifest.raw, 'imports');
    if (owner === null || !isRecord(table)) return null;
    const found: string[] = [];
    let matched = false;
    for (const [pattern, value] of Object.entries(table)) {
      const star = matchPattern(pattern, specifier);
      if (star === null) continue;
      for (const target of targetsOf(value)) {
        const name = target.replaceAll('*', star);
        if (!name.startsWith('.')) return bare(name, from);
        matched = true;
        const file = files.find(joinPath(owner.dir, name));
        if (file !== null) found.push(file);
      }
    }
    if (!matched) return null;
    return found.length > 0
      ? { ...nothing, files: [...new Set(found)] }
      : { ...nothing, missing: `${specifier} leads to own code that is not in the build context` };
  };

  const resolve = (written: string, from: string): Resolution => {
    const specifier = written.replace(/[?].*$/, '').replace(/^.*!/, '');
    if (specifier === '' || /^(?:data|https?|blob|virtual):/.test(specifier)) return nothing;
    if (/^\.{1,2}(?:\/|$)/.test(specifier)) {
      const path = joinPath(dirname(from), specifier);
      const found = files.find(path);
      if (found === null && isGenerated(path, generated)) return prismaClient;
      return found === null
        ? { ...nothing, missing: `${specifier} is not in the build context` }
        : { ...nothing, files: [found] };
    }
    if (specifier.startsWith('#')) {
      const found = internal(specifier, from);
      if (found !== null) return found;
    }
    return bare(specifier, from);
  };
  return { resolve };
}
