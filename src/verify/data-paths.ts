/**
 * System data that programs open by a fixed path, by the name it has in `ListedFile.names`. Each has the texts that a
 * program's constants hold for it. `/usr/lib/ssl` is OpenSSL's own directory on Debian and `/etc/ssl/cert.pem` the one on
 * Alpine and BSD: programs linked with it name no other. Who converts characters with the C library's tables imports its
 * function; the path stands in the C library alone.
 */
export const DATA_PATHS: Readonly<Record<string, readonly string[]>> = {
  '/etc/ssl/certs': ['/etc/ssl/certs', '/etc/ssl/cert.pem', '/usr/lib/ssl'],
  '/etc/pki/tls': ['/etc/pki/tls', '/etc/pki/ca-trust'],
  '/usr/share/ca-certificates': ['/usr/share/ca-certificates', '/usr/local/share/ca-certificates'],
  '/usr/share/zoneinfo': ['/usr/share/zoneinfo'],
  '/etc/localtime': ['/etc/localtime'],
  '/etc/mime.types': ['/etc/mime.types'],
  '/usr/share/mime': ['/usr/share/mime'],
  '/etc/services': ['/etc/services'],
  '/usr/share/i18n': ['/usr/share/i18n'],
  '/usr/lib/locale': ['/usr/lib/locale'],
  '/usr/share/terminfo': ['/usr/share/terminfo', '/etc/terminfo'],
  '/usr/share/misc/magic': ['/usr/share/misc/magic', '/usr/share/file/magic', '/etc/magic'],
  '/usr/share/icu': ['/usr/share/icu'],
  '/usr/lib/gconv': ['iconv_open'],
  '/usr/share/fonts': ['/usr/share/fonts', '/etc/fonts'],
};
