import type { Place } from '../../src/source/span.js';
import { within } from '../../src/classify/places.js';
import type { Facts, UnitFacts } from '../../src/transform/types.js';
import type { GoBuild } from './builds.js';
import { goPath } from './commands/call.js';
import { buildTarget } from './commands/target.js';
import { belongsTo, SELF_READING, SPAWNING } from './source/calls.js';
import type { Gap, NeedName, PathFinding, SpawnFinding } from './source/findings.js';
import { moduleFacts, type Requirement } from './source/modules.js';
import { readGraph } from './source/packages.js';
import { readPackage } from './source/read-package.js';

/** What the source of everything that is built says, all programs of the image together. */
export interface SourceScan {
  /** True when every package of the own code was read. */
  readonly whole: boolean;
  readonly paths: readonly PathFinding[];
  readonly spawns: readonly SpawnFinding[];
  readonly gaps: readonly Gap[];
  readonly needs: ReadonlyMap<NeedName, Place>;
  readonly env: ReadonlyMap<string, Place>;
  readonly std: ReadonlyMap<string, string>;
  /** Packages of other modules that are imported and not in the context. */
  readonly thirdParty: readonly string[];
  /** True when code of other modules, vendored or not, is in the programs: it is not searched for what it reads and starts. */
  readonly foreign: boolean;
  readonly requires: readonly Requirement[];
  /** Absolute patterns of `//go:embed`: what they name is in the program. */
  readonly embeds: readonly string[];
  /** True when code is generated in the build: what it imports is not seen. */
  readonly generated: boolean;
  /** Vendored or local packages with C code, by directory. */
  readonly cgo: readonly string[];
}

const NOTHING: SourceScan = {
  whole: false,
  paths: [],
  spawns: [],
  gaps: [],
  needs: new Map(),
  env: new Map(),
  std: new Map(),
  thirdParty: [],
  foreign: false,
  requires: [],
  embeds: [],
  generated: false,
  cgo: [],
};

/** Generators whose output calls libraries and nothing else: it opens no files and starts no programs. */
const QUIET_GENERATORS = new Set(
  'swag wire sqlc templ protoc buf mockgen stringer easyjson gqlgen oapi-codegen statik go-bindata packr2 esc'.split(
    ' ',
  ),
);

/** Commands before the build that may have changed the sources, seen from the directory of the module. */
function changedSources(
  facts: Facts,
  before: UnitFacts,
  root: string,
): { readonly generated: boolean; readonly by: UnitFacts | null } {
  let generated = false;
  for (const unit of facts.units) {
    if (unit === before) break;
    if (!unit.unit) continue;
    const { opaque, model, writes, removes } = unit.effects;
    const hits = (path: string): boolean => within(path, root) || within(root, path);
    // Owners and modes are not sources.
    if (/^(?:chown|chgrp|chmod|setfacl|mkdir)\b/.test(model)) continue;
    // JavaScript tools write no Go.
    if (/^(?:npm|yarn|pnpm|bun|npx|node)\b/.test(model)) continue;
    const written = writes.some(
      (write) => (write.role === 'source' || write.path.endsWith('.go')) && hits(write.path),
    );
    const removed = removes.some(
      (path) => hits(path.replace(/\/?\*.*$/, '') || '/') && !/node_modules|\.cache|\/tmp/.test(path),
    );
    const touched = opaque !== null && (opaque.within === null || opaque.within.some(hits));
    if (!written && !touched && !removed) continue;
    generated = true;
    if (!QUIET_GENERATORS.has(model)) return { generated, by: unit };
  }
  return { generated, by: null };
}

