import type { Fallback } from './calls.js';

const tries: Readonly<Record<Fallback, string>> = {
  app: '$uri /index.html',
  'app-with-directories': '$uri $uri/index.html /index.html',
  'not-found': '$uri $uri.html $uri/index.html =404',
};

/** `serve` and `http-server` name the character set of texts (their mime-types table). */
const TEXTS =
  'text/html text/css text/plain text/xml text/javascript application/javascript application/json';

/** Headers that the original's answers have as well: a development server lets nothing be cached. */
function headers(fallback: Fallback): readonly string[] {
  return fallback === 'app-with-directories'
    ? ['  add_header Cache-Control no-cache;']
    : ['  charset utf-8;', `  charset_types ${TEXTS};`];
}

/**
 * The shell command that writes the one site of nginx's image over the default one. `root` is absolute. Without a fallback a
 * 404.html of the site is the answer to what is missing, as `serve` and `http-server` do it.
 */
export function siteCommand(port: number, root: string, fallback: Fallback): string {
  const lines = [
    'server {',
    `  listen ${port};`,
    `  root ${root};`,
    '  index index.html;',
    ...headers(fallback),
    ...(fallback === 'not-found' ? ['  error_page 404 /404.html;'] : []),
    `  location / { try_files ${tries[fallback]}; }`,
    '}',
  ];
  return `printf '%s\\n' ${lines.map((line) => `'${line}'`).join(' ')} > /etc/nginx/conf.d/default.conf`;
}
