import { addPath, collector, type ConfigPaths } from './types.js';

const variable = /\{[$\w]/;

/**
 * Files and directories that a Caddyfile names. Most words that begin with a slash are request matchers there, so only the
 * directives that take files are read; `env` gives the values of `{$NAME}`.
 */
export function caddyPaths(text: string, env: (name: string) => string | undefined): ConfigPaths {
  const found = collector();
  if (text.trimStart().startsWith('{') && /^\s*\{\s*"/.test(text)) {
    found.gaps.push('the configuration is JSON');
    return found;
  }
  const filled = text.replaceAll(
    /\{\$(\w+)(?::([^}]*))?\}/g,
    (all, name: string, fallback: string | undefined) => env(name) ?? fallback ?? all,
  );
  for (const line of filled.split(/\r?\n/)) {
    const words = [...line.replace(/(?:^|\s)#.*$/, '').matchAll(/"((?:\\.|[^"\\])*)"|`([^`]*)`|\S+/g)].map(
      (match) => match[1] ?? match[2] ?? match[0],
    );
    const plain = words.filter((word) => word !== '{' && word !== '}');
    const [name = ''] = plain;
    const last = plain.at(-1) ?? '';
    if (name === 'root' && plain.length > 1) addPath(found, name, last, 'root', variable);
    else if (name === 'import' && plain.length > 1) {
      // A snippet's name has no slash and no dot.
      const target = plain[1] ?? '';
      if (/[/.*]/.test(target)) found.includes.push(target);
    } else if (name === 'tls' || name === 'load' || name === 'trusted_ca_cert_file' || name === 'pki')
      for (const word of plain.slice(1)) {
        if (word.startsWith('/')) addPath(found, name, word, 'file', variable);
      }
    else if (/^(?:php_fastcgi|exec|templates|cgi|frankenphp|php_server|php)$/.test(name))
      found.gaps.push(`${name} runs code that may read any file`);
  }
  return found;
}
