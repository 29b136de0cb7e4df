import { expect } from 'chai';
import { parseImageRef } from '../../src/data/image-ref.js';
import { imageFacts } from '../../src/data/images.js';
import type { ImageFacts } from '../../src/data/types.js';
import type { ImageConfig } from '../../src/dockerfile/types.js';
import { compareConfigs } from '../../src/verify/config.js';
import { configQuestion, sideFacts } from '../../src/verify/side-facts.js';
import { EMPTY_CONFIG } from '../support/image-configs.js';
import { file, link, listing, script } from '../support/listings.js';

const plain: ImageConfig = {
  ...EMPTY_CONFIG,
  cmd: ['/app/server'],
  env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
  workdir: '/app',
  user: 'app',
  exposed: ['8080/tcp'],
  shell: ['/bin/sh', '-c'],
};
const open = { from: null, to: null, reasons: new Map<string, string>() };

function facts(text: string): ImageFacts {
  const found = imageFacts(parseImageRef(text));
  if (found === null) throw new Error(`no facts for ${text}`);
  return found;
}

function codes(after: Partial<ImageConfig>): readonly string[] {
  return compareConfigs(plain, { ...plain, ...after }, open).map((it) => `${it.code} ${it.weight}`);
}

describe('comparison of two configs', () => {
  it('finds nothing in equal ones, whatever the order of their lists', () => {
    expect(
      compareConfigs(
        { ...plain, exposed: ['1/tcp', '2/tcp'] },
        { ...plain, exposed: ['2/tcp', '1/tcp'] },
        open,
      ),
    ).to.deep.equal([]);
  });

  it('lets PATH lose a directory of the old base when the new image has no programs there', () => {
    const tools = '/go/bin:/usr/local/go/bin:';
    const path = plain.env['PATH'] ?? '';
    const question = { ...open, from: facts('golang:1.22'), to: facts('debian:bookworm-slim') };
    const weights = (carried: (directory: string) => boolean): readonly string[] =>
      compareConfigs({ ...plain, env: { PATH: tools + path } }, plain, { ...question, carried }).map(
        (it) => `${it.subject} ${it.weight}`,
      );
    expect(weights(() => false)).to.deep.equal(['env:PATH allowed']);
    expect(weights((directory) => directory === '/go/bin')).to.deep.equal(['env:PATH different']);
  });

  it('has a code for every field', () => {
    expect(codes({ user: '' })).to.deep.equal(['V-USER different']);
    expect(codes({ workdir: '/' })).to.deep.equal(['V-WORKDIR different']);
    expect(codes({ env: { ...plain.env, NODE_ENV: 'production' } })).to.deep.equal(['V-ENV different']);
    expect(codes({ entrypoint: ['tini'] })).to.deep.equal(['V-ENTRYPOINT different']);
    expect(codes({ cmd: null })).to.deep.equal(['V-CMD different']);
    expect(codes({ exposed: [] })).to.deep.equal(['V-PORTS different']);
    expect(codes({ volumes: ['/data'] })).to.deep.equal(['V-VOLUMES different']);
    const why = compareConfigs(plain, { ...plain, volumes: ['/data'], user: 'x' }, open).map(
      (each) => each.because,
    );
    expect(why).to.include.members(['the volumes are new']);
    expect(codes({ labels: { version: '2' } })).to.deep.equal(['V-LABELS different']);
    expect(codes({ stopSignal: 'SIGQUIT' })).to.deep.equal(['V-STOPSIGNAL different']);
    expect(codes({ healthcheck: 'CMD true' })).to.deep.equal(['V-HEALTHCHECK different']);
    expect(codes({ shell: ['/bin/bash', '-c'] })).to.deep.equal(['V-SHELL different']);
    expect(codes({ onbuild: ['RUN true'] })).to.deep.equal(['V-ONBUILD different']);
  });

  it('allows what the rewrite gives a reason for, and only that field', () => {
    const reasons = new Map([['cmd', 'npm start only starts it']]);
    const found = compareConfigs(plain, { ...plain, cmd: ['node'], user: '' }, { ...open, reasons });
    expect(found.map((it) => [it.subject, it.weight])).to.deep.equal([
      ['cmd', 'allowed'],
      ['user', 'different'],
    ]);
    expect(found[0]?.because).to.equal('npm start only starts it');
  });

  it('allows what a change of the base image forces when both bases are known', () => {
    const golang = facts('golang:1.22');
    const before = { ...plain, env: { ...plain.env, GOTOOLCHAIN: 'local' } };
    const known = { ...open, from: golang, to: facts('debian:bookworm-slim') };
    expect(compareConfigs(before, plain, known).map((it) => it.weight)).to.deep.equal(['allowed']);
    expect(compareConfigs(before, plain, open).map((it) => it.weight)).to.deep.equal(['different']);
  });

  it('leaves labels to the base image that no instruction sets, and to nobody the author’s', () => {
    const before = { ...plain, labels: { vendor: 'base', version: '1' } };
    const found = (labels: ReadonlySet<string>): readonly string[] =>
      compareConfigs(before, plain, { ...open, labels }).map((it) => `${it.subject} ${it.weight}`);
    expect(found(new Set(['version']))).to.deep.equal(['labels:vendor allowed', 'labels:version different']);
    expect(compareConfigs(before, plain, open).map((it) => it.weight)).to.deep.equal([
      'different',
      'different',
    ]);
  });

  it('takes an inherited variable’s value from the image, because tags move on, and never the author’s', () => {
    const known = { ...open, from: facts('golang:1.22'), to: facts('debian:bookworm-slim') };
    const before = { ...plain, env: { ...plain.env, GOLANG_VERSION: '1.22.99' } };
    const inherited = { before: new Set(['env:GOLANG_VERSION']), after: new Set<string>() };
    const authored = { before: new Set<string>(), after: new Set<string>() };
    expect(compareConfigs(before, plain, { ...known, inherited })[0]?.weight).to.equal('allowed');
    expect(compareConfigs(before, plain, { ...known, inherited: authored })[0]?.weight).to.equal('different');
  });

  it('knows whether a directory of PATH has programs in the candidate', () => {
    const side = { facts: sideFacts('FROM debian', 'Dockerfile', null, {}), config: plain };
    const image = listing({
      '/opt/a/bin/run': script('/bin/sh'),
      '/opt/b/bin/notes.txt': file('n'),
      '/opt/c/bin/run': link('../../a/bin/run'),
      '/opt/d': link('a'),
      '/opt/e/bin/lib/run': script('/bin/sh'),
    });
    const carried = configQuestion(side, side, new Map(), image).carried ?? ((): boolean => false);
    expect(['/opt/a/bin', '/opt/c/bin', '/opt/d/bin'].map(carried)).to.deep.equal([true, true, true]);
    expect(['/opt/b/bin', '/opt/e/bin', '/opt/none'].map(carried)).to.deep.equal([false, false, false]);
  });
});
