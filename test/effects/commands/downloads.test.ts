import { expect } from 'chai';
import { genericCommands as table } from '../../../src/effects/table.js';
import { call, known, written } from './call.js';

const WRITES: readonly (readonly [line: string, writes: readonly string[]])[] = [
  ['curl -fsSL https://x.org/tool -o /usr/local/bin/tool', ['tool /usr/local/bin/tool']],
  ['curl -fsSLo /tmp/x.tgz https://x.org/x.tgz', ['cache /tmp/x.tgz']],
  ['curl -SLO https://x.org/dist/node-v1.tar.xz?raw=1', ['source /app/node-v1.tar.xz']],
  ['curl -O --output-dir /opt/x https://x.org/$V/agent.jar', ['tool /opt/x/agent.jar']],
  ['curl -sS https://x.org/install.sh', []],
  ['curl -o - https://x.org', []],
  ['curl -o /dev/null https://x.org', []],
  ['wget -q https://x.org/a/tool.zip', ['source /app/tool.zip']],
  ['wget -qO- https://x.org/key', []],
  ['wget -O /etc/apt/keyrings/x.asc https://x.org/key', ['config /etc/apt/keyrings/x.asc']],
  ['wget -nv -P /opt/y https://x.org/agent.jar', ['tool /opt/y/agent.jar']],
  ['wget https://x.org/', ['source /app/index.html']],
  ['git clone --depth 1 -b main https://github.com/a/b.git', ['source /app/b/**']],
  ['git clone https://github.com/a/b /opt/b', ['tool /opt/b/**']],
  ['git clone git@github.com:a/b.git /tmp/b', ['cache /tmp/b/**']],
  ['git -C /opt/b checkout v1', ['source /opt/b/**']],
  ['git config --global url.x.insteadOf y', ['config /root/.gitconfig']],
  ['git submodule update --init', ['source /app/**']],
  ['git rev-parse HEAD', []],
  ['svn export https://x.org/trunk/lib', ['source /app/lib/**']],
  ['tar -xzf x.tgz -C /opt', ['tool /opt/**']],
  ['tar xzf x.tgz', ['source /app/**']],
  ['tar xvfz x.tgz --strip-components=1 -C /usr/local', ['tool /usr/local/**']],
  ['tar -C /usr/local/bin -xzvf dockerize.tgz dockerize', ['tool /usr/local/bin/dockerize/**']],
  ['tar -xJf - -C /usr/src/php --strip-components=1', ['source /usr/src/php/**']],
  ['tar xCf /srv x.tar', ['source /srv/**']],
  ['tar -czf /tmp/out.tgz src', ['cache /tmp/out.tgz']],
  ['tar -tzf x.tgz', []],
  ['unzip -q x.zip -d /opt/x', ['tool /opt/x/**']],
  ['unzip x.zip tool -d /usr/local/bin', ['tool /usr/local/bin/tool/**']],
  ['unzip -l x.zip', []],
  ['gunzip /opt/x/data.csv.gz', ['tool /opt/x/data.csv']],
  ['gzip -9 big.txt', ['source /app/big.txt.gz']],
  ['gzip -dc big.gz', []],
  ['xz -d x.tar.xz', ['source /app/x.tar']],
  ['zip -r out src', ['source /app/out.zip']],
  ['7z x a.7z -o/opt/a', ['tool /opt/a/**']],
];

describe('downloads and archives', () => {
  for (const [line, expected] of WRITES) {
    it(`writes: ${line}`, () => {
      const result = known(table, line);
      expect(written(result)).to.deep.equal(expected);
      expect(result.opaque).to.equal(null);
    });
  }

  it('is opaque where the file or directory is not known', () => {
    expect(known(table, 'curl -O https://x.org/tool-$V').opaque?.within).to.deep.equal(['/app']);
    expect(known(table, 'curl -OJ https://x.org/tool').opaque?.within).to.deep.equal(['/app']);
    expect(known(table, 'curl -o $F https://x.org/tool').opaque?.within).to.equal(null);
    expect(known(table, 'wget -P /opt/$V/lib https://x.org/a').opaque?.within).to.deep.equal(['/opt']);
    expect(known(table, 'tar -xzf x.tgz -C /').opaque?.within).to.equal(null);
    expect(known(table, 'tar -xzf x.tgz -C "$D"').opaque?.within).to.equal(null);
    expect(known(table, 'git clone $REPO').opaque?.within).to.deep.equal(['/app']);
  });

  it('does not fetch a second time', () => {
    for (const line of [
      'curl -o /opt/x https://x',
      'wget https://x/y',
      'git clone https://x/y',
      'curl https://x',
    ]) {
      expect(known(table, line), line).to.include({ network: true, replayable: false });
    }
    expect(known(table, 'git config --global a.b c')).to.include({ network: false, replayable: true });
  });

  it('takes away what unpacking replaces', () => {
    expect(known(table, 'gunzip a.gz').removes).to.deep.equal(['/app/a.gz']);
    expect(known(table, 'gunzip -k a.gz').removes).to.deep.equal([]);
    expect(known(table, 'tar xzf a.tgz').removes).to.deep.equal([]);
  });

  it('names its program, and leaves unknown subcommands alone', () => {
    expect(known(table, '/usr/bin/git clone https://x/y').programs).to.deep.equal(['git']);
    expect(call(table, 'git frobnicate')).to.equal(null);
    expect(call(table, 'tar')).to.equal(null);
    expect(call(table, '7z frobnicate a')).to.equal(null);
  });
});
