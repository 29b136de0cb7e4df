import { expect } from 'chai';
import { genericCommands as table } from '../../../src/effects/table.js';
import { call, known, written } from './call.js';

const WRITES: readonly (readonly [line: string, writes: readonly string[]])[] = [
  ['cp tool /usr/local/bin', ['tool /usr/local/bin/tool']],
  ['cp tool /usr/local/bin/other', ['tool /usr/local/bin/other']],
  ['cp -r /tmp/x/. /srv/app/', ['source /srv/app/**']],
  ['cp -r src /app', ['source /app/src/**']],
  ['cp a.conf b.conf /etc/app', ['config /etc/app/a.conf', 'config /etc/app/b.conf']],
  ['cp *.conf /etc/nginx/conf.d/', ['config /etc/nginx/conf.d/**']],
  ['cp x /opt/tools', ['tool /opt/tools/**']],
  ['cp .env.example .env', ['source /app/.env']],
  ['cp -t /opt/x a b', ['tool /opt/x/a', 'tool /opt/x/b']],
  ['cp /dev/null /dev/shm/x', []],
  ['mv composer.phar /usr/local/bin/composer', ['tool /usr/local/bin/composer']],
  ['mv /tmp/node /opt/node', ['tool /opt/node/**']],
  ['install -m 0755 hey /usr/local/bin/hey', ['tool /usr/local/bin/hey']],
  ['install -d -o node -g node /data /logs', ['state /data', 'state /logs']],
  ['ln -s /opt/x/bin/x /usr/local/bin/x', ['tool /usr/local/bin/x']],
  ['ln -sf /dev/stdout /var/log/nginx/access.log', ['state /var/log/nginx/access.log']],
  ['ln -s /app/shared/uploads', ['state /app/uploads']],
  ['ln -snf /usr/share/zoneinfo/UTC /etc/localtime', ['config /etc/localtime']],
  ['mkdir -p /app/data /tmp/build', ['cache /tmp/build', 'state /app/data']],
  ['mkdir -p logs', ['state /app/logs']],
  ['touch /var/log/cron.log', ['state /var/log/cron.log']],
  ['tee -a /etc/hosts', []],
  ['tee /etc/apt/sources.list.d/x.list', ['config /etc/apt/sources.list.d/x.list']],
  ['sed -i s/a/b/ /etc/x.conf', ['config /etc/x.conf']],
  ['sed -i -e s/a/b/ -e s/c/d/ /etc/x.conf', ['config /etc/x.conf']],
  ["sed -ri.bak 's/a/b/' /etc/php/*/php.ini", ['config /etc/php/**']],
  ['sed s/a/b/ /etc/x.conf', []],
  ['dd if=/dev/zero of=/swap bs=1M count=1', ['source /swap']],
  ['truncate -s 0 /var/log/x.log', ['state /var/log/x.log']],
  ['patch -p1 -i fix.patch', ['source /app/**']],
  ['sort -o a.txt a.txt', ['source /app/a.txt']],
  ['chmod -R g-w /app', ['source /app/**']],
  ['chmod -x /app/bin/*', ['source /app/bin/**']],
  ['chown -R node:node /app /data', ['source /app/**', 'source /data/**']],
  ['setcap cap_net_bind_service=+ep /usr/bin/node', ['tool /usr/bin/node']],
  ['rsync -a --exclude .git ./ /srv/site', ['source /srv/site/**']],
  ['find /app -name "*.sh" -exec chmod +x {} \\;', ['source /app/**']],
];

