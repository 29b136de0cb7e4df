/** Options of `docker run` and `podman run` without a value (the help texts of Docker 26 and podman 4.3). */
const SWITCHES: ReadonlySet<string> = new Set([
  '--detach',
  '--disable-content-trust',
  '--env-host',
  '--help',
  '--http-proxy',
  '--init',
  '--interactive',
  '--no-healthcheck',
  '--no-hosts',
  '--oom-kill-disable',
  '--passwd',
  '--privileged',
  '--publish-all',
  '--quiet',
  '--read-only',
  '--read-only-tmpfs',
  '--replace',
  '--rm',
  '--rmi',
  '--rootfs',
  '--sig-proxy',
  '--tls-verify',
  '--tty',
  '--unsetenv-all',
  '--use-api-socket',
]);
const SHORT_SWITCHES = 'diPqt';

const ATTACHED = 'dockopt reads what the app prints, and waits for its end';
const NO_TERMINAL = 'nobody types into a comparison, and an app may print other things to a terminal';

/** Options that would decide what is dockopt's to decide, and why they are. */
const OURS: Readonly<Record<string, string>> = {
  '-a': ATTACHED,
  '--attach': ATTACHED,
  '-d': ATTACHED,
  '--detach': ATTACHED,
  '--detach-keys': ATTACHED,
  '--sig-proxy': ATTACHED,
  '-i': NO_TERMINAL,
  '--interactive': NO_TERMINAL,
  '-t': NO_TERMINAL,
  '--tty': NO_TERMINAL,
  '--cidfile': 'every start has a container of its own, and the file would be there at the second one',
  '--help': 'both would print the same help, and nothing would be started',
  '--name': 'every start has a container of its own, with a name of its own',
  '--pull': 'both images were built here',
  '--replace': 'every start has a container of its own, with a name of its own',
  '--restart': 'it would hide that the app ended',
  '--rm': 'dockopt removes containers itself, after it has looked at them',
  '--rmi': 'dockopt removes images itself',
  '--rootfs': 'the images are what is compared',
};

/** The options in one word: one long one, or a cluster of short ones; `takesNext` when a value must follow. */
function optionsIn(word: string): { readonly names: readonly string[]; readonly takesNext: boolean } {
  const equals = word.indexOf('=');
  if (word.startsWith('--')) {
    const name = equals < 0 ? word : word.slice(0, equals);
    return { names: [name], takesNext: equals < 0 && !SWITCHES.has(name) };
  }
  const names: string[] = [];
  for (const [index, letter] of [...word].entries()) {
    if (index === 0) continue;
    if (letter === '=') break;
    names.push(`-${letter}`);
    // The rest of the word is the value of the first option that takes one.
    if (!SHORT_SWITCHES.includes(letter)) return { names, takesNext: index === word.length - 1 };
  }
  return { names, takesNext: false };
}

/**
 * What is wrong with words that are to stand between `docker run` and the image: an option that is dockopt's own, or a
 * word that is no option, which would take the image's place, so that twice something else would be started and found
 * equal. Null when nothing is.
 */
export function runOptionsProblem(words: readonly string[]): string | null {
  let waiting: string | null = null;
  for (const word of words) {
    if (waiting !== null) {
      waiting = null;
      continue;
    }
    if (!/^-(?:-?[A-Za-z])/.test(word)) return `${word}: an option of docker run is wanted`;
    if (/\s/.test(word.split('=', 1)[0] ?? '')) return `${word}: one word is wanted, as in --network=host`;
    const { names, takesNext } = optionsIn(word);
    const own = names.find((name) => Object.hasOwn(OURS, name));
    if (own !== undefined) return `${word}: ${OURS[own] ?? ''}`;
    if (takesNext) waiting = word;
  }
  return waiting === null ? null : `${waiting}: a value is missing, as in ${waiting}=VALUE`;
}
