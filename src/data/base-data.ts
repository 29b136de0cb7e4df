/** Data and configuration that packages of full images bring and slim ones lack, by path: the packages' file lists. */
const OWNERS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/etc\/ssl\/(?:certs|cert\.pem)(?:\/|$)|^\/usr\/share\/ca-certificates(?:\/|$)/, ['ca-certificates']],
  [/^\/etc\/ssl\/openssl\.cnf$|^\/usr\/lib\/ssl(?:\/|$)/, ['openssl']],
  [/^\/etc\/mime\.types$/, ['media-types', 'mime-support']],
  [/^\/usr\/share\/mime(?:\/|$)/, ['shared-mime-info']],
  [/^\/etc\/(?:services|protocols|rpc|networks|ethertypes)$/, ['netbase']],
  [/^\/etc\/fonts(?:\/|$)/, ['fontconfig-config']],
  [/^\/usr\/share\/fonts(?:\/|$)/, ['fonts-dejavu-core']],
  [/^\/etc\/ImageMagick-6(?:\/|$)/, ['imagemagick-6-common']],
  [/^\/etc\/ImageMagick-7(?:\/|$)/, ['imagemagick-7-common']],
  [/^\/usr\/share\/misc\/magic|^\/etc\/magic$|^\/usr\/lib\/file(?:\/|$)/, ['libmagic-mgc']],
  [/^\/usr\/share\/zoneinfo(?:\/|$)/, ['tzdata']],
  [/^\/usr\/(?:lib|share)\/git-core(?:\/|$)/, ['git']],
  [/^\/etc\/ssh\/ssh_config(?:\.d)?(?:\/|$)/, ['openssh-client']],
  [/^\/etc\/wgetrc$/, ['wget']],
];

/** Debian packages that bring what lies at an absolute path, releases' different names for one included; empty when not listed. */
export function dataPackages(path: string): readonly string[] {
  return OWNERS.find(([pattern]) => pattern.test(path))?.[1] ?? [];
}

/** Paths out of the listed packages that a text names. */
export function dataPathsIn(text: string): readonly string[] {
  const found = text.match(/(?<![\w.-])\/(?:etc|usr)\/[\w./+-]+/g) ?? [];
  return [...new Set(found)].filter((path) => dataPackages(path).length > 0);
}