describe('commands on files', () => {
  for (const [line, expected] of WRITES) {
    it(`writes: ${line}`, () => {
      const result = known(table, line);
      expect(written(result)).to.deep.equal(expected);
      expect(result.opaque).to.equal(null);
    });
  }

  it('writes over a path that is no directory and into one that is', () => {
    const files = { '/srv/conf/x': '' };
    expect(written(known(table, 'cp a /srv/conf', { files }))).to.deep.equal(['source /srv/conf/a']);
    expect(written(known(table, 'cp a.txt /srv/conf.txt', { files }))).to.deep.equal([
      'source /srv/conf.txt',
    ]);
  });

  it('is opaque within the narrowest directory when a destination is unknown', () => {
    expect(known(table, 'cp a /opt/node-$V/bin/').opaque?.within).to.deep.equal(['/opt']);
    expect(known(table, 'cp a build-$V').opaque?.within).to.deep.equal(['/app']);
    expect(known(table, 'cp a $DEST').opaque?.within).to.equal(null);
    expect(known(table, 'mkdir -p $DIR').opaque?.within).to.equal(null);
    expect(known(table, 'cp a b', { cwd: null }).opaque?.within).to.equal(null);
    expect(known(table, 'chmod +x $F').replayable).to.equal(false);
  });

  it('repeats what comes out the same in another stage, and only that', () => {
    const repeated = [
      'mkdir -p /data',
      'ln -s /a /b',
      'chmod +x /entry.sh',
      'chown -R www-data /var/www',
      'touch /x',
      'sed -i s/a/b/ /etc/x.conf',
      'cp /usr/share/zoneinfo/UTC /etc/localtime',
      'rm -rf /var/www/html',
      'mv /usr/local/etc/php/php.ini-production /usr/local/etc/php/php.ini',
      'cat /etc/passwd',
    ];
    const unique = [
      'sed -i s/a/b/ /app/x.js',
      'cp dist/app /usr/local/bin/app',
      'mv a b',
      'ln a b',
      'patch -i x.patch',
    ];
    expect(repeated.filter((line) => !known(table, line).replayable)).to.deep.equal([]);
    expect(unique.filter((line) => known(table, line).replayable)).to.deep.equal([]);
  });

  it('says what is removed', () => {
    expect(known(table, 'rm -rf /var/lib/apt/lists/* src').removes).to.deep.equal([
      '/var/lib/apt/lists/*',
      '/app/src',
    ]);
    expect(known(table, 'mv /tmp/a /opt/a').removes).to.deep.equal(['/tmp/a']);
    expect(known(table, 'find /usr -name "*.pyc" -delete').removes).to.deep.equal(['/usr/**/*.pyc']);
    expect(known(table, 'find . -type d -name test -exec rm -rf {} +').removes).to.deep.equal([
      '/app/**/test',
    ]);
    expect(known(table, 'rm -rf /x').writes).to.deep.equal([]);
  });

  it('claims no removal that a test it does not read may spare', () => {
    for (const line of [
      'find /usr -perm 4000 -delete',
      'find /usr ! -name node -delete',
      'find /usr -maxdepth 1 -name x -delete',
    ]) {
      const result = known(table, line);
      expect([result.removes, result.confidence], line).to.deep.equal([[], 'weak']);
    }
    const several = 'find /usr ( -type d -name test -o -name "*.pyc" ) -exec rm -rf {} +';
    expect(known(table, several).removes).to.deep.equal(['/usr/**/test', '/usr/**/*.pyc']);
    expect(known(table, 'find /srv/tmp -mindepth 1 -delete').removes).to.deep.equal(['/srv/tmp/**']);
  });

  it('is weak, not opaque, when it removes something unknown', () => {
    const result = known(table, 'rm -rf "$GNUPGHOME"');
    expect([result.confidence, result.opaque]).to.deep.equal(['weak', null]);
    expect(known(table, 'rm -rf /tmp/x').confidence).to.equal('proven');
  });

  it('finds out what find runs, unknown commands included', () => {
    expect(known(table, 'find /app -exec frobnicate {} ;').opaque).to.not.equal(null);
    expect(known(table, 'find $X -exec chmod 644 {} ;').opaque?.within).to.equal(null);
    expect(known(table, 'find /app -type f').writes).to.deep.equal([]);
  });

  it('knows owners, modes and capabilities beside the files', () => {
    expect(known(table, 'chown -R node:node /app').owners).to.deep.equal([
      { path: '/app', recursive: true, kind: 'owner', value: 'node:node' },
    ]);
    expect(known(table, 'chgrp www-data storage').owners?.[0]).to.include({
      path: '/app/storage',
      value: ':www-data',
    });
    expect(known(table, 'chmod -x f').owners?.[0]).to.include({
      kind: 'mode',
      value: '-x',
      recursive: false,
    });
    expect(known(table, 'mkdir -m 1777 /scratch').owners?.[0]).to.include({ value: '1777' });
    expect(known(table, 'install -d -o node -m 750 /data').owners).to.have.length(2);
    expect(known(table, 'setcap cap_x+ep /bin/ping').owners?.[0]).to.include({
      kind: 'capabilities',
      value: 'cap_x+ep',
    });
    expect(known(table, 'chown $USER /app').confidence).to.equal('weak');
  });

  it('takes a link for a need of what it points to', () => {
    expect(known(table, 'ln -s ../lib/x.js /opt/y/bin/x').reads).to.deep.equal(['/opt/y/lib/x.js']);
  });

  it('takes checks for gates and plain sums for none', () => {
    expect(known(table, 'sha256sum -c SUMS').gate?.rule).to.equal('gate/checksum');
    expect(known(table, 'sha256sum file').gate).to.equal(null);
    expect(known(table, 'cmp a b').gate?.rule).to.equal('gate/compare');
  });

  it('gives up on what it cannot see through', () => {
    expect(call(table, 'perl script.pl')).to.equal(null);
    expect(written(known(table, 'perl -pi -e s/a/b/ /etc/x'))).to.deep.equal(['config /etc/x']);
    expect(call(table, 'rsync -a host:/x /y')).to.equal(null);
    expect(call(table, 'cp a')).to.equal(null);
  });
});
