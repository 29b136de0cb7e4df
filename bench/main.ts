import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rewrite } from '../src/rewrite.js';
import { corpusCases, corpusRoot } from '../test/support/corpus.js';

const ROUNDS = 20;
const COLD_RUNS = 15;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function print(name: string, value: string): void {
  process.stdout.write(`${name.padEnd(46)}${value}\n`);
}

/** Wall time of a program in milliseconds, the median of several runs. */
function cold(args: readonly string[]): number {
  const times: number[] = [];
  for (let run = 0; run < COLD_RUNS; run++) {
    const start = performance.now();
    spawnSync(process.execPath, args, { stdio: 'ignore' });
    times.push(performance.now() - start);
  }
  return median(times);
}

/** The whole pipeline without source traces, on every case of the corpus; then the command line started anew. */
function main(): void {
  const cases = corpusCases();
  const medians: number[] = [];
  let total = 0;
  let peak = 0;
  for (const each of cases) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      rewrite(
        { text: each.text, source: 'Dockerfile' },
        each.options,
        each.context ? { context: each.context } : {},
      );
      times.push(performance.now() - start);
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    medians.push(median(times));
    total += times.reduce((sum, time) => sum + time, 0);
  }
  const slowest = Math.max(...medians);
  print('files', `${cases.length}, ${ROUNDS} times each`);
  print('Dockerfiles per second', ((cases.length * ROUNDS * 1000) / total).toFixed(0));
  print('median per file', `${median(medians).toFixed(2)} ms`);
  print('slowest file', `${slowest.toFixed(2)} ms`);
  print('peak memory (resident)', `${(peak / 1e6).toFixed(0)} MB`);

  const root = corpusRoot();
  const cli = join(root, '..', 'dist', 'cli', 'dockopt.js');
  const sample = readdirSync(join(root, 'go'))
    .map((name) => join(root, 'go', name, 'Dockerfile'))
    .find((path) => existsSync(path));
  if (!sample || readFileSync(sample).length === 0) return;
  const bare = cold(['-e', '0']);
  const rewriting = cold([cli, 'rewrite', sample]);
  print('node -e 0, cold', `${bare.toFixed(0)} ms`);
  print(
    'dockopt rewrite, cold',
    `${rewriting.toFixed(0)} ms, ${(rewriting / bare).toFixed(2)} times as long`,
  );
}

main();
