import { basename } from './path.js';

/**
 * Directories that base images have (the web servers' and PHP's where such a path makes sense at all): `COPY run.sh /usr/local/bin` puts a file into it, `COPY run.sh /run` too, while
 * `COPY run.sh /start` makes a file of that name.
 */
export const BASE_DIRECTORIES: ReadonlySet<string> = new Set(
  (
    'bin boot dev etc home lib lib64 media mnt opt proc root run sbin srv sys tmp usr usr/bin usr/include usr/lib usr/local ' +
    'usr/local/bin usr/local/etc usr/local/include usr/local/lib usr/local/sbin usr/local/share usr/sbin usr/share usr/src ' +
    'var var/cache var/lib var/local var/log var/run var/spool var/tmp var/www var/www/html etc/ssl etc/ssl/certs ' +
    'etc/profile.d etc/init.d etc/cron.d etc/nginx etc/nginx/conf.d etc/nginx/templates docker-entrypoint.d ' +
    'usr/share/nginx/html usr/local/etc/php usr/local/etc/php/conf.d usr/local/etc/php-fpm.d etc/apache2 ' +
    'etc/apache2/sites-available etc/apache2/sites-enabled etc/apache2/conf-available go go/src go/bin home/node'
  ).split(' '),
);

/** `docker build` unpacks these when ADD names them; the content decides, so a plain `.gz` is either. */
export const ARCHIVE = /\.(?:tar|tgz|tbz2?|txz|tzst|tar\.[a-z0-9]+|gz|bz2|xz|zst)$/iu;
/** ADD fetches these. */
export const URL_SOURCE = /^(?:https?|ftp):\/\//iu;
/** ADD clones these. */
export const GIT_SOURCE = /^(?:git@|git:\/\/|ssh:\/\/)|^https?:\/\/[^#?]*\.git(?:[#?].*)?$|^github\.com\//iu;

/** The last part of a URL's path, as ADD names the file in a directory; null when there is none. */
export function urlName(url: string): string | null {
  const path = url.replace(/^[a-z]+:\/\/[^/]*/iu, '').replace(/[?#].*$/u, '');
  const name = basename(path);
  return name === '' ? null : name;
}

/**
 * Does a path in another stage name a file for all we can see? Into a directory it then replaces one name, where a
 * directory's contents could replace anything: `COPY --from=composer /usr/bin/composer /usr/local/bin/`.
 */
export function isFileName(source: string): boolean {
  return (
    /(?:^|\/)s?bin\/[^/*?[]+$/u.test(source) ||
    /[^/*?[]+\.(?:c?js|mjs|jar|war|sh|so|json|conf|cnf|ini|phar|php|py|txt|pem|crt|key|ya?ml|toml|xml|html)$/u.test(
      source,
    )
  );
}
