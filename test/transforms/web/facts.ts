import { gatherFacts } from '../../../src/classify/facts.js';
import { parseImageRef } from '../../../src/data/image-ref.js';
import { imageFacts } from '../../../src/data/images.js';
import { parseDockerfile } from '../../../src/dockerfile/parse.js';
import { genericCommands, mergeTables } from '../../../src/effects/table.js';
import { memoryFileSystem, type MemoryFile } from '../../../src/project/file-system.js';
import { rewrite, type RewriteResult } from '../../../src/rewrite.js';
import type { Contribution, Facts } from '../../../src/transform/types.js';
import { packs, web } from '../../../transforms/index.js';

export type Files = Readonly<Record<string, MemoryFile>>;

const { table } = mergeTables([genericCommands, ...packs.map((pack) => pack.commands)]);

const project: Files = {
  'package.json': JSON.stringify({
    name: 'site',
    scripts: { build: 'vite build' },
    devDependencies: { vite: '5.0.0' },
  }),
  'index.html': '<!doctype html>',
};

/** A project that vite builds into /app/dist, with what a test adds. */
export function site(files: Files = {}): Files {
  return { ...project, ...files };
}

/** The usual build of a site, then a test's own lines. */
export function built(lines: string, base = 'node:20-bookworm'): string {
  return `FROM ${base}\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\nCOPY . .\nRUN npm run build\n${lines}\n`;
}

export const aptNginx = 'RUN apt-get update && apt-get install -y nginx && rm -rf /var/lib/apt/lists/*';
export const nginxStart = 'CMD ["nginx", "-g", "daemon off;"]';

export function factsOf(dockerfile: string, files: Files): Facts {
  const doc = parseDockerfile(dockerfile);
  const stage = doc.stages.at(-1);
  if (!stage) throw new Error('the test has no FROM');
  const baseRef = stage.image === null ? null : parseImageRef(stage.image);
  return gatherFacts({
    doc,
    stage,
    context: memoryFileSystem(files),
    base: baseRef ? imageFacts(baseRef) : null,
    baseRef,
    sources: [],
    level: 'standard',
    allow: [],
    buildArgs: {},
    table,
  });
}

export function contributed(dockerfile: string, files: Files = site()): Contribution {
  return web.contribute(factsOf(dockerfile, files));
}

/** Images that the pack offers for the final stage. */
export function images(dockerfile: string, files: Files = site()): readonly string[] {
  const facts = factsOf(dockerfile, files);
  return facts.baseRef
    ? web.bases(facts.baseRef, facts, web.contribute(facts)).map((each) => each.image)
    : [];
}

/** Paths of the narrow rung; null when it is not proven. */
export function narrow(dockerfile: string, files: Files = site()): readonly string[] | null {
  const { artefact } = contributed(dockerfile, files);
  return artefact && artefact.gaps.length === 0 ? artefact.paths.map((each) => each.path).sort() : null;
}

export function rewritten(dockerfile: string, files: Files = site()): RewriteResult {
  return rewrite({ text: dockerfile, source: 'Dockerfile' }, {}, { context: memoryFileSystem(files) });
}

/** The last stage of the new text. */
export function finalStage(dockerfile: string, files: Files = site()): string {
  const { report } = rewritten(dockerfile, files);
  const text = report.text ?? '';
  return report.outcome === 'rewritten' ? text.slice(text.lastIndexOf('\nFROM ') + 1) : `(${report.outcome})`;
}
