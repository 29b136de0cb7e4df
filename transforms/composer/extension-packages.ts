import { EXTENSIONS } from './extension-table.js';

/** What one extension wants from the system; `dev` names packages whose run-time counterparts it is linked with. */
export interface ExtensionNeed {
  readonly dev: readonly string[];
  readonly runtime: readonly string[];
}

/** `--with-freetype-dir=/usr` -> `freetype`; null for what is no `--with-` option. */
function optionName(option: string): string | null {
  const name = /^--(?:with|enable)-([a-z0-9]+)(?:-dir)?(?:=(.*))?$/.exec(option);
  return name?.[1] !== undefined && name[2] !== 'no' ? name[1] : null;
}

/** `redis-5.3.7`, `xdebug-stable`, `imagick@master` -> the extension's name. */
export function extensionName(word: string): string {
  const last = word.split('/').at(-1) ?? word;
  return last
    .replace(/^zend[_-]?opcache$/i, 'opcache')
    .replace(/(?:-(?:\^?\d|stable|beta|alpha|devel|snapshot).*|@.*|\.so|\.tgz)$/i, '')
    .toLowerCase();
}

/**
 * The system packages that a compiled extension is linked with, or null for an extension that is not in the table. `options`
 * are the words given to `docker-php-ext-configure`; null when they are not known: then every optional library counts.
 */
export function extensionNeed(
  name: string,
  options: readonly string[] | null,
  manager: 'apt' | 'apk',
): ExtensionNeed | null {
  const known = Object.hasOwn(EXTENSIONS, name) ? EXTENSIONS[name] : undefined;
  if (!known) return null;
  const optional = known.options ?? {};
  const chosen =
    options === null ? Object.keys(optional) : options.flatMap((option) => optionName(option) ?? []);
  const extra = chosen.flatMap((option) =>
    Object.hasOwn(optional, option) ? (optional[option]?.[manager] ?? []) : [],
  );
  return { dev: [...new Set([...known[manager], ...extra])], runtime: known.runtime?.[manager] ?? [] };
}
