/** Modules of Node that need no `node:` in front (`node:test`, `node:sqlite` and `node:sea` do). */
const builtins = new Set(
  'assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib'.split(
    ' ',
  ),
);

/** Is this a module of the runtime itself (`fs/promises`, `node:test`, `bun:sqlite`)? */
export function isNodeModule(specifier: string): boolean {
  if (/^(?:node|bun|cloudflare|deno):/.test(specifier) || specifier === 'bun') return true;
  return builtins.has(specifier.split('/')[0] ?? '') && !specifier.endsWith('/');
}

/** `node:fs` and `fs` are one module. */
export function plainModule(specifier: string): string {
  return specifier.startsWith('node:') ? specifier.slice(5) : specifier;
}

/** The package of a bare specifier (`@scope/name/sub` gives `@scope/name`); null when no package may be called so. */
export function packageOfImport(specifier: string): string | null {
  return /^(?:@[\w~-][\w.~-]*\/)?[a-z\d_~-][\w.~-]*(?=\/|$)/iu.exec(specifier)?.[0] ?? null;
}
