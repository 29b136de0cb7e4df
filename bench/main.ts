import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

interface Cold {
  readonly best: number;
  readonly median: number;
}

/** Wall time of programs in milliseconds, run in turns so that what else the machine does hits them alike. */
function cold(programs: readonly (readonly string[])[]): readonly Cold[] {
  const times: number[][] = programs.map(() => []);
  for (let run = 0; run < COLD_RUNS; run++) {
    programs.forEach((args, index) => {
      const start = performance.now();
      spawnSync(process.execPath, args, { stdio: 'ignore' });
      times[index]?.push(performance.now() - start);
    });
  }
  return times.map((each) => ({ best: Math.min(...each), median: median(each) }));
}

function shownCold({ best, median: middle }: Cold): string {
  return `${best.toFixed(0)} ms at best, ${middle.toFixed(0)} ms in the median`;
}

/** The whole pipeline without source traces, on every case of the corpus; then the command line started anew. */
function main(): void {
  const cases = corpusCases();
  const medians: number[] = [];
  const bests: number[] = [];
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
    bests.push(Math.min(...times));
    total += times.reduce((sum, time) => sum + time, 0);
  }
  const slowest = Math.max(...medians);
  print('files', `${cases.length}, ${ROUNDS} times each`);
  print('Dockerfiles per second', ((cases.length * ROUNDS * 1000) / total).toFixed(0));
  print('median per file', `${median(medians).toFixed(2)} ms, ${median(bests).toFixed(2)} ms at best`);
  print('slowest file', `${slowest.toFixed(2)} ms, ${Math.max(...bests).toFixed(2)} ms at best`);
  print('peak memory (resident)', `${(peak / 1e6).toFixed(0)} MB`);

  const root = corpusRoot();
  const cli = join(root, '..', 'dist', 'cli', 'dockopt.js');
  const sample = readdirSync(join(root, 'go'))
    .map((name) => join(root, 'go', name, 'Dockerfile'))
    .find((path) => existsSync(path));
  if (!sample || readFileSync(sample).length === 0) return;
  const sampleContext = join(dirname(sample), 'context');
  const context = existsSync(sampleContext) ? ['--context', sampleContext] : [];
  const [bare, rewriting] = cold([
    ['-e', '0'],
    [cli, 'rewrite', sample, ...context],
  ]);
  if (!bare || !rewriting) return;
  print('node -e 0, cold', shownCold(bare));
  print('dockopt rewrite, cold', shownCold(rewriting));
  print(
    'times as long',
    `${(rewriting.best / bare.best).toFixed(2)} at best, ${(rewriting.median / bare.median).toFixed(2)} in the median`,
  );
}

main();
