import { expect } from 'chai';
import { madePaths } from '../../src/verify/made-paths.js';
import type { ListedFile } from '../../src/verify/types.js';
import { debian, directory, file, link, listing } from '../support/listings.js';

type Files = Readonly<Record<string, ListedFile>>;

function made(image: Files, base: Files = {}): readonly string[] {
  return [...madePaths(listing({ ...debian, ...base, ...image }), listing({ ...debian, ...base }))];
}

describe('what the instructions of a Dockerfile made', () => {
  it('is what the base image has not, or has otherwise', () => {
    const base = { '/etc/nginx/nginx.conf': file('base'), '/usr/local/bin/node': file('node') };
    expect(
      made(
        {
          '/etc/nginx/nginx.conf': file('other'),
          '/etc/nginx/conf.d/extra.conf': file('x'),
          '/usr/local/share/tool/data.bin': file('d'),
          '/data/seed.sql': file('s'),
        },
        base,
      ),
    ).to.include.members([
      '/etc/nginx/nginx.conf',
      '/etc/nginx/conf.d/extra.conf',
      '/usr/local/share/tool/data.bin',
      '/data/seed.sql',
    ]);
    expect(made({}, base)).to.deep.equal([]);
  });

  it('is a log that leads to a device, and no other log', () => {
    const logs = { '/var/log/app/access.log': link('/dev/stdout'), '/var/log/app/old.log': file('o') };
    expect(made(logs)).to.deep.equal(['/var/log/app/access.log']);
  });

  it('is a directory with another owner, not one with more in it', () => {
    const base = { '/var/lib/store': directory(), '/etc/app': directory() };
    expect(
      made({ '/var/lib/store': directory({ uid: 1000 }), '/etc/app/x': file('x') }, base),
    ).to.have.members(['/var/lib/store', '/etc/app/x']);
  });

  it('is not what a package brings, as long as nobody changes its permissions', () => {
    const list = file('l', { text: '/.\n/usr\n/etc/curl.conf\n/bin/curl\n/etc/base.conf\n' });
    const lists = { '/var/lib/dpkg/info/curl.list': list };
    const files = { ...lists, '/etc/curl.conf': file('c'), '/usr/bin/curl': file('c') };
    expect(made(files)).to.deep.equal([]);
    expect(
      made({ '/etc/base.conf': file('new') }, { ...lists, '/etc/base.conf': file('old') }),
    ).to.deep.equal([]);
    expect(
      made({ '/usr/bin/curl': file('c', { mode: 0o4755 }) }, { ...lists, '/usr/bin/curl': file('c') }),
    ).to.deep.equal(['/usr/bin/curl']);
  });

  it('reads what apk notes', () => {
    const installed = file('i', { text: 'P:curl\nF:etc\nR:curl.conf\nF:usr/bin\nR:curl\n' });
    const files = {
      '/lib/apk/db/installed': installed,
      '/etc/curl.conf': file('c'),
      '/usr/bin/curl': file('c'),
    };
    expect(made({ ...files, '/usr/bin/other': file('o') })).to.deep.equal(['/usr/bin/other']);
  });

  it('is not what the system writes anew, a cache, a build tool, or a person’s settings', () => {
    expect(
      made({
        '/etc/passwd': file('p'),
        '/etc/passwd-': file('p'),
        '/etc/ssl/certs/a.pem': file('c'),
        '/etc/rc2.d/S01x': file('r'),
        '/usr/local/go/bin/go': file('g'),
        '/usr/local/lib/python3.12/site-packages/flask/app.py': file('f'),
        '/root/.npmrc': file('n'),
        '/root/.npm/_cacache/x': file('n'),
        '/tmp/x': file('t'),
        '/usr/bin/composer': file('c'),
        '/var/lib/systemd/deb-systemd-user-helper-enabled/x': file('s'),
        '/usr/share/mime/mime.cache': file('m'),
      }),
    ).to.deep.equal([]);
  });
});
