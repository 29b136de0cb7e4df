import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const texts = v.array(v.string());
const environment = v.record(v.string(), v.string());

const Request = v.union([
  v.string(),
  v.strictObject({ method: v.string(), path: v.string(), body: v.optional(v.string()) }),
]);

const RunSpec = v.variant('kind', [
  v.strictObject({
    kind: v.literal('server'),
    port: v.number(),
    requests: v.array(Request),
    env: v.optional(environment),
    /** `docker run` options and arguments, for both images alike. */
    options: v.optional(texts),
    args: v.optional(texts),
    /** Responses that must be seen, as texts that the body of the first request holds. */
    expect: v.optional(texts),
  }),
  v.strictObject({
    kind: v.literal('command'),
    /** Each entry is one run with these arguments after the image. */
    runs: v.array(texts),
    env: v.optional(environment),
    options: v.optional(texts),
    /** Exit code of the first run; 0 when not given. */
    exit: v.optional(v.number()),
    expect: v.optional(texts),
  }),
]);

const CaseSpec = v.strictObject({
  title: v.string(),
  outcome: v.picklist(['rewritten', 'unchanged', 'refused', 'invalid']),
  /** Codes that the report must hold, among refusals or notes. */
  codes: v.optional(texts),
  level: v.optional(v.picklist(['safe', 'standard', 'minimal'])),
  allow: v.optional(
    v.array(
      v.picklist([
        'nginx',
        'libc',
        'unwrap',
        'static-go',
        'scratch',
        'dev-server',
        'non-root',
        'cache-mounts',
      ]),
    ),
  ),
  base: v.optional(v.string()),
  keep: v.optional(texts),
  target: v.optional(v.string()),
  buildArgs: v.optional(environment),
  /** Base of the final stage, when rewritten. */
  final: v.optional(v.string()),
  run: v.optional(RunSpec),
  /** Part of the representative set that a continuous run builds. */
  ci: v.optional(v.boolean()),
});

/** How a case's images are started and what is asked of them. */
export type RunSpec = v.InferOutput<typeof RunSpec>;

/** A case of the corpus as its case.json has it. */
export type CaseSpec = v.InferOutput<typeof CaseSpec>;

/** The case.json at a path; throws, with the file's name, on a key or a value that no case has. */
export function readSpec(path: string): CaseSpec {
  const read = v.safeParse(CaseSpec, JSON.parse(readFileSync(path, 'utf8')));
  if (read.success) return read.output;
  const what = read.issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
  throw new Error(`${path}: ${what.join('; ')}`);
}
