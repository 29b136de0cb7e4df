import { expect } from 'chai';
import { madePaths, ofOnePackage, removedPaths } from '../../src/verify/made-paths.js';
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

  it('is what somebody changed in a package that stayed in the same version', () => {
    const list = file('l', { text: '/.\n/etc/nginx/nginx.conf\n' });
    const sums = (version: string): Files => ({
      '/var/lib/dpkg/info/nginx.list': list,
      '/var/lib/dpkg/info/nginx.md5sums': file(version),
    });
    const was = { ...sums('1'), '/etc/nginx/nginx.conf': file('old') };
    expect(made({ '/etc/nginx/nginx.conf': file('new') }, was)).to.deep.equal(['/etc/nginx/nginx.conf']);
    expect(made({ ...sums('2'), '/etc/nginx/nginx.conf': file('new') }, was)).to.deep.equal([]);
  });

  it('is anywhere, but for what packages write in directories of packages', () => {
    const list = file('l', { text: '/.\n/usr\n/usr/share\n/usr/share/fonts\n/usr/lib\n/usr/lib/gio\n' });
    const files = {
      '/var/lib/dpkg/info/fonts.list': list,
      '/usr/share/GeoIP/City.mmdb': file('g'),
      '/usr/share/fonts/own/A.ttf': file('a'),
      '/usr/share/fonts/fonts.dir': file('d'),
      '/usr/lib/gio/giomodule.cache': file('c'),
      '/usr/lib/app/plugins/a.so': file('p'),
      '/runtime/mail.tpl': file('m'),
      '/devices.conf': file('d'),
      '/run/lock/x': file('x'),
      '/run/app': directory({ uid: 1000 }),
      '/var/cache/thumbs': directory({ uid: 1000 }),
      '/var/cache/apt/archives': directory({ uid: 42 }),
    };
    expect(made(files, { '/var/cache': directory() })).to.have.members([
      '/usr/share/GeoIP/City.mmdb',
      '/usr/share/fonts/own/A.ttf',
      '/usr/lib/app/plugins/a.so',
      '/runtime/mail.tpl',
      '/devices.conf',
      '/run/app',
      '/var/cache/thumbs',
    ]);
  });

  it('is what an unknown program keeps in a cache, and not what a known tool can fetch again', () => {
    const files = {
      '/root/.cache/puppeteer/chrome': file('c'),
      '/root/.cache/yarn/v6/x': file('y'),
      '/home/node/.cache/go-build/x': file('g'),
      '/root/.ssh/known_hosts': file('k'),
      '/root/.aws/config': file('a'),
    };
    expect(made(files)).to.have.members(['/root/.cache/puppeteer/chrome', '/root/.aws/config']);
  });
});

describe('what the instructions of a Dockerfile removed', () => {
  const lists = {
    '/var/lib/dpkg/info/passwd.list': file('l', { text: '/usr/bin/passwd\n' }),
    '/var/lib/dpkg/info/passwd.md5sums': file('1'),
  };
  const base: Files = {
    ...debian,
    ...lists,
    '/usr/bin/passwd': file('p'),
    '/etc/nginx/conf.d/default.conf': file('d'),
    '/usr/share/doc/x/README': file('r'),
    '/var/lib/apt/lists/x': file('l'),
    '/home/node/.bashrc': file('b'),
  };
  const removed = (image: Files): readonly string[] => [...removedPaths(listing(image), listing(base))];

  it('is not what makes the image smaller, and the home of a user counts once', () => {
    expect(removed({ ...debian, ...lists })).to.have.members([
      '/usr/bin/passwd',
      '/etc/nginx/conf.d/default.conf',
      '/home/node',
    ]);
    expect(removed(base)).to.deep.equal([]);
  });

  it('is not what went with its package, or with its version', () => {
    const { '/usr/bin/passwd': gone, ...kept } = base;
    const { '/var/lib/dpkg/info/passwd.list': list, ...without } = kept;
    expect(gone && list && removed(kept)).to.deep.equal(['/usr/bin/passwd']);
    expect(removed(without)).to.deep.equal([]);
    expect(removed({ ...kept, '/var/lib/dpkg/info/passwd.md5sums': file('2') })).to.deep.equal([]);
  });
});

describe('files of one package', () => {
  it('are those of one version in both images that package managers leave alone', () => {
    const image = (version: string): Files => ({
      '/lib/apk/db/installed': file('i', {
        text: `P:nginx\nV:${version}\nF:etc/nginx\nR:nginx.conf\nF:etc\nR:passwd\n`,
      }),
    });
    const same = ofOnePackage(listing(image('1.2-r0')), listing(image('1.2-r0')));
    expect(['/etc/nginx/nginx.conf', '/etc/passwd', '/etc/other'].map(same)).to.deep.equal([
      true,
      false,
      false,
    ]);
    const other = ofOnePackage(listing(image('1.2-r0')), listing(image('1.2-r1')));
    expect(other('/etc/nginx/nginx.conf')).to.equal(false);
  });
});
