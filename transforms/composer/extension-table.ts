/** What an extension is compiled against: -dev packages per manager, and run-time packages that no -dev package stands for. */
export interface ExtensionPackages {
  readonly apt: readonly string[];
  readonly apk: readonly string[];
  readonly runtime?: { readonly apt?: readonly string[]; readonly apk?: readonly string[] };
  /** The same by option of `docker-php-ext-configure`, without `--with-` and `-dir`. */
  readonly options?: Readonly<
    Record<string, { readonly apt: readonly string[]; readonly apk: readonly string[] }>
  >;
}

const NONE: ExtensionPackages = { apt: [], apk: [] };

function none(...names: readonly string[]): Readonly<Record<string, ExtensionPackages>> {
  return Object.fromEntries(names.map((name) => [name, NONE]));
}

const POSTGRES: ExtensionPackages = { apt: ['libpq-dev'], apk: ['postgresql-dev'] };
const ODBC: ExtensionPackages = { apt: ['unixodbc-dev'], apk: ['unixodbc-dev'] };
const XML: ExtensionPackages = { apt: ['libxml2-dev'], apk: ['libxml2-dev'] };
const SWOOLE: ExtensionPackages = {
  apt: ['libssl-dev', 'libcurl4-openssl-dev'],
  apk: ['openssl-dev', 'curl-dev'],
  runtime: { apk: ['libstdc++'] },
};

/**
 * Extensions by name with the packages that their build needs. Libraries that the php image itself carries (libxml2, curl,
 * OpenSSL, zlib) stand here too: naming them again costs nothing. After the build scripts of docker-php-extension-installer
 * and the package indexes of Debian 11 to 13. Oracle's oci8 and pdo_oci are absent on purpose: no package holds their client.
 */
export const EXTENSIONS: Readonly<Record<string, ExtensionPackages>> = {
  ...none(
    'bcmath',
    'calendar',
    'ctype',
    'dba',
    'dom',
    'exif',
    'fileinfo',
    'filter',
    'ftp',
    'hash',
    'iconv',
    'json',
  ),
  ...none('mysql', 'mysqli', 'opcache', 'pcntl', 'pdo', 'pdo_mysql', 'phar', 'posix', 'session'),
  ...none(
    'shmop',
    'sockets',
    'sysvmsg',
    'sysvsem',
    'sysvshm',
    'tokenizer',
    'redis',
    'apcu',
    'igbinary',
    'msgpack',
  ),
  ...none(
    'xdebug',
    'pcov',
    'mailparse',
    'ds',
    'timezonedb',
    'ast',
    'uopz',
    'psr',
    'phalcon',
    'excimer',
    'inotify',
    'apcu_bc',
  ),
  gettext: { apt: [], apk: ['gettext-dev'], runtime: { apk: ['libintl'] } },
  gd: {
    apt: ['libpng-dev'],
    apk: ['libpng-dev'],
    options: {
      freetype: { apt: ['libfreetype6-dev'], apk: ['freetype-dev'] },
      jpeg: { apt: ['libjpeg62-turbo-dev'], apk: ['libjpeg-turbo-dev'] },
      webp: { apt: ['libwebp-dev'], apk: ['libwebp-dev'] },
      xpm: { apt: ['libxpm-dev'], apk: ['libxpm-dev'] },
      avif: { apt: ['libavif-dev'], apk: ['libavif-dev'] },
    },
  },
  intl: { apt: ['libicu-dev'], apk: ['icu-dev'], runtime: { apk: ['libstdc++'] } },
  zip: { apt: ['libzip-dev'], apk: ['libzip-dev'] },
  pgsql: POSTGRES,
  pdo_pgsql: POSTGRES,
  xsl: { apt: ['libxslt1-dev'], apk: ['libxslt-dev'] },
  soap: XML,
  xml: XML,
  xmlreader: XML,
  xmlwriter: XML,
  simplexml: XML,
  xmlrpc: XML,
  wddx: XML,
  bz2: { apt: ['libbz2-dev'], apk: ['bzip2-dev'] },
  gmp: { apt: ['libgmp-dev'], apk: ['gmp-dev'] },
  ldap: { apt: ['libldap2-dev'], apk: ['openldap-dev'] },
  imap: { apt: ['libc-client-dev', 'libkrb5-dev'], apk: ['imap-dev', 'krb5-dev'] },
  imagick: {
    apt: ['libmagickwand-dev'],
    apk: ['imagemagick-dev'],
    runtime: { apk: ['imagemagick', 'libgomp'] },
  },
  memcached: { apt: ['libmemcached-dev'], apk: ['libmemcached-dev'] },
  amqp: { apt: ['librabbitmq-dev'], apk: ['rabbitmq-c-dev'] },
  mongodb: { apt: ['libssl-dev'], apk: ['openssl-dev'] },
  rdkafka: { apt: ['librdkafka-dev'], apk: ['librdkafka-dev'] },
  grpc: { apt: ['zlib1g-dev'], apk: ['zlib-dev'], runtime: { apk: ['libstdc++'] } },
  protobuf: { apt: ['zlib1g-dev'], apk: ['zlib-dev'], runtime: { apk: ['libstdc++'] } },
  swoole: SWOOLE,
  openswoole: SWOOLE,
  event: { apt: ['libevent-dev', 'libssl-dev'], apk: ['libevent-dev', 'openssl-dev'] },
  ssh2: { apt: ['libssh2-1-dev'], apk: ['libssh2-dev'] },
  yaml: { apt: ['libyaml-dev'], apk: ['yaml-dev'] },
  tidy: { apt: ['libtidy-dev'], apk: ['tidyhtml-dev'] },
  pspell: { apt: ['libpspell-dev'], apk: ['aspell-dev'] },
  enchant: { apt: ['libenchant-2-dev'], apk: ['enchant2-dev'] },
  sqlsrv: ODBC,
  pdo_sqlsrv: ODBC,
  odbc: ODBC,
  pdo_odbc: ODBC,
  pdo_dblib: { apt: ['freetds-dev'], apk: ['freetds-dev'] },
  pdo_sqlite: { apt: ['libsqlite3-dev'], apk: ['sqlite-dev'] },
  sqlite3: { apt: ['libsqlite3-dev'], apk: ['sqlite-dev'] },
  maxminddb: { apt: ['libmaxminddb-dev'], apk: ['libmaxminddb-dev'] },
  gnupg: { apt: ['libgpgme-dev'], apk: ['gpgme-dev'] },
  snmp: { apt: ['libsnmp-dev'], apk: ['net-snmp-dev'] },
  sodium: { apt: ['libsodium-dev'], apk: ['libsodium-dev'] },
  curl: { apt: ['libcurl4-openssl-dev'], apk: ['curl-dev'] },
  mbstring: { apt: ['libonig-dev'], apk: ['oniguruma-dev'] },
  openssl: { apt: ['libssl-dev'], apk: ['openssl-dev'] },
  zlib: { apt: ['zlib1g-dev'], apk: ['zlib-dev'] },
  readline: { apt: ['libreadline-dev'], apk: ['readline-dev'] },
  ffi: { apt: ['libffi-dev'], apk: ['libffi-dev'] },
  vips: { apt: ['libvips-dev'], apk: ['vips-dev'] },
  mcrypt: { apt: ['libmcrypt-dev'], apk: ['libmcrypt-dev'] },
  recode: { apt: ['librecode-dev'], apk: ['recode-dev'] },
  zstd: { apt: ['libzstd-dev'], apk: ['zstd-dev'] },
  brotli: { apt: ['libbrotli-dev'], apk: ['brotli-dev'] },
};
