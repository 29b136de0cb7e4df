import { setTimeout as sleep } from 'node:timers/promises';
import type { FoundEngine } from '../../../../src/node/engine/found.js';
import { runProgram } from '../../../../src/node/engine/process.js';
import type { BuildRequest, StartRequest } from '../../../../src/node/engine/types.js';

export const BASE = 'busybox:latest';
export const TEXT = `FROM ${BASE}
ENV GREETING="hello you"
VOLUME /data
EXPOSE 8080 9090/udp
HEALTHCHECK --interval=1s --timeout=3s --retries=2 CMD test -f /app/index.html
STOPSIGNAL SIGTERM
SHELL ["/bin/sh", "-ec"]
ONBUILD RUN echo on
LABEL mine=yes
WORKDIR /app
COPY . .
USER 1000
CMD trap 'exit 7' TERM; httpd -p 8080 -h /app; while true; do sleep 0.1; done
`;

export const counts = { passed: 0, failed: 0 };

export function check(name: string, ok: boolean, told: unknown = ''): void {
  counts[ok ? 'passed' : 'failed']++;
  const more = ok ? '' : `\n   ${typeof told === 'string' ? told : JSON.stringify(told)}`;
  process.stdout.write(`${ok ? 'ok' : 'not ok'} ${name}${more}\n`);
}

export function request(tag: string, context: string, change: Partial<BuildRequest> = {}): BuildRequest {
  const text = change.text ?? TEXT;
  const passedOn = { target: null, buildArgs: {}, secrets: [], ssh: [], platform: null };
  return { ...passedOn, text, file: null, context, tag, cache: true, onLine: () => {}, ...change };
}

export function container(image: string, change: Partial<StartRequest> = {}): StartRequest {
  const nothing = {
    args: [],
    env: {},
    envFile: null,
    options: [],
    ports: [],
    entrypoint: null,
    networkOf: null,
  };
  return { image, ...nothing, ...change };
}

export async function engineOut(found: FoundEngine, ...args: readonly string[]): Promise<string> {
  const { signal } = new AbortController();
  return (await runProgram([found.program, ...args], { seconds: 60, signal })).stdout.trim();
}

/** Ids of everything of a session: containers, images. */
export async function left(
  found: FoundEngine,
  session: string,
  what: 'containers' | 'images',
): Promise<readonly string[]> {
  if (found.name === 'buildah' && what === 'containers') {
    const names = await engineOut(found, 'containers', '--format', '{{.ContainerName}}');
    return names.split('\n').filter((name) => name.includes(session));
  }
  const list = what === 'containers' ? ['ps', '--all'] : ['images'];
  const label = `dockopt.${what === 'containers' ? 'container' : 'session'}=${session}`;
  const text = await engineOut(found, ...list, '--quiet', '--filter', `label=${label}`);
  return text.split('\n').filter((line) => line !== '');
}

export async function until(seconds: number, done: () => Promise<boolean>): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(200))
    if (await done()) return true;
  return done();
}
