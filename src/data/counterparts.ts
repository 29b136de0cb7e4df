/**
 * Run-time packages behind -dev packages where no generated table speaks: `bullseye / bookworm / trixie`, or one list for
 * all three. From the releases' package indexes (depends of the -dev package without other -dev packages).
 */
const debianLines = `
libpq-dev: libpq5
default-libmysqlclient-dev: libmariadb3
libmariadb-dev: libmariadb3
libmariadb-dev-compat: libmariadb3
libmariadbclient-dev: libmariadb3
libssl-dev: libssl1.1 / libssl3 / libssl3t64
libffi-dev: libffi7 / libffi8 / libffi8
libxml2-dev: libxml2
libxslt1-dev: libxslt1.1
libxslt-dev: libxslt1.1
libjpeg-dev: libjpeg62-turbo
libjpeg62-turbo-dev: libjpeg62-turbo
libpng-dev: libpng16-16 / libpng16-16 / libpng16-16t64
libfreetype6-dev: libfreetype6
libfreetype-dev: libfreetype6
libwebp-dev: libwebp6 libwebpmux3 libwebpdemux2 / libwebp7 libwebpmux3 libwebpdemux2 / libwebp7 libwebpmux3 libwebpdemux2
libtiff-dev: libtiff5 / libtiff6 / libtiff6
libtiff5-dev: libtiff5 / libtiff6 / libtiff6
libzip-dev: libzip4 / libzip4 / libzip5
libicu-dev: libicu67 / libicu72 / libicu76
libonig-dev: libonig5
libcurl4-openssl-dev: libcurl4 / libcurl4 / libcurl4t64
libcurl4-gnutls-dev: libcurl3-gnutls / libcurl3-gnutls / libcurl3t64-gnutls
libsqlite3-dev: libsqlite3-0
libmagickwand-dev: libmagickwand-6.q16-6 libmagickcore-6.q16-6-extra / libmagickwand-6.q16-6 libmagickcore-6.q16-6-extra / libmagickwand-7.q16-10 libmagickcore-7.q16-10-extra
libmagickcore-dev: libmagickcore-6.q16-6 / libmagickcore-6.q16-6 / libmagickcore-7.q16-10
libvips-dev: libvips42 / libvips42 / libvips42t64
libgmp-dev: libgmp10
libyaml-dev: libyaml-0-2
libreadline-dev: libreadline8 / libreadline8 / libreadline8t64
libncurses-dev: libtinfo6 libncurses6 libncursesw6
libncurses5-dev: libtinfo6 libncurses6 libncursesw6
libncursesw5-dev: libtinfo6 libncurses6 libncursesw6
libbz2-dev: libbz2-1.0
liblzma-dev: liblzma5
libzstd-dev: libzstd1
liblz4-dev: liblz4-1
libsnappy-dev: libsnappy1v5
zlib1g-dev: zlib1g
libmemcached-dev: libmemcached11 libmemcachedutil2 / libmemcached11 libmemcachedutil2 / libmemcached11t64 libmemcachedutil2t64
librabbitmq-dev: librabbitmq4
librdkafka-dev: librdkafka1 librdkafka++1
libldap2-dev: libldap-2.4-2 / libldap-2.5-0 / libldap2
libldap-dev: libldap-2.4-2 / libldap-2.5-0 / libldap2
libsasl2-dev: libsasl2-2
libkrb5-dev: libgssapi-krb5-2 libkrb5-3
libc-client-dev: libc-client2007e / libc-client2007e / -
libc-client2007e-dev: libc-client2007e / libc-client2007e / -
libglib2.0-dev: libglib2.0-0 / libglib2.0-0 / libglib2.0-0t64
libcairo2-dev: libcairo2 libcairo-gobject2
libpango1.0-dev: libpango-1.0-0 libpangocairo-1.0-0 libpangoft2-1.0-0
libpixman-1-dev: libpixman-1-0
libgif-dev: libgif7
librsvg2-dev: librsvg2-2
libgdk-pixbuf-2.0-dev: libgdk-pixbuf-2.0-0
libgdk-pixbuf2.0-dev: libgdk-pixbuf-2.0-0
libgeos-dev: libgeos-c1v5 / libgeos-c1v5 / libgeos-c1t64
libgdal-dev: libgdal28 / libgdal32 / libgdal36
libproj-dev: libproj19 / libproj25 / libproj25
libspatialindex-dev: libspatialindex6 / libspatialindex6 / libspatialindex8
libopenblas-dev: libopenblas0
liblapack-dev: liblapack3
libatlas-base-dev: libatlas3-base / libatlas3-base / -
libsodium-dev: libsodium23
libargon2-dev: libargon2-1
libxmlsec1-dev: libxmlsec1 libxmlsec1-openssl / libxmlsec1 libxmlsec1-openssl / libxmlsec1t64 libxmlsec1t64-openssl
libmaxminddb-dev: libmaxminddb0
libtidy-dev: libtidy5deb1 / libtidy5deb1 / libtidy58
libuv1-dev: libuv1 / libuv1 / libuv1t64
libpcre3-dev: libpcre3 / libpcre3 / -
libpcre2-dev: libpcre2-8-0
unixodbc-dev: libodbc1 odbcinst1debian2 / libodbc2 libodbccr2 libodbcinst2 / libodbc2 libodbccr2 libodbcinst2
freetds-dev: libct4 libsybdb5
libavif-dev: libavif9 / libavif15 / libavif16
libaom-dev: libaom0 / libaom3 / libaom3
libheif-dev: libheif1
libsystemd-dev: libsystemd0
libudev-dev: libudev1
libusb-1.0-0-dev: libusb-1.0-0
libasound2-dev: libasound2 / libasound2 / libasound2t64
portaudio19-dev: libportaudio2
libzmq3-dev: libzmq5
libc-ares-dev: libc-ares2 / libc-ares2 / libcares2
libnghttp2-dev: libnghttp2-14
libssh2-1-dev: libssh2-1 / libssh2-1 / libssh2-1t64
libgpgme-dev: libgpgme11 / libgpgme11 / libgpgme11t64
libleveldb-dev: libleveldb1d
librocksdb-dev: librocksdb6.11 / librocksdb7.8 / librocksdb9.10
libprotobuf-dev: libprotobuf23 / libprotobuf32 / libprotobuf32t64
libmagic-dev: libmagic1 / libmagic1 / libmagic1t64
libpcap-dev: libpcap0.8 / libpcap0.8 / libpcap0.8t64
libseccomp-dev: libseccomp2
libsnmp-dev: libsnmp40 / libsnmp40 / libsnmp40t64
libcups2-dev: libcups2 / libcups2 / libcups2t64
libgtk-3-dev: libgtk-3-0 / libgtk-3-0 / libgtk-3-0t64
libxpm-dev: libxpm4
libexpat1-dev: libexpat1
libfontconfig1-dev: libfontconfig1
libfontconfig-dev: libfontconfig1
uuid-dev: libuuid1
libgdbm-dev: libgdbm6 / libgdbm6 / libgdbm6t64
libenchant-2-dev: libenchant-2-2
libaspell-dev: libaspell15
libpspell-dev: libaspell15
libhunspell-dev: libhunspell-1.7-0
libevent-dev: libevent-2.1-7 libevent-core-2.1-7 libevent-extra-2.1-7 libevent-pthreads-2.1-7 libevent-openssl-2.1-7 / libevent-2.1-7 libevent-core-2.1-7 libevent-extra-2.1-7 libevent-pthreads-2.1-7 libevent-openssl-2.1-7 / libevent-2.1-7t64 libevent-core-2.1-7t64 libevent-extra-2.1-7t64 libevent-pthreads-2.1-7t64 libevent-openssl-2.1-7t64
libgit2-dev: libgit2-1.1 / libgit2-1.5 / libgit2-1.9
libsecret-1-dev: libsecret-1-0
libhiredis-dev: libhiredis0.14 / libhiredis0.14 / libhiredis1.1.0
libbrotli-dev: libbrotli1
libjemalloc-dev: libjemalloc2
libedit-dev: libedit2
libx11-dev: libx11-6
libxext-dev: libxext6
libacl1-dev: libacl1
libattr1-dev: libattr1
libcap-dev: libcap2
libopus-dev: libopus0
gfortran: libgfortran5
`;

