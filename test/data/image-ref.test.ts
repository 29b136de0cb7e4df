import { expect } from 'chai';
import { isMirror, officialName, parseImageRef, tableName } from '../../src/data/image-ref.js';

describe('image references', () => {
  const cases: readonly (readonly [string, string | null, string, string | null, string | null])[] = [
    ['node', null, 'node', null, null],
    ['node:20', null, 'node', '20', null],
    ['library/node:20', null, 'node', '20', null],
    ['docker.io/library/node:20', null, 'node', '20', null],
    ['index.docker.io/node', null, 'node', null, null],
    ['docker.io/oven/bun:1', null, 'oven/bun', '1', null],
    ['oven/bun:1', null, 'oven/bun', '1', null],
    ['localhost/app', 'localhost', 'app', null, null],
    ['localhost:5000/app:1', 'localhost:5000', 'app', '1', null],
    ['registry:5000/team/app', 'registry:5000', 'team/app', null, null],
    ['team/registry:5000', null, 'team/registry', '5000', null],
    ['public.ecr.aws/docker/library/node:20', 'public.ecr.aws', 'docker/library/node', '20', null],
    ['node:20@sha256:0123', null, 'node', '20', 'sha256:0123'],
    ['localhost:5000/node@sha256:0123', 'localhost:5000', 'node', null, 'sha256:0123'],
    ['', null, '', null, null],
    [':', null, '', null, null],
  ];
  for (const [text, registry, repository, tag, digest] of cases) {
    it(`takes ${JSON.stringify(text)} apart`, () => {
      expect(parseImageRef(text)).to.deep.equal({ text, registry, repository, tag, digest });
    });
  }

  it('knows official images on Docker Hub and its mirrors, and no others', () => {
    expect(officialName(parseImageRef('docker.io/library/golang:1.22'))).to.equal('golang');
    expect(officialName(parseImageRef('public.ecr.aws/docker/library/golang'))).to.equal('golang');
    expect(officialName(parseImageRef('mirror.gcr.io/library/golang'))).to.equal('golang');
    expect(officialName(parseImageRef('ghcr.io/me/golang'))).to.equal(null);
    expect(officialName(parseImageRef('bitnami/node'))).to.equal(null);
    expect(isMirror(parseImageRef('mirror.gcr.io/library/golang'))).to.equal(true);
    expect(isMirror(parseImageRef('docker.io/library/golang'))).to.equal(false);
    expect(tableName(parseImageRef('gcr.io/distroless/static:nonroot'))).to.equal('gcr.io/distroless/static');
  });
});
