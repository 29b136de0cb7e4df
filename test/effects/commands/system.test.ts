import { expect } from 'chai';
import { genericCommands as table } from '../../../src/effects/table.js';
import type { Effects } from '../../../src/effects/types.js';
import { call, known, written } from './call.js';

function people(result: Effects): readonly string[] {
  return result.users.map((user) => `${user.op} ${user.name} ${user.id ?? '-'}`);
}

function homes(line: string): readonly string[] {
  return known(table, line).writes.flatMap((write) => (write.role === 'state' ? [write.path] : []));
}

const USERS: readonly (readonly [line: string, users: readonly string[], homes: readonly string[]])[] = [
  ['useradd -m -u 1001 -s /bin/bash app', ['add-user app 1001'], ['/home/app']],
  ['useradd -r -g app -d /srv/app app', ['add-user app -'], []],
  ['useradd --create-home --home-dir /srv/app app', ['add-user app -'], ['/srv/app']],
  ['adduser --system --no-create-home --uid 200 --group app', ['add-user app 200'], []],
  ['adduser --disabled-password --gecos "" app', ['add-user app -'], ['/home/app']],
  ['adduser -D -H -u 82 -G www-data www-data', ['add-user www-data 82'], []],
  ['adduser -S -h /data app', ['add-user app -'], ['/data']],
  ['adduser node docker', ['modify node -'], []],
  ['addgroup -g 101 -S app', ['add-group app 101'], []],
  ['addgroup app tty', ['modify app -'], []],
  ['groupadd --gid 5000 vmail', ['add-group vmail 5000'], []],
  ['usermod -aG docker node', ['modify node -'], []],
  ['usermod -u 1000 www-data', ['modify www-data 1000'], []],
  ['chpasswd', [], []],
  ['userdel -r node', ['modify node -'], []],
];

describe('users and groups', () => {
  for (const [line, expected, directories] of USERS) {
    it(line, () => {
      const result = known(table, line);
      expect(people(result)).to.deep.equal(expected);
      expect(homes(line)).to.deep.equal(directories);
      expect(result.replayable).to.equal(true);
      expect(written(result)).to.include('config /etc/passwd');
    });
  }

  it('is weak where a name is not known, and declines a call without one', () => {
    expect(known(table, 'useradd $USER').confidence).to.equal('weak');
    expect(known(table, 'useradd app').confidence).to.equal('proven');
    expect(call(table, 'groupadd')).to.equal(null);
    expect(known(table, 'userdel -r node').removes).to.deep.equal(['/home/node']);
  });
});

const CONFIGURES: readonly (readonly [line: string, writes: readonly string[]])[] = [
  ['ldconfig', ['config /etc/ld.so.cache']],
  ['update-ca-certificates', ['config /etc/ca-certificates.conf/**', 'config /etc/ssl/certs/**']],
  ['locale-gen en_US.UTF-8', ['config /etc/locale.gen/**', 'config /usr/lib/locale/**']],
  ['localedef -i en_US -f UTF-8 en_US.UTF-8', ['config /usr/lib/locale/**']],
  ['a2enmod rewrite headers', ['config /etc/apache2/**']],
  ['phpenmod -v 8.1 xdebug', ['config /etc/php/**']],
  ['systemctl enable nginx', ['config /etc/systemd/system/**']],
  ['crontab /etc/cron.d/app', ['config /etc/crontabs/**', 'config /var/spool/cron/**']],
  ['service nginx start', []],
  ['systemctl daemon-reload', []],
  ['sysctl -w a=b', []],
];

describe('system configuration', () => {
  for (const [line, expected] of CONFIGURES) {
    it(line, () => {
      const result = known(table, line);
      expect(written(result)).to.deep.equal(expected);
      expect(result.replayable).to.equal(true);
      expect(result.opaque).to.equal(null);
    });
  }

  it('knows what an alternative points to', () => {
    const result = known(table, 'update-alternatives --install /usr/bin/python python /usr/bin/python3 1');
    expect(result.reads).to.deep.equal(['/usr/bin/python3']);
    expect(written(result)).to.include('config /usr/bin/python');
    expect(known(table, 'update-alternatives --list java').writes).to.deep.equal([]);
  });

  it('keeps the data of a server that ran', () => {
    expect(written(known(table, 'service mysql start'))).to.deep.equal(['state /var/lib/mysql/**']);
    expect(known(table, 'service mysql start').replayable).to.equal(false);
  });

  it('takes configuration tests for gates, and does not know started servers', () => {
    expect(known(table, 'nginx -t').gate?.rule).to.equal('gate/config-test');
    expect(known(table, 'nginx -v').gate).to.equal(null);
    expect(call(table, 'nginx')).to.equal(null);
    expect(known(table, 'mount /dev/x /y').opaque?.within).to.equal(null);
  });

  it('carries keys, which come out different each time', () => {
    expect(
      written(
        known(table, 'openssl req -x509 -newkey rsa:2048 -nodes -keyout /etc/ssl/a.key -out /etc/ssl/a.crt'),
      ),
    ).to.deep.equal(['config /etc/ssl/a.crt', 'config /etc/ssl/a.key']);
    expect(written(known(table, 'ssh-keygen -q -t rsa -N "" -f /etc/ssh/key'))).to.deep.equal([
      'config /etc/ssh/key',
      'config /etc/ssh/key.pub',
    ]);
    expect(known(table, 'openssl genrsa -out /etc/ssl/a.key 2048').replayable).to.equal(false);
    expect(known(table, 'openssl version').writes).to.deep.equal([]);
  });

  it('takes a verified signature for a gate and a key for a cache', () => {
    expect(known(table, 'gpg --batch --verify x.asc x').gate?.rule).to.equal('gate/signature');
    const imported = known(table, 'gpg --batch --keyserver hkp://x --recv-keys AB');
    expect([imported.gate, imported.network]).to.deep.equal([null, true]);
    expect(written(imported)).to.deep.equal(['cache /root/.gnupg/**']);
    expect(written(known(table, 'gpg --dearmor -o /usr/share/keyrings/x.gpg'))).to.include(
      'config /usr/share/keyrings/x.gpg',
    );
  });
});