/** Ubuntu's jammy (22.04) and noble (24.04) where they differ from every Debian release. */
const ubuntuLines = `
libssl-dev: libssl3 / libssl3t64
libffi-dev: libffi8
libpng-dev: libpng16-16 / libpng16-16t64
libwebp-dev: libwebp7 libwebpmux3 libwebpdemux2
libtiff-dev: libtiff5 / libtiff6
libtiff5-dev: libtiff5 / libtiff6
libzip-dev: libzip4 / libzip4t64
libicu-dev: libicu70 / libicu74
libjpeg-dev: libjpeg8
libcurl4-openssl-dev: libcurl4 / libcurl4t64
libcurl4-gnutls-dev: libcurl3-gnutls / libcurl3t64-gnutls
libvips-dev: libvips42 / libvips42t64
libreadline-dev: libreadline8 / libreadline8t64
libldap2-dev: libldap-2.5-0 / libldap2
libldap-dev: libldap-2.5-0 / libldap2
libglib2.0-dev: libglib2.0-0 / libglib2.0-0t64
libmagic-dev: libmagic1 / libmagic1t64
libmemcached-dev: libmemcached11 libmemcachedutil2 / libmemcached11t64 libmemcachedutil2t64
libasound2-dev: libasound2 / libasound2t64
libuv1-dev: libuv1 / libuv1t64
libssh2-1-dev: libssh2-1 / libssh2-1t64
libpcap-dev: libpcap0.8 / libpcap0.8t64
libgtk-3-dev: libgtk-3-0 / libgtk-3-0t64
default-libmysqlclient-dev: libmysqlclient21
libmysqlclient-dev: libmysqlclient21
libjpeg62-turbo-dev: - / -
`;

