import { writeFileSync, mkdtempSync, rmSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rewriteWithContext } from '../../src/node/supply.js';
import type { CorpusCase } from '../support/corpus.js';
import { chosenCases } from './choose.js';
import { docker } from './engine.js';
import { imageConfig, observe } from './observe.js';

const BUILD_SECONDS = 900;

function log(line: string): void {
  process.stdout.write(`${line}\n`);
}

function tag(each: CorpusCase, which: string): string {
  return `dockopt-test/${each.name.replaceAll('/', '-')}:${which}`;
}

async function build(
  each: CorpusCase,
  which: string,
  text: string,
  directory: string,
): Promise<string | null> {
  const file = join(directory, `Dockerfile.${which}`);
  writeFileSync(file, text);
  const context = join(each.directory, 'context');
  const args = Object.entries(each.spec.buildArgs ?? {}).flatMap(([name, value]) => [
    '--build-arg',
    `${name}=${value}`,
  ]);
  const built = await docker(
    ['build', '-q', '-t', tag(each, which), '-f', file, ...args, each.context ? context : directory],
    BUILD_SECONDS,
  );
  return built.code === 0 ? null : `the ${which} image does not build:\n${built.stderr.slice(-2000)}`;
}

async function check(each: CorpusCase, directory: string): Promise<string | null> {
  const { run } = each.spec;
  if (!run) return null;
  const { report } = await rewriteWithContext(
    { text: each.text, source: 'Dockerfile' },
    each.options,
    each.context,
  );
  if (report.outcome !== 'rewritten' || report.text === null) return `it is ${report.outcome}`;
  const failed =
    (await build(each, 'before', each.text, directory)) ??
    (await build(each, 'after', report.text, directory));
  if (failed) return failed;
  const before = await observe(tag(each, 'before'), run);
  if (before.failure) return `the original: ${before.failure}`;
  const after = await observe(tag(each, 'after'), run);
  if (after.failure) return `the rewrite: ${after.failure}`;
  const different = before.seen.findIndex((seen, index) => seen !== after.seen[index]);
  if (different >= 0)
    return `they differ:\n--- before\n${before.seen[different] ?? ''}\n--- after\n${after.seen[different] ?? ''}`;
  const [config, rewritten] = [await imageConfig(tag(each, 'before')), await imageConfig(tag(each, 'after'))];
  const start = report.decisions.some((each2) => each2.subject === 'cmd' || each2.subject === 'entrypoint');
  return config === rewritten || start
    ? null
    : `their configs differ:\n--- before\n${config}\n--- after\n${rewritten}`;
}

async function size(image: string): Promise<number> {
  const { stdout } = await docker(['image', 'inspect', '-f', '{{.Size}}', image]);
  return Math.round(Number(stdout.trim()) / 1e6);
}

/** Builds and starts every case with a `run`, before and after: all with --all, named ones by name, else the representative set. */
async function main(): Promise<number> {
  const chosen = chosenCases(process.argv.slice(2));
  const directory = mkdtempSync(join(tmpdir(), 'dockopt-test-'));
  mkdirSync(directory, { recursive: true });
  let passed = 0;
  let failed = 0;
  for (const each of chosen) {
    const started = Date.now();
    const problem = await check(each, directory);
    const seconds = Math.round((Date.now() - started) / 1000);
    if (problem) {
      failed++;
      log(`not ok ${each.name} (${seconds} s)\n${problem}`);
    } else {
      passed++;
      const sizes = [await size(tag(each, 'before')), await size(tag(each, 'after'))];
      log(`ok ${each.name} (${seconds} s, ${sizes[0] ?? 0} MB -> ${sizes[1] ?? 0} MB here)`);
    }
    await docker(['image', 'rm', '-f', tag(each, 'before'), tag(each, 'after')]);
  }
  rmSync(directory, { recursive: true, force: true });
  log(`docker: ${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

process.exitCode = await main();
