import { expect } from 'chai';
import { parseImageRef } from '../../src/data/image-ref.js';
import { imageFacts } from '../../src/data/images.js';
import { packageOf, programsOf, provides, providesLibrary } from '../../src/data/provides.js';
import type { ImageFacts, Provides } from '../../src/data/types.js';

function facts(text: string): ImageFacts {
  const found = imageFacts(parseImageRef(text));
  if (found === null) throw new Error(`no facts for ${text}`);
  return found;
}

describe('programs of base images', () => {
  const cases: readonly (readonly [string, Provides, string])[] = [
    [
      'debian:bookworm-slim',
      'yes',
      'sh bash ls tar find perl getent ldd awk which adduser useradd cd /bin/sh /usr/bin/env',
    ],
    ['debian:bookworm-slim', 'no', 'curl wget git ps gcc python3 node /usr/bin/curl'],
    ['debian:bookworm-slim', 'unknown', 'acme /opt/acme/run'],
    ['debian:trixie-slim', 'no', 'adduser'],
    [
      'node:20',
      'yes',
      'node npm npx yarn yarnpkg corepack git curl wget ssh ps python3 gcc g++ make convert unzip hg svn',
    ],
    ['node:20', 'no', 'php composer go jq psql'],
    ['node:20-slim', 'yes', 'node npm npx yarn corepack docker-entrypoint.sh bash'],
    ['node:20-slim', 'no', 'git curl python3 make ps unzip'],
    ['node:20-alpine', 'yes', 'node npm yarn sh wget unzip ps nc adduser /usr/local/bin/node'],
    ['node:20-alpine', 'no', 'bash git curl gcc make python3 useradd'],
    ['node:26-slim', 'no', 'corepack'],
    // Older than the package tables: what both covered releases have is there, the rest is open.
    ['node:14', 'yes', 'git curl gcc make bash node'],
    ['node:14', 'unknown', 'python3'],
    ['node:14', 'no', 'psql'],
    ['golang:1.22', 'yes', 'go gofmt gcc g++ make git pkg-config'],
    ['golang:1.22', 'no', 'unzip node convert'],
    ['golang:1.22-alpine', 'yes', 'go sh update-ca-certificates'],
    ['golang:1.22-alpine', 'no', 'gcc git bash'],
    ['php:8.3-fpm', 'yes', 'php php-fpm phpize docker-php-ext-install pecl curl xz gcc'],
    ['php:8.3-fpm', 'no', 'composer git unzip node'],
    ['php:8.3-apache', 'yes', 'a2enmod apache2-foreground'],
    ['php:8.3-cli', 'no', 'a2enmod'],
    ['php:8.3-fpm-alpine', 'no', 'gcc make git composer'],
    ['nginx:1.27', 'yes', 'nginx envsubst curl'],
    ['nginx:1.17', 'unknown', 'curl'],
    ['nginx:1.19-alpine', 'unknown', 'curl'],
    ['composer:2', 'yes', 'composer php git unzip'],
    ['gcr.io/distroless/static-debian12', 'no', 'sh bash ls acme'],
    ['gcr.io/distroless/static-debian12:debug', 'yes', 'sh ls'],
    ['gcr.io/distroless/nodejs22-debian12', 'yes', 'node'],
    ['gcr.io/distroless/nodejs22-debian12', 'no', 'sh npm'],
    ['scratch', 'no', 'sh cd /app/run'],
    ['ubuntu:22.04', 'yes', 'bash tar'],
    ['ubuntu:22.04', 'unknown', 'curl ps'],
  ];
  for (const [image, expected, programs] of cases) {
    it(`${image}: ${expected} to ${programs}`, () => {
      const base = facts(image);
      for (const program of programs.split(' ')) expect(provides(base, program), program).to.equal(expected);
    });
  }
});

describe('libraries of base images', () => {
  it('are in the full image and not in slim', () => {
    for (const name of [
      'libpng16-16',
      'libpng16.so.16',
      'libpq5',
      'libgomp.so.1',
      'libfontconfig1',
      'libglib2.0-0',
    ]) {
      expect(providesLibrary(facts('node:20'), name), name).to.equal('yes');
      expect(providesLibrary(facts('node:20-slim'), name), name).to.equal('no');
    }
    expect(providesLibrary(facts('node:20-slim'), 'libstdc++.so.6')).to.equal('yes');
    expect(providesLibrary(facts('node:20-slim'), 'libc.so.6')).to.equal('yes');
  });

  it('are found under their t64 names', () => {
    expect(providesLibrary(facts('node:26'), 'libpng16-16')).to.equal('yes');
    expect(providesLibrary(facts('node:26'), 'libpng16.so.16')).to.equal('yes');
  });

  it('are not known without a package table', () => {
    expect(providesLibrary(facts('node:14'), 'libpq5')).to.equal('unknown');
    expect(providesLibrary(facts('node:20-alpine'), 'libpq5')).to.equal('unknown');
    expect(providesLibrary(facts('node:20-slim'), 'libacme9')).to.equal('unknown');
  });
});

describe('commands of packages', () => {
  it('are known both ways', () => {
    expect(packageOf('psql', 'apt')).to.equal('postgresql-client');
    expect(packageOf('python3', 'apt')).to.equal('python3');
    expect(packageOf('dig', 'apt')).to.equal('dnsutils');
    expect(packageOf('dig', 'apk')).to.equal('bind-tools');
    expect(programsOf('imagemagick', 'apt')).to.include.members(['convert', 'identify']);
    expect(programsOf('openssh-client', 'apt')).to.include('ssh-keygen');
  });

  it('include the programs that a package is installed for, whichever part of it holds them', () => {
    expect(programsOf('python3', 'apt')).to.include.members(['python3', 'pydoc3']);
    expect(programsOf('python3-dev', 'apt')).to.not.include('python3');
  });

  it('are not invented', () => {
    expect(packageOf('acme', 'apt')).to.equal(null);
    expect(packageOf('curl', 'dnf')).to.equal(null);
    expect(programsOf('acme', 'apt')).to.equal(null);
    expect(packageOf('constructor', 'apt')).to.equal(null);
  });
});