/** Alpine names hardly carry versions; one list serves all releases. */
const alpineLines = `
postgresql-dev: libpq
libpq-dev: libpq
mariadb-dev: mariadb-connector-c
mariadb-connector-c-dev: mariadb-connector-c
mysql-dev: mariadb-connector-c
openssl-dev: libssl3 libcrypto3
libffi-dev: libffi
libxml2-dev: libxml2
libxslt-dev: libxslt
jpeg-dev: libjpeg-turbo
libjpeg-turbo-dev: libjpeg-turbo
libpng-dev: libpng
freetype-dev: freetype
libwebp-dev: libwebp
tiff-dev: tiff
libzip-dev: libzip
icu-dev: icu-libs
oniguruma-dev: oniguruma
curl-dev: libcurl
sqlite-dev: sqlite-libs
imagemagick-dev: imagemagick
vips-dev: vips
gmp-dev: gmp
yaml-dev: yaml
readline-dev: readline
ncurses-dev: ncurses-libs
bzip2-dev: libbz2
xz-dev: xz-libs
zstd-dev: zstd-libs
lz4-dev: lz4-libs
snappy-dev: snappy
zlib-dev: zlib
libmemcached-dev: libmemcached-libs
rabbitmq-c-dev: rabbitmq-c
librdkafka-dev: librdkafka
openldap-dev: libldap
cyrus-sasl-dev: libsasl
krb5-dev: krb5-libs
imap-dev: c-client
libevent-dev: libevent
glib-dev: glib
cairo-dev: cairo cairo-gobject
pango-dev: pango
pixman-dev: pixman
giflib-dev: giflib
librsvg-dev: librsvg
gdk-pixbuf-dev: gdk-pixbuf
geos-dev: geos
gdal-dev: gdal
proj-dev: proj
hdf5-dev: hdf5
openblas-dev: openblas
lapack-dev: lapack
libsodium-dev: libsodium
argon2-dev: argon2-libs
xmlsec-dev: xmlsec
libmaxminddb-dev: libmaxminddb
tidyhtml-dev: tidyhtml
libuv-dev: libuv
pcre-dev: pcre
pcre2-dev: pcre2
unixodbc-dev: unixodbc
freetds-dev: freetds
libavif-dev: libavif
aom-dev: aom-libs
libheif-dev: libheif
eudev-dev: eudev-libs
libusb-dev: libusb
alsa-lib-dev: alsa-lib
portaudio-dev: portaudio
zeromq-dev: zeromq
c-ares-dev: c-ares
nghttp2-dev: nghttp2-libs
libssh2-dev: libssh2
gpgme-dev: gpgme
leveldb-dev: leveldb
rocksdb-dev: rocksdb
protobuf-dev: protobuf
file-dev: libmagic
libpcap-dev: libpcap
libseccomp-dev: libseccomp
net-snmp-dev: net-snmp-libs
cups-dev: cups-libs
gtk+3.0-dev: gtk+3.0
libxpm-dev: libxpm
expat-dev: expat
fontconfig-dev: fontconfig
util-linux-dev: libuuid
gdbm-dev: gdbm
poppler-dev: poppler
enchant2-dev: enchant2
aspell-dev: aspell-libs
hunspell-dev: hunspell
gettext-dev: libintl
libgit2-dev: libgit2
libsecret-dev: libsecret
hiredis-dev: hiredis
brotli-dev: brotli-libs
libx11-dev: libx11
gfortran: libgfortran
`;

