import { docker } from './engine.js';
import type { RunSpec } from '../support/case.js';

/** What was seen of one image: texts to compare, and a failure to start if there was one. */
export interface Observation {
  readonly seen: readonly string[];
  readonly failure: string | null;
}

const WAIT = 60_000;

/** Dates, ids and ports differ between two runs of the same image. */
function steady(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, '<time>')
    .replaceAll(/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} [\d:]+ GMT/g, '<time>')
    .replaceAll(/\b[0-9a-f]{12}\b/g, '<id>')
    .replaceAll(/\b127\.0\.0\.1(?::| Port )\d+/g, '<address>');
}

function options(run: RunSpec): readonly string[] {
  return [
    ...Object.entries(run.env ?? {}).flatMap(([name, value]) => ['-e', `${name}=${value}`]),
    ...(run.options ?? []),
  ];
}

async function command(image: string, run: Extract<RunSpec, { kind: 'command' }>): Promise<Observation> {
  const seen: string[] = [];
  for (const args of run.runs) {
    const { code, stdout, stderr } = await docker(['run', '--rm', ...options(run), image, ...args]);
    seen.push(`exit ${code}`, steady(stdout), steady(stderr));
  }
  const wrong =
    seen[0] === `exit ${run.exit ?? 0}`
      ? null
      : `the first run ended with ${seen[0] ?? ''}: ${seen.slice(1, 3).join('\n')}`;
  const missing = (run.expect ?? []).find((text) => !seen.join('\n').includes(text));
  return { seen, failure: wrong ?? (missing === undefined ? null : `nothing printed ${missing}`) };
}

interface Fetched {
  readonly response: Response;
  readonly text: string;
}

/**
 * One request with a limit in milliseconds, answered whole. The timer is one that keeps the process alive: that of
 * AbortSignal.timeout does not, so that a test run ended without a word while it waited for a server.
 */
async function fetched(url: string, init: RequestInit, limit: number): Promise<Fetched> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), limit);
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: controller.signal });
    return { response, text: await response.text() };
  } finally {
    clearTimeout(timer);
  }
}

async function answer(
  base: string,
  request: Extract<RunSpec, { kind: 'server' }>['requests'][number],
): Promise<string> {
  const { method, path, body } =
    typeof request === 'string' ? { method: 'GET', path: request, body: undefined } : request;
  const { response, text } = await fetched(base + path, { method, body }, 10_000);
  const headers = ['content-type', 'location', 'cache-control', 'content-encoding'].map(
    (name) => `${name}: ${response.headers.get(name) ?? ''}`,
  );
  const location = headers.join('\n').replaceAll(base, '<base>');
  return `${method} ${path} ${response.status}\n${location}\n${steady(text).replaceAll(base, '<base>')}`;
}

async function address(container: string, port: number): Promise<string | null> {
  const { stdout } = await docker(['port', container, `${port}/tcp`]);
  const line = stdout.split('\n')[0]?.trim() ?? '';
  return line === '' ? null : `http://${line}`;
}

async function ready(base: string, container: string): Promise<boolean> {
  const end = Date.now() + WAIT;
  while (Date.now() < end) {
    try {
      await fetched(base, {}, 2000);
      return true;
    } catch {
      const { stdout } = await docker(['inspect', '-f', '{{.State.Running}}', container]);
      if (stdout.trim() !== 'true') return false;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
  return false;
}

async function server(image: string, run: Extract<RunSpec, { kind: 'server' }>): Promise<Observation> {
  const started = await docker([
    'run',
    '-d',
    '-p',
    `127.0.0.1::${run.port}`,
    ...options(run),
    image,
    ...(run.args ?? []),
  ]);
  const container = started.stdout.trim();
  if (started.code !== 0) return { seen: [], failure: `it does not start: ${started.stderr}` };
  try {
    const base = await address(container, run.port);
    if (base === null || !(await ready(base, container))) {
      const logs = await docker(['logs', container]);
      return { seen: [], failure: `it does not answer on port ${run.port}: ${logs.stdout}${logs.stderr}` };
    }
    const seen: string[] = [];
    for (const request of run.requests) seen.push(await answer(base, request));
    const missing = (run.expect ?? []).find((text) => !seen.join('\n').includes(text));
    return { seen, failure: missing === undefined ? null : `no answer holds ${missing}: ${seen.join('\n')}` };
  } finally {
    await docker(['rm', '-f', '-v', container]);
  }
}

/** Starts an image as a case says and writes down what it does. */
export function observe(image: string, run: RunSpec): Promise<Observation> {
  return run.kind === 'command' ? command(image, run) : server(image, run);
}

/** The parts of an image's config that must not change, as text. */
export async function imageConfig(image: string): Promise<string> {
  const { stdout } = await docker(['inspect', '-f', '{{json .Config}}', image]);
  const config: Readonly<Record<string, unknown>> = JSON.parse(stdout || '{}');
  const kept = [
    'Entrypoint',
    'Cmd',
    'User',
    'WorkingDir',
    'ExposedPorts',
    'Volumes',
    'StopSignal',
    'Healthcheck',
    'Shell',
  ];
  return kept.map((name) => `${name}: ${JSON.stringify(config[name] ?? null)}`).join('\n');
}
