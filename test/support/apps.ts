import { memoryFileSystem } from '../../src/project/file-system.js';
import { rewrite, type RewriteOptions } from '../../src/rewrite.js';
import type { Report } from '../../src/report/types.js';
import type { SourceFacts } from '../../src/transform/types.js';

const SCRIPT = '#!/bin/sh\nset -e\nexec "$@"\n';

const MANIFEST = {
  name: 'app',
  version: '1.0.0',
  scripts: { start: 'node server.js', build: 'tsc -p .', test: 'mocha' },
  dependencies: { express: '^4.18.0' },
  devDependencies: { typescript: '^5.0.0', mocha: '^10.0.0' },
};

const LOCK = {
  name: 'app',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: {
    '': { name: 'app', dependencies: MANIFEST.dependencies, devDependencies: MANIFEST.devDependencies },
    'node_modules/express': { version: '4.18.0' },
    'node_modules/typescript': { version: '5.0.0', dev: true },
    'node_modules/mocha': { version: '10.0.0', dev: true },
  },
};

/** A small server with one dependency, development tools, configuration and scripts beside it. */
export const nodeApp = memoryFileSystem({
  'package.json': JSON.stringify(MANIFEST),
  'package-lock.json': JSON.stringify(LOCK),
  'server.js': "require('express')().listen(3000);",
  'entrypoint.sh': { text: SCRIPT, mode: 0o755 },
  'conf/app.conf': 'x',
  'bin/tool': { text: '#!/bin/sh\necho hi\n', mode: 0o755 },
  crontab: '* * * * * node /app/server.js\n',
});

/** What tracing the server's sources gives: it imports express, and neither reads, writes nor starts anything. */
const traced: SourceFacts = {
  pack: 'npm',
  imports: [{ name: 'express', at: 'server.js:1', guarded: false }],
  reads: [],
  writes: [],
  spawns: [],
  env: [],
  gaps: [],
};

export const goApp = memoryFileSystem({
  'go.mod': 'module example.com/a\n\ngo 1.22\n',
  'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
  'conf/app.conf': 'x',
  'entrypoint.sh': { text: SCRIPT, mode: 0o755 },
});

/** Rewrites a Dockerfile of the node app, its sources traced. */
export function rewriteNode(text: string, options: RewriteOptions = {}): Report {
  return rewrite({ text, source: 'Dockerfile' }, options, { context: nodeApp, sources: [traced] }).report;
}

export function rewriteGo(text: string, options: RewriteOptions = {}): Report {
  return rewrite({ text, source: 'Dockerfile' }, options, { context: goApp }).report;
}

/** The lines of the new file from its last FROM on; why not, when there is no new file. */
export function finalLines(report: Report): readonly string[] {
  if (report.outcome !== 'rewritten' || report.text === null)
    return [report.outcome, ...report.refusals.map((each) => `${each.code} ${each.message}`)];
  const lines = report.text.split(/\r?\n/);
  return lines.slice(lines.findLastIndex((line) => /^FROM/i.test(line))).filter((line) => line !== '');
}

/** The lines of the stage that was divided off, up to the last FROM. */
export function buildLines(report: Report): readonly string[] {
  const lines = (report.text ?? '').split(/\r?\n/);
  return lines
    .slice(
      0,
      lines.findLastIndex((line) => /^FROM/i.test(line)),
    )
    .filter((line) => line !== '');
}