/** Red Hat names, where the counterpart is not simply the name without `-devel`. */
const redhatLines = `
openssl-devel: openssl-libs
postgresql-devel: libpq
libpq-devel: libpq
mariadb-devel: mariadb-connector-c
mariadb-connector-c-devel: mariadb-connector-c
libjpeg-turbo-devel: libjpeg-turbo
ImageMagick-devel: ImageMagick-libs
sqlite-devel: sqlite-libs
ncurses-devel: ncurses-libs
krb5-devel: krb5-libs
bzip2-devel: bzip2-libs
xz-devel: xz-libs
libcurl-devel: libcurl
libxml2-devel: libxml2
libxslt-devel: libxslt
libpng-devel: libpng
freetype-devel: freetype
libzip-devel: libzip
libicu-devel: libicu
libffi-devel: libffi
zlib-devel: zlib
gmp-devel: gmp
libyaml-devel: libyaml
libwebp-devel: libwebp
oniguruma-devel: oniguruma
readline-devel: readline
`;

type Columns = readonly (readonly string[])[];

function parse(lines: string): ReadonlyMap<string, Columns> {
  const table = new Map<string, Columns>();
  for (const line of lines.split('\n')) {
    const colon = line.indexOf(': ');
    if (colon < 0) continue;
    const columns = line
      .slice(colon + 2)
      .split(' / ')
      .map((column) => column.split(' '));
    table.set(line.slice(0, colon), columns);
  }
  return table;
}

const tables = {
  debian: parse(debianLines),
  ubuntu: parse(ubuntuLines),
  alpine: parse(alpineLines),
  redhat: parse(redhatLines),
};

export type CounterpartTable = keyof typeof tables;

/**
 * Counterparts of a -dev package in one column of a table (columns are releases, oldest first); a table line with one
 * column serves every release. Null when the name is not listed or has none in that release.
 */
export function counterparts(
  table: CounterpartTable,
  name: string,
  column: number,
): readonly string[] | null {
  const columns = tables[table].get(name);
  if (columns === undefined) return null;
  const found = columns.length === 1 ? columns[0] : columns[column];
  return found === undefined || found[0] === '-' ? null : found;
}

/** True when one name serves every release of the table. */
export function sameEverywhere(table: CounterpartTable, name: string): boolean {
  return tables[table].get(name)?.length === 1;
}
