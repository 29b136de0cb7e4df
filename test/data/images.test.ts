import { expect } from 'chai';
import { parseImageRef } from '../../src/data/image-ref.js';
import { imageExists, imageFacts } from '../../src/data/images.js';
import type { ImageFacts } from '../../src/data/types.js';

function facts(text: string): ImageFacts {
  const found = imageFacts(parseImageRef(text));
  if (found === null) throw new Error(`no facts for ${text}`);
  return found;
}

describe('base images', () => {
  const releases: readonly (readonly [string, string, string | null, boolean])[] = [
    // Listed tags.
    ['golang:1.22', 'debian', 'bookworm', false],
    ['golang:1.15', 'debian', 'buster', false],
    ['php:8.3-fpm', 'debian', 'trixie', false],
    ['node:20', 'debian', 'bookworm', false],
    ['node:iron-slim', 'debian', 'bookworm', false],
    ['node:20-alpine', 'alpine', '3.23', false],
    ['debian:12-slim', 'debian', 'bookworm', false],
    ['ubuntu:22.04', 'ubuntu', '22.04', false],
    ['docker.io/library/node:18', 'debian', 'bookworm', false],
    ['public.ecr.aws/docker/library/node:18', 'debian', 'bookworm', false],
    ['gcr.io/distroless/static-debian12:nonroot', 'distroless', 'bookworm', false],
    // Tags that may name something else by now.
    ['golang', 'debian', null, true],
    ['golang:1', 'debian', null, true],
    ['golang:latest', 'debian', null, true],
    ['golang:bookworm', 'debian', 'bookworm', true],
    ['node:lts', 'debian', null, true],
    ['node:lts-alpine3.19', 'alpine', '3.19', true],
    ['php:8-fpm', 'debian', null, true],
    ['debian:stable-slim', 'debian', null, true],
    ['alpine', 'alpine', null, true],
    ['alpine:3', 'alpine', null, true],
    ['alpine:edge', 'alpine', 'edge', true],
    ['nginx:alpine', 'alpine', null, true],
    ['golang:1.26-alpine', 'alpine', '3.24', true],
    ['gcr.io/distroless/static', 'distroless', null, true],
    // Old patches, by rule.
    ['node:20.11.1-alpine3.19', 'alpine', '3.19', false],
    ['node:20.11.1-alpine', 'alpine', null, false],
    ['node:20.11.1', 'debian', 'bookworm', false],
    ['node:20.1.0', 'debian', 'bullseye', false],
    ['node:20.3.0', 'debian', null, false],
    ['golang:1.20.3', 'debian', 'bullseye', false],
    ['golang:1.20.14', 'debian', 'bookworm', false],
    ['php:8.3.2-fpm', 'debian', 'bookworm', false],
    ['debian:bookworm-20240812-slim', 'debian', 'bookworm', false],
    ['alpine:3.19.1', 'alpine', '3.19', false],
    ['php:7-fpm', 'debian', 'bullseye', false],
    // Newer than the data.
    ['node:99', 'debian', null, true],
    ['golang:1.99-alpine', 'alpine', null, true],
    ['alpine:3.99', 'alpine', '3.99', true],
    // A digest may be an older build than the one that the tag names.
    ['golang:1.22@sha256:00', 'debian', 'bookworm', false],
    ['golang:1.20@sha256:00', 'debian', null, false],
  ];
  for (const [text, distro, release, floating] of releases) {
    it(`${text} is ${distro} ${release ?? 'of an unknown release'}${floating ? ', floating' : ''}`, () => {
      const found = facts(text);
      expect([found.distro, found.release, found.floating]).to.deep.equal([distro, release, floating]);
    });
  }

  it('knows nothing of custom images, unknown kinds of tags and bare digests', () => {
    for (const text of [
      'acme/app:1',
      'ghcr.io/acme/node:20',
      'node:20-acme',
      'node@sha256:00',
      'node:onbuild',
      '',
      '$BASE',
    ])
      expect(imageFacts(parseImageRef(text)), text).to.equal(null);
  });

  it('gives config, users and libc', () => {
    const node = facts('node:20-slim');
    expect(node.config.entrypoint).to.deep.equal(['docker-entrypoint.sh']);
    expect(node.config.cmd).to.deep.equal(['node']);
    expect(node.config.user).to.equal('root');
    expect(node.users).to.deep.include({ name: 'node', uid: 1000 });
    expect(node.users).to.deep.include({ name: 'www-data', uid: 33 });
    expect([node.libc, node.shell, node.packageManager]).to.deep.equal(['glibc', true, 'apt']);
    const fpm = facts('php:8.3-fpm-alpine');
    expect(fpm.config.stopSignal).to.equal('SIGQUIT');
    expect(fpm.config.exposed).to.deep.equal(['9000/tcp']);
    expect(fpm.users.filter(({ name }) => name === 'www-data')).to.deep.equal([
      { name: 'www-data', uid: 82 },
    ]);
    expect(facts('golang:1.22').config.workdir).to.equal('/go');
    expect(facts('golang:1.22').chain).to.deep.equal([
      'buildpack-deps:bookworm-scm',
      'buildpack-deps:bookworm-curl',
      'debian:bookworm',
    ]);
    const bare = facts('gcr.io/distroless/static-debian12:nonroot');
    expect([bare.libc, bare.shell, bare.packageManager, bare.config.user]).to.deep.equal([
      'none',
      false,
      null,
      '65532',
    ]);
  });

  it('puts the tag’s own version into the variables of an old patch', () => {
    expect(facts('node:20.11.1').config.env['NODE_VERSION']).to.equal('20.11.1');
    expect(facts('golang:1.21.3').config.env['GOLANG_VERSION']).to.equal('1.21.3');
  });

  it('says measured only of the build that was measured', () => {
    expect(facts('debian:bookworm-slim').size?.basis).to.equal('measured');
    expect(facts('debian:bookworm-20240812-slim').size?.basis).to.equal('estimate');
  });

  it('handles scratch', () => {
    const found = facts('scratch');
    expect([found.distro, found.libc, found.shell, found.size?.bytes]).to.deep.equal([
      'scratch',
      'none',
      false,
      0,
    ]);
    expect(found.config.env).to.deep.equal({});
  });

  it('knows which archives are gone', () => {
    for (const text of [
      'node:12',
      'node:6',
      'golang:1.10',
      'golang:1.15',
      'debian:buster-slim',
      'ubuntu:23.10',
    ])
      expect(facts(text).archiveDead, text).to.equal(true);
    for (const text of [
      'node:20',
      'debian:bullseye',
      'ubuntu:18.04',
      'alpine:3.9',
      'alpine:edge',
      'golang',
      'node:17',
    ])
      expect(facts(text).archiveDead, text).to.equal(false);
  });
});

describe('siblings', () => {
  it('exist when listed or when an older patch of a listed kind', () => {
    for (const [repository, tag] of [
      ['node', '20-slim'],
      ['node', '20.11.1-slim'],
      ['python', '3.13-slim-bookworm'],
      ['php', '8.3-fpm'],
      ['alpine', '3.20'],
      ['gcr.io/distroless/base-debian12', 'latest'],
      ['gcr.io/distroless/base', 'debug'],
      ['scratch', 'latest'],
    ] as const)
      expect(imageExists(repository, tag), `${repository}:${tag}`).to.equal(true);
  });

  it('do not exist when the repository has no such kind', () => {
    expect(imageExists('php', '8.3-slim')).to.equal(false);
    expect(imageExists('golang', '1.22-slim')).to.equal(false);
  });

  it('are not known for other releases, newer versions and other repositories', () => {
    for (const [repository, tag] of [
      ['node', '20.11.1-bookworm-slim'],
      ['node', '99-slim'],
      ['python', '3.13-bookworm-slim'],
      ['acme/app', '1'],
    ] as const)
      expect(imageExists(repository, tag), `${repository}:${tag}`).to.equal(null);
  });
});
