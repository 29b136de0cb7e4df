import { collector, type ConfigPaths } from './types.js';

/** Keys whose quoted values that begin with a slash are addresses. */
const addresses =
  /^(?:url\.|\$HTTP|proxy\.|setenv\.|server\.error-handler|mimetype\.|index-file\.|deflate\.mimetypes)/;
const running = /^(?:cgi|fastcgi|scgi|ssi|magnet|uwsgi)\./;

/** Files and directories that a lighttpd configuration names: `key = "value"`, lists in parentheses, `include "file"`. */
export function lighttpdPaths(text: string): ConfigPaths {
  const found = collector();
  const clean = text.replaceAll(
    /("(?:\\.|[^"\\])*")|#[^\n]*/g,
    (_all, kept: string | undefined) => kept ?? '',
  );
  const statements = clean.matchAll(
    /^[ \t{]*(include_shell|include)[ \t]+"([^"]*)"|([\w.-]+)[ \t]*(?:\+|:)?=[ \t]*(\([^()]*(?:\([^()]*\)[^()]*)*\)|[^\n]*)/gm,
  );
  for (const [, include, file = '', key = '', value = ''] of statements) {
    if (include === 'include') found.includes.push(file);
    else if (include === 'include_shell') {
      // Debian's own two scripts list MIME types and enabled modules.
      if (!file.startsWith('/usr/share/lighttpd/'))
        found.gaps.push(`include_shell ${file} writes configuration at start`);
    } else if (running.test(key)) found.gaps.push(`${key} runs code that may read any file`);
    else if (!addresses.test(key)) {
      const use = /document-root|alias\.url|docroot|simple-vhost|evhost|var\./.test(key) ? 'root' : 'file';
      const texts = [...value.matchAll(/(=>\s*)?"((?:\\.|[^"\\])*)"(\s*=>)?/g)].filter((match) => !match[3]);
      const joined = /"\s*\+|\+\s*"|\b(?:var\.|env\.)/.test(value);
      if (joined && use === 'root') found.gaps.push(`${key} is put together out of parts`);
      for (const [, , path = ''] of texts) {
        const computed = path.indexOf('%');
        const known = computed < 0 ? path : path.slice(0, computed).replace(/\/[^/]*$/, '');
        if (known.startsWith('/')) found.paths.push({ path: known, use, directive: key });
      }
    }
  }
  return found;
}
