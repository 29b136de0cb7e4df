import { isBaseTree, within } from '../../src/classify/places.js';
import type { Confidence, Evidence } from '../../src/classify/types.js';
import { absolutePath } from '../../src/project/path.js';
import type { Artefact, Facts } from '../../src/transform/types.js';
import type { GoBuild } from './builds.js';
import type { Entry } from './entry.js';
import { SHELLS } from '../../src/shell/names.js';
import { WRAPPERS } from './known-words.js';
import { livingPrograms, type LivingProgram } from './living.js';
import { collectMade, collectMentions, collectPath, type Collected } from './named-paths.js';
import type { SourceScan } from './scan.js';
import type { PathFinding } from './source/findings.js';

/** Absolute paths of the old base image that own code opens: another base may not have them. */
export function baseFiles(facts: Facts, scan: SourceScan): readonly PathFinding[] {
  return scan.paths.filter(
    (each) =>
      each.sure &&
      each.does === 'read' &&
      each.text.values.some(
        (value) =>
          value.startsWith('/') &&
          isBaseTree(value) &&
          facts.files.stat(value) === null &&
          !/^\/etc\/(?:hosts|hostname|resolv\.conf|passwd|group|localtime|timezone|os-release|ssl\/|mime\.types|machine-id|nsswitch\.conf|services|protocols)/.test(
            value,
          ) &&
          !facts.units.some((unit) => unit.effects.writes.some((write) => within(value, write.path))),
      ),
  );
}

/** Google's client libraries look for a key file by themselves. */
const GOOGLE = /^(?:cloud\.google\.com\/go|google\.golang\.org\/api|firebase\.google\.com\/go)(?:\/|$)/;

/** Files that no program reads where it runs. */
const NO_DATA =
  /^(?:.*\.(?:go|md|mod|sum)|go\.work|LICEN[CS]E.*|Makefile|.*Dockerfile.*|(?:docker-)?compose.*\.ya?ml|\.(?:git|docker|editor|golangci|air|travis).*|\.vscode|\.idea|Procfile|vendor)$/;

/** Shells and wrappers open nothing but what they are told, and that is seen. */
function isHandingOn(name: string): boolean {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return SHELLS.has(base) || Object.hasOwn(WRAPPERS, base);
}

function isOwn(name: string, living: readonly LivingProgram[]): boolean {
  return living.some((each) => each.own && !each.tree && each.path.endsWith(`/${name.replace(/^.*\//, '')}`));
}

/** Is there anything in the directory of the app that a path given at run time could mean? */
function dataBeside(facts: Facts, directory: string, depth = 0): boolean {
  if (depth > 8) return true;
  return facts.files.list(directory).some((name) => {
    if (NO_DATA.test(name)) return false;
    const path = `${directory === '/' ? '' : directory}/${name}`;
    return facts.files.stat(path)?.kind !== 'directory' || dataBeside(facts, path, depth + 1);
  });
}

/**
 * The narrow rungs: the programs alone when own code names no file, else the programs and what it names. Null when the
 * source is not seen whole; then the directory of the app is kept whole. Third-party code gets its paths from own code,
 * so every string of own code, of the environment, of the start command and of configuration that names a file counts.
 */
export function artefact(
  facts: Facts,
  builds: readonly GoBuild[],
  scan: SourceScan,
  entry: Entry,
): Artefact | null {
  if (!scan.whole || entry.kind !== 'binary' || entry.path === null || !facts.files.complete) return null;
  const living = livingPrograms(facts, builds);
  if (living.some((each) => each.tree) || entry.script || !entry.whole) return null;
  const { workdir } = facts.contract;
  const out: Collected = { claims: new Map(), gaps: new Set() };
  const programs = new Set(living.map((each) => each.path));
  for (const each of living) {
    if (!each.own) continue;
    const evidence: Evidence = {
      rule: 'go/program',
      because: `go ${each.build.call.verb} makes it`,
      at: each.build.unit.place,
    };
    out.claims.set(each.path, { path: each.path, tree: false, confidence: 'proven', evidence });
  }
  if (!programs.has(entry.path)) {
    const evidence = entry.evidence[0] ?? { rule: 'go/entry', because: 'it is started', at: entry.at };
    out.claims.set(entry.path, { path: entry.path, tree: false, confidence: 'strong', evidence });
  }
  const count = out.claims.size;
  for (const gap of scan.gaps)
    if (gap.kind !== 'spawn')
      out.gaps.add(gap.at ? `${gap.because} (${gap.at.source}:${gap.at.line})` : gap.because);
  for (const finding of scan.paths) collectPath(facts, scan, finding, workdir, programs, out);
  const at = entry.at ?? { source: facts.doc.source, line: 1, endLine: 1, span: { start: 0, end: 0 } };
  const words = [...entry.mentioned, ...Object.values(facts.contract.env)].flatMap((word) => [
    word,
    ...(word.includes('=') ? [word.slice(word.indexOf('=') + 1)] : []),
  ]);
  for (const word of words)
    if (word.length > 1 && word !== workdir)
      collectPath(
        facts,
        scan,
        { text: { kind: 'exact', values: [word] }, tree: true, does: 'read', sure: false, at },
        workdir,
        programs,
        out,
      );
  const data = dataBeside(facts, workdir);
  for (const [name, where] of scan.env)
    if (data && facts.contract.env[name] === undefined)
      out.gaps.add(`a path may come from the environment variable ${name} (${where.source}:${where.line})`);
  // What another program opens is not traced: goose takes the migrations of the working directory, git its repository.
  const tools = [
    ...scan.spawns.map((each) => each.name),
    ...entry.programs.map((each) => each.name).filter((name) => !isHandingOn(name)),
  ].filter((name) => !programs.has(absolutePath(name, workdir)) && !isOwn(name, living));
  if (tools[0] !== undefined && (data || SHELLS.has(tools[0]) || facts.files.stat(`${workdir}/.git`)))
    out.gaps.add(`${tools[0]} may read any file of the app`);
  const google = scan.thirdParty.find((path) => GOOGLE.test(path));
  if (data && google && facts.contract.env['GOOGLE_APPLICATION_CREDENTIALS'] === undefined)
    out.gaps.add(`${google} takes a path from the environment variable GOOGLE_APPLICATION_CREDENTIALS`);
  collectMade(facts, workdir, out);
  collectMentions(facts, scan, workdir, programs, out);
  const confidence: Confidence = scan.foreign || scan.generated ? 'strong' : 'proven';
  const narrow = out.claims.size === count;
  return {
    rung: narrow ? 'artefact' : 'selective',
    paths: [...out.claims.values()],
    confidence,
    evidence: [
      {
        rule: 'go/closure',
        because: narrow ? 'own code names no file of the image' : 'own code names these files and no others',
        at: null,
      },
    ],
    gaps: [...out.gaps],
  };
}
