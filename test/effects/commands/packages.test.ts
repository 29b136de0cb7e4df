import { expect } from 'chai';
import { apk } from '../../../src/effects/commands/apk.js';
import { apt } from '../../../src/effects/commands/apt.js';
import { dnf } from '../../../src/effects/commands/dnf.js';
import { dpkgTools } from '../../../src/effects/commands/dpkg.js';
import { otherPackages } from '../../../src/effects/commands/other-packages.js';
import { mergeTables } from '../../../src/effects/table.js';
import type { Effects } from '../../../src/effects/types.js';
import { call, known, written } from './call.js';

const { table } = mergeTables([apt, dpkgTools, apk, dnf, otherPackages]);

function changes(result: Effects): readonly string[] {
  return result.packages.map((each) => `${each.op} ${each.packages.map((one) => one.name).join(' ')}`.trim());
}

function recommends(line: string): boolean | undefined {
  return known(table, line).packages[0]?.recommends;
}

const TABLE: readonly (readonly [line: string, changes: readonly string[]])[] = [
  ['apt-get install -y git libpng-dev', ['install git libpng-dev']],
  ['apt-get -qq -y install --no-install-recommends curl', ['install curl']],
  ['apt-get install -yqq -t bookworm-backports nginx', ['install nginx']],
  ['apt-get -o Dpkg::Use-Pty=0 install vim', ['install vim']],
  ['apt-get install libpq5=15.3-1 nginx/bookworm libc6:i386', ['install libpq5 nginx libc6']],
  ['apt-get install exim4- postfix+ g++ libstdc++', ['install postfix g++ libstdc++', 'remove exim4']],
  ['apt-get purge -y --auto-remove gcc', ['remove gcc']],
  ['apt-get remove gcc make+', ['remove gcc make']],
  ['apt-get update', ['update']],
  ['apt-get upgrade -y', ['upgrade']],
  ['apt-get clean', ['clean']],
  ['apt-get -y autoremove', ['remove']],
  ['apt autoclean', ['clean']],
  ['aptitude -y install nginx', ['install nginx']],
  ['dpkg -i /tmp/tool_1.0_amd64.deb', ['install tool']],
  ['apk add --no-cache --virtual .build gcc musl-dev', ['install gcc musl-dev']],
  ['apk --no-cache add -t .d python3=3.11.1-r0 nodejs@edge php82~=8.2', ['install python3 nodejs php82']],
  ['apk add -X https://dl-cdn.alpinelinux.org/alpine/edge/testing so:libz.so.1', ['install so:libz.so.1']],
  ['apk del .build', ['remove .build']],
  ['apk update', ['update']],
  ['apk upgrade --no-cache', ['upgrade']],
  ['apk cache clean', ['clean']],
  [
    'yum install -y httpd-2.4.6-97.el7.x86_64 gcc.x86_64 java-1.8.0-openjdk',
    ['install httpd gcc java-1.8.0-openjdk'],
  ],
  ['dnf -y groupinstall "Development Tools"', ['install @Development Tools']],
  ['microdnf clean all', ['clean']],
  ['rpm -e httpd', ['remove httpd']],
  ['yum-config-manager --add-repo https://x/y.repo', ['add-repository']],
];

