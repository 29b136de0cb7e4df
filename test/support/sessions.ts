import type { Engine, Session } from '../../src/node/engine/types.js';

/** A session on an engine that knows nothing but one container, `a`, which runs; `change` says what else it answers. */
export function sessionWith(change: Partial<Engine> = {}): Session {
  return {
    engine: {
      name: 'docker',
      version: '1',
      builder: 'BuildKit',
      can: { run: true, secrets: false, ssh: false, platform: false },
      build: async () => ({ ok: false, seconds: 0, log: [] }),
      inspect: async () => null,
      history: async () => null,
      exportFiles: async () => null,
      save: async () => null,
      start: async () => ({ id: 'a' }),
      run: async () => ({ code: 1, stdout: '', stderr: '' }),
      state: async () => ({ running: true, exitCode: null, health: null, error: '' }),
      address: async () => null,
      logs: async () => null,
      stop: async () => {},
      remove: async () => {},
      ...change,
    },
    id: 'x',
    signal: new AbortController().signal,
    tag: (name) => name,
    keep: async () => [],
    close: async () => {},
  };
}
