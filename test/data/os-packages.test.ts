import { expect } from 'chai';
import { classifyPackage, closureSize, runtimeCounterparts } from '../../src/data/os-packages.js';
import type { PackageClass } from '../../src/data/types.js';

describe('classes of OS packages', () => {
  const classes: readonly (readonly [PackageClass, string])[] = [
    [
      'build',
      'build-essential gcc g++-12 make cmake autoconf pkg-config libc6-dev musl-dev linux-headers-amd64 openjdk-17-jdk',
    ],
    [
      'runtime',
      'ca-certificates tzdata libpq5 libicu72 fonts-noto tini nginx ffmpeg openjdk-17-jre-headless php83-fpm so:libpq.so.5',
    ],
    ['ambiguous', 'curl wget git bash jq vim python3 postgresql-client unzip nodejs cmd:envsubst'],
    [
      'dev',
      'libpq-dev libpng-dev:amd64 zlib1g-dev python3-dev openssl-devel default-libmysqlclient-dev uuid-dev',
    ],
    ['unknown', 'acme .build-deps'],
  ];
  for (const [expected, names] of classes) {
    it(`${expected}: ${names}`, () => {
      for (const name of names.split(' ')) expect(classifyPackage(name, 'apt'), name).to.equal(expected);
    });
  }

  it('knows that dpkg is a build tool on Alpine only', () => {
    expect(classifyPackage('dpkg', 'apk')).to.equal('build');
    expect(classifyPackage('dpkg', 'apt')).to.equal('runtime');
  });
});

describe('run-time counterparts', () => {
  it('carry the names of the release', () => {
    expect(runtimeCounterparts('libpng-dev', 'apt', 'bookworm')).to.deep.equal(['libpng16-16']);
    expect(runtimeCounterparts('libpng-dev', 'apt', 'trixie')).to.deep.equal(['libpng16-16t64']);
    expect(runtimeCounterparts('libicu-dev', 'apt', 'bullseye')).to.deep.equal(['libicu67']);
    expect(runtimeCounterparts('libicu-dev', 'apt', '22.04')).to.deep.equal(['libicu70']);
    expect(runtimeCounterparts('libssl-dev', 'apt', '24.04')).to.deep.equal(['libssl3t64']);
    expect(runtimeCounterparts('libkrb5-dev', 'apt', 'bookworm')).to.include('libgssapi-krb5-2');
    expect(runtimeCounterparts('unixodbc-dev', 'apt', 'bookworm')).to.include.members([
      'libodbc2',
      'libodbcinst2',
    ]);
    expect(runtimeCounterparts('libmagickwand-dev', 'apt', 'trixie')).to.include('libmagickwand-7.q16-10');
  });

  it('are given without a release only when every release has the same', () => {
    expect(runtimeCounterparts('libpq-dev', 'apt', null)).to.deep.equal(['libpq5']);
    expect(runtimeCounterparts('libyaml-dev', 'apt', 'buster')).to.deep.equal(['libyaml-0-2']);
    for (const name of ['libpng-dev', 'libicu-dev', 'libjpeg-dev', 'default-libmysqlclient-dev'])
      expect(runtimeCounterparts(name, 'apt', null), name).to.equal(null);
  });

  it('do not exist for what is gone or not known', () => {
    expect(runtimeCounterparts('libc-client-dev', 'apt', 'bookworm')).to.deep.equal(['libc-client2007e']);
    expect(runtimeCounterparts('libc-client-dev', 'apt', 'trixie')).to.equal(null);
    expect(runtimeCounterparts('libacme-dev', 'apt', 'bookworm')).to.equal(null);
    expect(runtimeCounterparts('acme-dev', 'apk', '3.20')).to.equal(null);
  });

  it('follow Alpine and Red Hat names', () => {
    expect(runtimeCounterparts('postgresql-dev', 'apk', null)).to.deep.equal(['libpq']);
    expect(runtimeCounterparts('openssl-dev', 'apk', '3.16')).to.deep.equal(['libssl1.1', 'libcrypto1.1']);
    expect(runtimeCounterparts('openssl-dev', 'apk', '3.17')).to.deep.equal(['libssl3', 'libcrypto3']);
    expect(runtimeCounterparts('openssl-dev', 'apk', null)).to.equal(null);
    expect(runtimeCounterparts('openssl-devel', 'dnf', null)).to.deep.equal(['openssl-libs']);
  });
});

describe('sizes of packages', () => {
  it('count each package of several closures once', () => {
    const git = closureSize(['git'], 'bookworm', false);
    const both = closureSize(['git', 'curl'], 'bookworm', false);
    const curl = closureSize(['curl'], 'bookworm', false);
    expect(git?.basis).to.equal('measured');
    expect(git?.bytes).to.equal(106251 * 1024);
    expect(both?.bytes ?? 0).to.be.lessThan((git?.bytes ?? 0) + (curl?.bytes ?? 0));
    expect(closureSize(['git'], 'bookworm', true)?.bytes ?? 0).to.be.greaterThan(git?.bytes ?? 0);
  });

  it('are nothing for what the base has and unknown for what no table has', () => {
    expect(closureSize(['bash', 'tar'], 'bookworm', false)).to.deep.equal({ bytes: 0, basis: 'measured' });
    expect(closureSize(['git', 'acme'], 'bookworm', false)).to.equal(null);
  });

  it('are estimates for a release without a table', () => {
    expect(closureSize(['git'], 'bullseye', false)?.basis).to.equal('estimate');
    expect(closureSize(['git'], null, false)?.basis).to.equal('estimate');
  });
});