describe('package manager calls', () => {
  for (const [line, expected] of TABLE) {
    it(line, () => {
      expect(changes(known(table, line))).to.deep.equal(expected);
    });
  }

  it('keeps the span of every name, so that a list can be divided', () => {
    const line = 'apt-get install -y git nginx=1.2';
    const words = known(table, line).packages[0]?.packages ?? [];
    expect(words.map(({ word }) => line.slice(word.span.start, word.span.end))).to.deep.equal([
      'git',
      'nginx=1.2',
    ]);
    expect(words.map(({ text }) => text)).to.deep.equal(['git', 'nginx=1.2']);
  });

  it('knows whether recommended packages come along', () => {
    expect(recommends('apt-get install npm')).to.equal(true);
    expect(recommends('apt-get install --no-install-recommends npm')).to.equal(false);
    expect(recommends('apt-get -o APT::Install-Recommends=false install npm')).to.equal(false);
    expect(recommends('apt-get -o APT::Install-Recommends=true install npm')).to.equal(true);
    expect(recommends('dnf install --setopt=install_weak_deps=False npm')).to.equal(false);
    expect(recommends('apk add npm')).to.equal(false);
  });

  it('is proven and repeatable for names, weak for what it cannot read', () => {
    expect(known(table, 'apt-get install git')).to.include({ confidence: 'proven', replayable: true });
    const unknown = known(table, 'apt-get install git $EXTRA');
    expect(unknown.confidence).to.equal('weak');
    expect(unknown.packages[0]?.packages.map(({ name }) => name)).to.deep.equal(['git', '$EXTRA']);
    expect(known(table, 'apk add --virtual $GROUP gcc').confidence).to.equal('weak');
  });

  it('does not repeat the installation of a file that the final stage may not have', () => {
    for (const line of [
      'apt-get install ./a_1.deb',
      'dpkg -i /tmp/a_1.deb',
      'apk add --allow-untrusted /tmp/a-1.apk',
      'rpm -i /tmp/a.rpm',
    ]) {
      const result = known(table, line);
      expect(result.replayable, line).to.equal(false);
      expect(result.reads, line).to.have.length(1);
    }
    expect(known(table, 'rpm -Uvh https://x.org/epel.rpm').replayable).to.equal(true);
  });

  it('names the virtual group', () => {
    expect(known(table, 'apk add --virtual .d gcc').packages[0]?.virtual).to.equal('.d');
    expect(known(table, 'apk add gcc').packages[0]?.virtual).to.equal(null);
  });

  it('puts packages for another root into that root', () => {
    const result = known(table, 'apk add --root /rootfs --initdb busybox');
    expect(result.packages).to.deep.equal([]);
    expect(written(result)).to.deep.equal(['tool /rootfs/**']);
  });

  it('leaves no write behind for cleaning, and lists for updating', () => {
    expect(known(table, 'apt-get clean').writes).to.deep.equal([]);
    expect(written(known(table, 'apt-get update'))).to.deep.equal(['cache /var/lib/apt/lists/**']);
  });

  it('configures repositories and keys', () => {
    expect(written(known(table, 'apt-key add -'))).to.include('config /etc/apt/trusted.gpg.d/**');
    expect(known(table, 'apt-key adv --keyserver hkp://x --recv-keys AB').network).to.equal(true);
    expect(changes(known(table, 'add-apt-repository -y ppa:ondrej/php'))).to.deep.equal(['add-repository']);
    expect(written(known(table, 'dpkg-reconfigure -f noninteractive tzdata'))).to.include(
      'config /etc/timezone/**',
    );
    expect(known(table, 'dpkg-reconfigure wireshark-common').opaque?.within).to.deep.equal([
      '/etc',
      '/usr',
      '/var',
    ]);
  });

  it('does not guess: unknown subcommands and unmodelled managers', () => {
    expect(call(table, 'apt-get frobnicate x')).to.equal(null);
    expect(call(table, 'apk frobnicate')).to.equal(null);
    expect(known(table, 'zypper install -y gcc').opaque?.within).to.include('/usr');
    expect(known(table, 'pacman -Sy').opaque).to.equal(null);
    expect(known(table, 'pacman -S gcc').opaque).to.not.equal(null);
    expect(known(table, 'apt-get build-dep php').opaque).to.not.equal(null);
  });

  it('changes nothing when it only asks', () => {
    for (const line of [
      'apt-cache policy git',
      'dpkg -l',
      'dpkg --print-architecture',
      'apk info -e git',
      'rpm -qa',
      'yum list',
      'apt-mark showmanual',
      'apt-get -s install git',
    ]) {
      const result = known(table, line);
      expect([result.writes, result.packages, result.opaque], line).to.deep.equal([[], [], null]);
    }
  });
});
