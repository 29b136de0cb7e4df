import { absolutePath, dirname, joinPath } from '../../../src/project/path.js';
import type { ReadonlyFileSystem } from '../../../src/project/types.js';
import type { SourceFacts, TraceNeed } from '../../../src/transform/types.js';
import { factsBuilder } from './facts.js';
import { type Findings, noFindings, type PathUse } from './findings.js';
import { imagePaths } from './image-paths.js';
import { dialectsIn, impliedBy } from './implied.js';
import { type Declared, driversOf, enginesOf } from './named-loads.js';
import { parseSource } from './parse-source.js';
import { startedBy } from './programs.js';
import { type Reached, reach } from './reach.js';
import { createResolver } from './resolve.js';
import { scanSource } from './scan.js';
import { readSettings, type Settings } from './settings.js';
import { allSources, foreignCode, sourceFiles } from './source-files.js';

/** Bundles larger than this are compiled output that nobody wrote. */
const largestFile = 4_000_000;
const mostFiles = 3000;

/** What starts with a path: everything below a directory, or every name that begins so. */
function openPath(path: string, text: string): string {
  if (text === '' || text.endsWith('/')) return `${path === '/' ? '' : path}/**`;
  return `${path}*`;
}

/** What the nearest package.json says about packages that are loaded by name. */
function declaredBy(settings: Settings, dir: string): Declared {
  const manifest = settings.manifestAt(dir)?.manifest;
  const inProduction = (name: string): boolean =>
    manifest !== undefined &&
    [manifest.dependencies, manifest.optionalDependencies, manifest.peerDependencies].some((ranges) =>
      Object.hasOwn(ranges, name),
    );
  return {
    has: (name) => inProduction(name) || Object.hasOwn(manifest?.devDependencies ?? {}, name),
    inProduction,
  };
}

/** Databases that configuration files in JSON name; mappers and their command lines read them by fixed names. */
const jsonConfig = /(?:^|\/)(?:config|knexfile|ormconfig|database)[\w.-]*\.json$/;

/** One file that run-time code loads, with where it leads. */
interface Visited {
  readonly findings: Findings;
  readonly reached: readonly { readonly guarded: boolean; readonly line: number; readonly to: Reached }[];
  readonly spawns: readonly { readonly name: string; readonly line: number }[];
}

/**
 * Follows a Node program through its own sources from its entries: which packages it imports, which files it reads and writes,
 * which programs it starts, which variables it reads, and what of that cannot be known from the text. Packages themselves are
 * not followed. No types are checked: only the files that are reached are parsed. Never throws.
 */