/** Reads the own source of every program that the builds make. */
export function scanSources(facts: Facts, builds: readonly GoBuild[]): SourceScan {
  if (!facts.context.complete || builds.length === 0) return NOTHING;
  const paths: PathFinding[] = [];
  const spawns: SpawnFinding[] = [];
  const gaps: Gap[] = [];
  const needs = new Map<NeedName, Place>();
  const env = new Map<string, Place>();
  const envLike = new Map<string, Place>();
  let envComputed = false;
  const std = new Map<string, string>();
  const thirdParty = new Map<string, string>();
  const requires: Requirement[] = [];
  const embeds: string[] = [];
  const cgo: string[] = [];
  const read = new Set<string>();
  let whole = true;
  let generated = false;
  let vendored = false;
  for (const build of builds) {
    const roots = build.produced.flatMap((each) =>
      each.dir === null ? [] : [{ dir: each.dir, only: each.only }],
    );
    if (roots.length < build.produced.length || build.open !== null) {
      if (build.produced.every((each) => each.dir === null && !each.tree) && build.call.verb !== 'build')
        continue;
      whole = false;
      gaps.push({
        kind: 'parse',
        because: build.open ?? 'the source of a program that is built is not in the context',
        at: build.unit.place,
      });
    }
    const cwd = build.call.cwd ?? build.unit.cwd;
    const modules = moduleFacts(roots[0]?.dir ?? cwd, build.unit.files, goPath(build.call, '/root'));
    requires.push(...modules.requires);
    const root = modules.modules.find((each) => within(cwd, each.dir))?.dir ?? cwd;
    const changed = changedSources(facts, build.unit, root);
    generated ||= changed.generated;
    if (changed.by) {
      whole = false;
      gaps.push({
        kind: 'parse',
        because: `${changed.by.effects.model} may have changed the sources before the build`,
        at: changed.by.place,
      });
    }
    const graph = readGraph(roots, modules.modules, build.unit.files, buildTarget(build.call));
    for (const [path, at] of graph.std) std.set(path, std.get(path) ?? at);
    for (const [path, at] of graph.thirdParty) thirdParty.set(path, at);
    for (const each of graph.broken) {
      whole = false;
      gaps.push({ kind: 'parse', because: `${each} could not be read as Go`, at: null });
    }
    for (const [path, at] of graph.missing)
      if (changed.generated) generated = true;
      else {
        whole = false;
        gaps.push({ kind: 'import', because: `${path} (${at}) is not in the build context`, at: null });
      }
    for (const pack of graph.packages) {
      if (pack.files.some((file) => file.imports.some((each) => each.path === 'C'))) cgo.push(pack.dir);
      if (!pack.own) {
        vendored = true;
        thirdParty.delete(pack.path);
        continue;
      }
      if (read.has(pack.dir)) continue;
      read.add(pack.dir);
      const found = readPackage(pack);
      paths.push(...found.paths);
      spawns.push(...found.spawns);
      gaps.push(...found.gaps);
      for (const [need, at] of found.needs) if (!needs.has(need)) needs.set(need, at);
      for (const [name, at] of found.env) if (!env.has(name)) env.set(name, at);
      for (const [name, at] of found.envLike) envLike.set(name, at);
      envComputed ||= found.envComputed;
      for (const file of pack.files) for (const pattern of file.embeds) embeds.push(`${pack.dir}/${pattern}`);
      for (const file of pack.files)
        for (const each of file.imports) {
          const self = SELF_READING.find((one) => belongsTo(each.path, one.module));
          if (self) gaps.push({ kind: 'read', because: self.because, at: null });
          const spawning = SPAWNING.find((one) => belongsTo(each.path, one.module));
          const at: Place = {
            source: file.path,
            line: each.line,
            endLine: each.line,
            span: { start: 0, end: 0 },
          };
          for (const name of spawning?.programs ?? []) spawns.push({ name, at });
        }
    }
  }
  if (envComputed) for (const [name, at] of envLike) if (!env.has(name)) env.set(name, at);
  return {
    whole: whole && read.size > 0,
    paths,
    spawns,
    gaps,
    needs,
    env,
    std,
    thirdParty: [...thirdParty.keys()],
    foreign: vendored || thirdParty.size > 0,
    requires,
    embeds,
    generated,
    cgo,
  };
}
