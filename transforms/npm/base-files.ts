import { dataPackages, dataPathsIn } from '../../src/data/base-data.js';
import { providesPackage } from '../../src/data/provides.js';
import type { Facts, LibraryNeed, SourceFacts } from '../../src/transform/types.js';
import type { Start } from './entry/judge.js';
import type { AppProject } from './project.js';

/** Files that may name a path to read: sources, configuration, scripts; lock files name none. */
const readable = /(?:\.(?:[cm]?[jt]sx?|json|ya?ml|toml|ini|conf|cfg|sh)|(?:^|\/)\.env[\w.-]*)$/;
const skipped =
  /^(?:node_modules|\.git|tests?|__tests__|docs?|coverage)$|^(?:package-lock|npm-shrinkwrap)\.json$/;

const LARGEST = 200_000;
const MOST = 1500;

/** The node options with which it takes the system's certificates in the place of its own. */
const systemCertificates = /--use-(?:openssl|system)-ca\b|\bNODE_USE_SYSTEM_CA=1\b/;
const CERTIFICATES = '/etc/ssl/certs';

interface Named {
  readonly path: string;
  readonly at: string;
}

function namedIn(text: string, at: string): readonly Named[] {
  const paths = dataPathsIn(text).map((path) => ({ path, at }));
  return systemCertificates.test(text) ? [...paths, { path: CERTIFICATES, at }] : paths;
}

/** Paths that the project's own files name, and so may read through a setting that no trace follows. */
function namedByFiles(facts: Facts, dir: string): readonly Named[] {
  const found: Named[] = [];
  let left = MOST;
  const visit = (directory: string): void => {
    for (const name of facts.files.list(directory)) {
      const path = `${directory === '/' ? '' : directory}/${name}`;
      if (skipped.test(name) || left <= 0) continue;
      const entry = facts.files.stat(path);
      if (entry?.kind === 'directory') visit(path);
      if (entry?.kind !== 'file' || entry.size > LARGEST || !readable.test(name)) continue;
      left--;
      found.push(...namedIn(facts.files.read(path) ?? '', path));
    }
  };
  visit(dir);
  return found;
}

function namedByConfig({ contract }: Facts): readonly Named[] {
  const words = [...(contract.entrypoint ?? []), ...(contract.cmd ?? [])].join(' ');
  const env = Object.entries(contract.env).flatMap(([name, value]) =>
    namedIn(`${name}=${value}`, `ENV ${name}`),
  );
  return [...env, ...namedIn(words, 'the start command')];
}

/**
 * Files of the old base that run time reads by a path that stands in the code, the configuration or the environment:
 * certificates, the MIME table and the like. They are packages' own, and a smaller base may lack them.
 */
export function baseFileNeeds(
  facts: Facts,
  start: Start,
  project: AppProject,
  sources: readonly SourceFacts[],
): readonly LibraryNeed[] {
  const { base } = facts;
  if (base?.packageManager !== 'apt') return [];
  const all: Named[] = [
    ...namedByConfig(facts),
    ...sources.flatMap((each) => each.reads),
    ...[...start.trail.scriptsRun].flatMap((path) => namedIn(facts.files.read(path) ?? '', path)),
    ...(sources.length > 0 ? namedByFiles(facts, project.dir) : []),
  ];
  const needs = new Map<string, LibraryNeed>();
  for (const { path, at } of all) {
    // What the Dockerfile brings itself comes along anyway.
    if (facts.files.stat(path)?.kind === 'file') continue;
    for (const name of dataPackages(path)) {
      if (needs.has(name) || providesPackage(base, name) !== 'yes') continue;
      const because = `${at} names ${path}, which the base image has of ${name}`;
      needs.set(name, {
        apt: [name],
        apk: [],
        confidence: 'strong',
        evidence: { rule: 'npm/base-file', because, at: null },
      });
    }
  }
  return [...needs.values()];
}