export function traceSources(need: TraceNeed, context: ReadonlyFileSystem): SourceFacts {
  const builder = factsBuilder();
  const settings = readSettings(context);
  const files = sourceFiles(context, settings);
  const paths = imagePaths(need, settings);
  const resolver = createResolver(context, settings, files, need.root);
  const around = { resolver, files, paths, root: need.root };
  const programs = { read: context.read, files, paths, settings, root: need.root };

  const visit = (path: string): Visited => {
    const findings = noFindings();
    const empty = { findings, reached: [], spawns: [] };
    if (path.endsWith('.json')) return empty;
    const size = context.stat(path)?.size ?? 0;
    const text = size > largestFile ? null : context.read(path);
    const source = text === null || foreignCode.test(path) ? null : parseSource(path, text);
    if (source === null) {
      const because =
        size > largestFile ? `${path} is too large to be read` : `${path} cannot be read as JavaScript`;
      findings.gaps.push({ kind: 'parse', because, line: 1 });
      return empty;
    }
    if (source.broken) findings.gaps.push({ kind: 'parse', because: `${path} has syntax errors`, line: 1 });
    const found = scanSource(source, settings.compilerAt(dirname(path)), declaredBy(settings, dirname(path)));
    found.gaps.push(...findings.gaps);
    const spawns: { name: string; line: number }[] = [];
    for (const use of found.spawns) {
      const started = startedBy(use, path, programs);
      for (const name of started.spawns) spawns.push({ name, line: use.line });
      found.uses.push(...started.uses);
      for (const gap of started.gaps) found.gaps.push({ ...gap, line: use.line });
    }
    const reached = found.uses.map((use) => ({
      guarded: use.guarded,
      line: use.line,
      to: reach(use, path, around),
    }));
    return { findings: found, reached, spawns };
  };
  const safely = (path: string): Visited => {
    try {
      return visit(path);
    } catch {
      // Deeply nested generated code overflows the stack.
      const findings = noFindings();
      findings.gaps.push({ kind: 'parse', because: `${path} is nested too deeply`, line: 1 });
      return { findings, reached: [], spawns: [] };
    }
  };

  const entries = need.entries.length > 0 ? need.entries : allSources(context, files, need.root);
  if (entries === null || entries.length === 0)
    builder.addGap('parse', 'no source file was found', `${need.root === '' ? '.' : need.root}:1`);
  const visited = new Map<string, Visited>();
  /** Files that code outside any guard leads to. */
  const certain = new Set<string>(entries ?? []);
  const open = (entries ?? []).toReversed();
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (visited.has(path)) continue;
    if (visited.size >= mostFiles) {
      builder.addGap('parse', `more than ${mostFiles} files are loaded`, `${path}:1`);
      break;
    }
    const result = safely(path);
    visited.set(path, result);
    for (const { to } of result.reached) for (const next of to.files) if (!visited.has(next)) open.push(next);
  }
  const spread = [...certain];
  for (let path = spread.pop(); path !== undefined; path = spread.pop())
    for (const { guarded, to } of visited.get(path)?.reached ?? [])
      if (!guarded)
        for (const next of to.files)
          if (!certain.has(next)) {
            certain.add(next);
            spread.push(next);
          }

  const addPaths = (kind: 'read' | 'write', use: PathUse, path: string): void => {
    const at = `${path}:${use.line}`;
    for (const known of use.values) {
      const image = paths.imageOf(known, path);
      if (image.path === null || !image.sure)
        builder.addGap(
          kind,
          `a path that depends on where the compiled file lies is ${kind === 'read' ? 'read' : 'written'}`,
          at,
        );
      if (image.path === null) continue;
      builder.addPath(kind, known.open ? openPath(image.path, known.text) : image.path, at);
    }
  };

  const rootDeclares = declaredBy(settings, need.root);
  const addDialects = (path: string, at: string): void => {
    const text = jsonConfig.test(path) ? context.read(path) : null;
    for (const dialect of text === null ? [] : dialectsIn(text))
      for (const name of driversOf(dialect, rootDeclares)) builder.addImport(name, at, true);
  };
  for (const path of entries ?? []) addDialects(path, `${path}:1`);

  for (const [path, { findings, reached, spawns }] of visited) {
    const sure = certain.has(path);
    for (const { guarded, line, to } of reached) {
      const at = `${path}:${line}`;
      for (const { name, specifier } of to.packages) {
        builder.addImport(name, at, guarded || !sure);
        const implied = impliedBy(specifier);
        for (const each of implied.packages) builder.addImport(each, at, guarded || !sure);
        for (const each of enginesOf(name, rootDeclares)) builder.addImport(each, at, true);
        if (/^(?:sequelize|typeorm|knex)/.test(name))
          for (const each of [
            'config/config.json',
            'src/config/config.json',
            'ormconfig.json',
            'knexfile.json',
          ])
            addDialects(joinPath(need.root, each), at);
        for (const each of implied.reads) builder.addPath('read', absolutePath(each, need.imageRoot), at);
        if (implied.gap !== null) builder.addGap('import', implied.gap, at);
      }
      for (const gap of to.gaps) if (!guarded || !context.complete) builder.addGap(gap.kind, gap.because, at);
      for (const data of to.data) {
        const image = paths.ofContext(data);
        if (image !== null) builder.addPath('read', image, at);
        addDialects(data, at);
      }
    }
    for (const use of findings.reads) addPaths('read', use, path);
    for (const use of findings.writes) addPaths('write', use, path);
    for (const use of findings.uses) if (use.kind === 'mention') addPaths('read', use, path);
    for (const { name, line } of spawns) builder.addSpawn(name, `${path}:${line}`);
    for (const name of findings.env) builder.addEnv(name);
    for (const gap of findings.gaps) builder.addGap(gap.kind, gap.because, `${path}:${gap.line}`);
  }
  return builder.facts(need.pack);
}
