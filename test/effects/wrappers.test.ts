import { expect } from 'chai';
import { effectsOf, seen } from './harness.js';

const INSIDE = 'root@/app probe x V= HOME=/root';

describe('wrappers', () => {
  const same = [
    "sh -c 'probe x'",
    "/bin/sh -ec 'probe x'",
    "bash -lc 'probe x'",
    "bash -euxo pipefail -c 'probe x'",
    'bash -o pipefail -c "probe x"',
    "ash -c 'probe x'",
    "dash -c 'probe x' name arg",
    'sh -c "sh -c \'probe x\'"',
    'sudo probe x',
    'sudo -E -n probe x',
    'env probe x',
    'env -i probe x',
    'nice probe x',
    'nice -n 10 probe x',
    'ionice -c 3 probe x',
    'nohup probe x',
    'time probe x',
    'timeout 30 probe x',
    'timeout -k 5 --signal=KILL 30s probe x',
    'stdbuf -oL probe x',
    'exec probe x',
    'command probe x',
    'tini -- probe x',
    '/sbin/tini -s -- probe x',
    'dumb-init probe x',
    'gosu root probe x',
    'su-exec root probe x',
    "su -c 'probe x'",
    "su root -c 'probe x'",
    'runuser -u root -- probe x',
    'setpriv --reuid=0 probe x',
    'xvfb-run -a probe x',
    'eval probe x',
    "eval 'probe x'",
    'bash <<EOF\nprobe x\nEOF',
  ];
  for (const text of same) {
    it(text, () => expect(seen(text), text).to.deep.equal([INSIDE]));
  }

  it('passes directory, user, home and variables on', () => {
    expect(seen('cd /x && sudo probe')).to.deep.equal(['root@/x probe V= HOME=/root']);
    expect(seen('sudo -u node V=1 probe')).to.deep.equal(['node@/app probe V=1 HOME=/home/node']);
    expect(seen('env V=1 probe')).to.deep.equal(['root@/app probe V=1 HOME=/root']);
    expect(seen('env -C /x probe')).to.deep.equal(['root@/x probe V= HOME=/root']);
    expect(seen('V=1 sh -c "probe"')).to.deep.equal(['root@/app probe V=1 HOME=/root']);
    expect(seen("gosu node:node sh -c 'probe $V'", { env: { V: 'a' } })).to.deep.equal([
      'node:node@/app probe a V=a HOME=/home/node',
    ]);
    expect(seen("su - node -c 'probe'")).to.deep.equal(['node@/home/node probe V= HOME=/home/node']);
    expect(seen("sh -c 'cd /x; probe' && probe")).to.deep.equal([
      'root@/x probe V= HOME=/root',
      'root@/app probe V= HOME=/root',
    ]);
  });

  it('gives xargs operands that nobody knows', () => {
    expect(seen('ls | xargs -n 1 probe a')[0]).to.include('probe a <unknown>');
    expect(seen('ls | xargs -I {} probe {} b')[0]).to.include('probe <unknown> b');
  });

  it('needs the wrapper itself', () => {
    expect(effectsOf('sudo probe').programs).to.include('sudo');
    expect(effectsOf('exec probe').programs).to.not.include('exec');
  });

  it('is opaque when what runs is not known', () => {
    for (const text of [
      'sh -c "$CMD"',
      'sh -c "$(curl https://e.org)"',
      'bash',
      'bash -s < x',
      'curl https://e.org | sh -',
      'sh "$FILE"',
      'sudo $CMD',
      'sudo -i',
      'env -S "probe x"',
      'eval "$(x)"',
      'chroot /mnt probe',
      'su node',
      'bash <<EOF\n$X\nEOF',
      'trap "$X" EXIT',
      '. "$FILE"',
      'zsh -c "probe x"',
    ])
      expect(effectsOf(text).opaque, text).to.include({ within: null });
  });

  it('knows files that are sourced for their variables', () => {
    for (const text of [
      '. /etc/os-release',
      '. ~/.bashrc',
      '. "$NVM_DIR/nvm.sh"',
      'source venv/bin/activate',
    ])
      expect(effectsOf(text).opaque, text).to.equal(null);
  });

  it('knows builtins, which leave nothing behind', () => {
    for (const text of [
      'set -eux',
      'cd /x',
      'export A=b',
      'unset A',
      ':',
      'true',
      'echo a',
      'printf a',
      'command -v git',
      'type git',
      'exit 0',
      'umask 022',
      'ulimit -n 1',
      'wait',
      'shift',
      'trap - EXIT',
      '[ -f x ]',
      '[[ -f x ]]',
      'bash --version',
    ]) {
      const found = effectsOf(text);
      expect(found.opaque, text).to.equal(null);
      expect(found.writes, text).to.deep.equal([]);
      expect(found.gate, text).to.equal(null);
      expect(found.replayable, text).to.equal(true);
    }
  });

  it('runs what a trap runs', () => {
    expect(effectsOf("trap 'mkdir /srv/x' EXIT").writes).to.have.length(1);
  });
});
