/**
 * What a program needs beside its own package to do what it did in a full image, where `--no-install-recommends` leaves it
 * out: Debian's git recommends certificates and an ssh client, curl and wget bring no certificates.
 */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  git: ['ca-certificates', 'openssh-client'],
  curl: ['ca-certificates'],
  wget: ['ca-certificates'],
};

/** The packages to install with `name`, itself first. `local`: it is only ever called for an address on the same host. */
export function withCompanions(name: string, local: boolean): readonly string[] {
  return local ? [name] : [name, ...(COMPANIONS[name] ?? [])];
}
