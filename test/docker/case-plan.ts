import type { HttpRequest, Observation, RunPlan } from '../../src/verify/types.js';
import { bodyHeaders } from '../../src/verify/http-request.js';
import type { RunSpec } from '../support/case.js';

/** A container that compiles when it starts takes its time on a busy machine. */
const WAIT_SECONDS = 180;

type Asked = Extract<RunSpec, { kind: 'server' }>['requests'][number];

function request(asked: Asked): HttpRequest {
  if (typeof asked === 'string') return { method: 'GET', path: asked, body: null, headers: {} };
  const body = asked.body ?? null;
  return { method: asked.method, path: asked.path, body, headers: bodyHeaders(body) };
}

/** How a case's images are started, in the words of `dockopt verify`. */
export function casePlan(run: RunSpec): RunPlan {
  const server = run.kind === 'server';
  return {
    runs: server ? [run.args ?? []] : run.runs,
    env: run.env ?? {},
    envFile: null,
    options: run.options ?? [],
    ports: server ? [run.port] : [],
    http: server ? run.requests.map(request) : [],
    wait: WAIT_SECONDS,
  };
}

/** What a case expects of its original and is not so; null when all is well. An app that fails proves nothing. */
export function unexpected(run: RunSpec, seen: readonly Observation[]): string | null {
  const text = seen
    .flatMap((each) => [
      each.stdout,
      each.stderr,
      each.failure ?? '',
      ...each.answers.map(
        (answer) => `${answer.status} ${Object.values(answer.headers).join(' ')}\n${answer.body}`,
      ),
    ])
    .join('\n');
  const [first] = seen;
  if (run.kind === 'command' && first?.exitCode !== (run.exit ?? 0))
    return `the first run ended with ${first?.exitCode ?? first?.state ?? 'nothing'}:\n${text}`;
  if (run.kind === 'server' && first?.state !== 'serving')
    return `nothing answers on port ${run.port} (${first?.state ?? 'not started'}):\n${text}`;
  const missing = (run.expect ?? []).find((each) => !text.includes(each));
  return missing === undefined ? null : `nothing that was seen holds ${missing}:\n${text}`;
}
