interface User {
  readonly name: string;
  readonly uid: number;
}

function users(list: string): readonly User[] {
  return list.split(' ').map((entry) => {
    const [name = '', uid = '0'] = entry.split(':');
    return { name, uid: Number(uid) };
  });
}

/** base-passwd's master file, the same from jessie to trixie and on Ubuntu. */
const debian = users(
  'root:0 daemon:1 bin:2 sys:3 sync:4 games:5 man:6 lp:7 mail:8 news:9 uucp:10 proxy:13 www-data:33 backup:34 list:38 irc:39 nobody:65534',
);
/** alpine-baselayout's passwd: what 3.3 to 3.24 have in common. */
const alpine = users(
  'root:0 bin:1 daemon:2 lp:4 sync:5 shutdown:6 halt:7 mail:8 news:9 uucp:10 ftp:21 sshd:22 games:35 ntp:123 guest:405 nobody:65534',
);
const distroless = users('root:0 nobody:65534 nonroot:65532');
const busybox = users('root:0 daemon:1 bin:2 sys:3 sync:4 mail:8 www-data:33 operator:37 nobody:65534');

/** Users that a distro's own base image has. An empty list means not known (or, for scratch, none). */
export function distroUsers(distro: string): readonly User[] {
  if (distro === 'debian' || distro === 'ubuntu') return debian;
  if (distro === 'alpine') return alpine;
  if (distro === 'distroless') return distroless;
  return distro === 'busybox' ? busybox : [];
}
