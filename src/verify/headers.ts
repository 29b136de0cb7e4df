/** What belongs to one connection or one response, or is compared in another way: the body tells its own length. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'age',
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'proxy-connection',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'server-timing',
  'x-response-time',
  'x-runtime',
  'x-request-id',
  'x-correlation-id',
  'x-trace-id',
  'traceparent',
  'tracestate',
]);

/** Whose values follow from when a file was written, or from what was asked before: only whether they are there counts. */
const PRESENT: ReadonlySet<string> = new Set([
  'etag',
  'last-modified',
  'ratelimit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
]);

/** Programs that name themselves: which one it is counts, its patch release does not. */
const PROGRAMS: ReadonlySet<string> = new Set(['server', 'x-powered-by', 'x-generator']);

function programs(value: string): string {
  return value.replaceAll(/\/v?\d[\w.+~-]*/g, '').replaceAll(/ ?\([^)]*\)/g, '');
}

/** A cookie by its name and attributes, these in a fixed order; its value is the session's. */
function cookie(text: string): string {
  const [pair = '', ...attributes] = text.split(';').map((part) => part.trim());
  const named = attributes.flatMap((attribute) => {
    const [name = '', ...value] = attribute.split('=');
    if (name === '') return [];
    return [value.length === 0 ? name.toLowerCase() : `${name.toLowerCase()}=${value.join('=')}`];
  });
  return [pair.split('=')[0]?.trim() ?? '', ...named.sort()].join('; ');
}

/**
 * The headers of a response that say something about the app, by their names in small letters: all but those of a
 * connection (RFC 9110, section 7.6.1) and ids and times of one response. Cookies are one line each, without their values.
 */
export function comparedHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || LEFT_OUT.has(name)) continue;
    const values = typeof value === 'string' ? [value] : value;
    if (name === 'set-cookie') kept[name] = [...new Set(values.map(cookie))].sort().join('\n');
    else if (PRESENT.has(name)) kept[name] = '(there)';
    else if (PROGRAMS.has(name)) kept[name] = programs(values.join(', '));
    else kept[name] = values.join(', ');
  }
  return kept;
}
