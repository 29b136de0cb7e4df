import { expect } from 'chai';
import { parseImageRef } from '../../../src/data/image-ref.js';
import { npm } from '../../../transforms/npm/index.js';
import { slimTag } from '../../../transforms/npm/bases.js';
import { factsOf, project } from './facts.js';

function bases(head: string): readonly string[] {
  const facts = factsOf(
    `${head}\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n`,
    project({}, { 'server.js': '' }),
  );
  const image = facts.baseRef ?? parseImageRef('');
  return npm.bases(image, facts, npm.contribute(facts)).map((each) => `${each.tier} ${each.image}`);
}

describe('npm bases', () => {
  it('knows the slim tag of plain versions, lines and releases', () => {
    expect(slimTag('20')).to.equal('20-slim');
    expect(slimTag('18.12.1')).to.equal('18.12.1-slim');
    expect(slimTag('20-bookworm')).to.equal('20-bookworm-slim');
    expect(slimTag('lts')).to.equal('lts-slim');
    expect(slimTag('latest')).to.equal('slim');
    expect(slimTag(null)).to.equal('slim');
  });

  it('has none for tags without a smaller sibling', () => {
    for (const tag of ['20-slim', '20-alpine', '20-alpine3.20', 'alpine', 'slim', '8-onbuild', 'dev'])
      expect(slimTag(tag), tag).to.equal(null);
  });

  it('offers slim before the same image', () => {
    expect(bases('FROM node:20')).to.deep.equal(['T1 node:20-slim', 'T0 node:20']);
    expect(bases('FROM node')).to.deep.equal(['T1 node:slim', 'T0 node']);
    expect(bases('FROM node:latest')).to.deep.equal(['T1 node:slim', 'T0 node:latest']);
    expect(bases('FROM docker.io/library/node:20-bullseye')).to.deep.equal([
      'T1 docker.io/library/node:20-bullseye-slim',
      'T0 docker.io/library/node:20-bullseye',
    ]);
  });

  it('keeps digests, mirrors and custom images as they are', () => {
    for (const image of [
      `node:20@sha256:${'0'.repeat(64)}`,
      'public.ecr.aws/docker/library/node:20',
      'acme/node:20',
      'node:20-alpine',
    ])
      expect(bases(`FROM ${image}`), image).to.deep.equal([`T0 ${image}`]);
  });

  it('keeps a variable whose every value takes the suffix', () => {
    const slim = 'T1 node:${NODE_VERSION}-slim';
    expect(bases('ARG NODE_VERSION=20\nFROM node:${NODE_VERSION}')[0]).to.equal(slim);
    expect(bases('ARG NODE_VERSION=20.1.0\nFROM node:$NODE_VERSION')[0]).to.equal(
      'T1 node:$NODE_VERSION-slim',
    );
    expect(bases('ARG V=20\nFROM node:${V}-bookworm')[0]).to.equal('T1 node:${V}-bookworm-slim');
  });

  it('changes nothing when a variable may hold more than a version', () => {
    expect(bases('ARG TAG=20-bookworm\nFROM node:${TAG}')).to.deep.equal(['T0 node:${TAG}']);
    expect(bases('ARG IMAGE=node:20\nFROM ${IMAGE}')).to.deep.equal(['T0 ${IMAGE}']);
    expect(bases('ARG TAG=lts\nFROM node:${TAG}')).to.deep.equal(['T0 node:${TAG}']);
  });
});
