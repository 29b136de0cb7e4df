import { expect } from 'chai';
import { compareContracts } from '../../src/dockerfile/compare.js';
import { contractOf } from '../../src/dockerfile/contract.js';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import type { ImageConfig, RuntimeContract } from '../../src/dockerfile/types.js';

const node: ImageConfig = {
  entrypoint: ['docker-entrypoint.sh'],
  cmd: ['node'],
  entrypointShell: false,
  cmdShell: false,
  env: { PATH: '/usr/bin:/bin', NODE_VERSION: '20.1.0' },
  workdir: '/',
  user: '',
  exposed: ['80/tcp'],
  volumes: [],
  labels: { a: 'base' },
  stopSignal: 'SIGQUIT',
  healthcheck: 'CMD check',
  shell: ['/bin/sh', '-c'],
  onbuild: ['RUN base'],
};

function contract(text: string, base: ImageConfig | null = node): RuntimeContract {
  const doc = parseDockerfile(text);
  expect(doc.problems).to.deep.equal([]);
  const stage = doc.stages.at(-1);
  if (stage === undefined) throw new Error('no stage');
  return contractOf(doc, stage, base, {});
}

// Expected values were read with `docker inspect` from images of a real engine (26.1).
describe('contractOf', () => {
  it('inherits what the file does not set, triggers excepted', () => {
    const { setBy, baseKnown, ...config } = contract('FROM node');
    expect(config).to.deep.equal({ ...node, onbuild: [] });
    expect(baseKnown).to.equal(true);
    expect(setBy).to.deep.include({ cmd: null, 'env:PATH': null, healthcheck: null });
  });

  it('empties an inherited CMD when ENTRYPOINT is set', () => {
    expect(contract('FROM node\nENTRYPOINT ["x"]').cmd).to.equal(null);
    expect(contract('FROM node AS a\nCMD ["c"]\nFROM a\nENTRYPOINT ["x"]').cmd).to.equal(null);
  });

  it('keeps a CMD of the same stage in either order', () => {
    expect(contract('FROM node\nCMD ["c"]\nENTRYPOINT ["x"]').cmd).to.deep.equal(['c']);
    expect(contract('FROM node\nENTRYPOINT ["x"]\nCMD ["c"]').cmd).to.deep.equal(['c']);
  });

  it('puts the SHELL in force before shell form', () => {
    const result = contract('FROM node\nCMD one  "two"\nSHELL ["/bin/bash", "-ec"]\nENTRYPOINT run $X');
    expect(result.entrypoint).to.deep.equal(['/bin/bash', '-ec', 'run $X']);
    expect(result.entrypointShell).to.equal(true);
    expect(contract('FROM node\nCMD one  "two"').cmd).to.deep.equal(['/bin/sh', '-c', 'one  "two"']);
    expect(contract('FROM node\nCMD []\nENTRYPOINT []')).to.deep.include({ cmd: null, entrypoint: null });
  });

  it('chains relative WORKDIRs across stages', () => {
    expect(contract('FROM node AS a\nWORKDIR srv\nFROM a\nWORKDIR x/../y/\nWORKDIR ./z').workdir).to.equal(
      '/srv/y/z',
    );
    expect(contract('FROM node\nWORKDIR a\nWORKDIR /b//c').workdir).to.equal('/b/c');
  });

  it('expands with the values at that line', () => {
    const text =
      'FROM node\nENV D=/one\nWORKDIR $D\nENV D=/two PATH=/app:$PATH\nVOLUME $D/v "$D/w"\nUSER ${U:-app}';
    const result = contract(text);
    expect(result).to.deep.include({ workdir: '/one', volumes: ['/two/v', '/two/w'] });
    expect(result.env).to.deep.equal({ D: '/two', PATH: '/app:/usr/bin:/bin', NODE_VERSION: '20.1.0' });
    expect(result.user).to.equal('app');
  });

  it('normalises ports', () => {
    expect(contract('FROM node\nENV P="81 82/UDP"\nEXPOSE $P 90-91 127.0.0.1:8080:83').exposed).to.deep.equal(
      ['80/tcp', '81/tcp', '82/udp', '90/tcp', '91/tcp', '83/tcp'],
    );
  });

  it('keeps the flags of HEALTHCHECK in one order, and NONE', () => {
    const one = contract('FROM node\nHEALTHCHECK --retries=3 --interval=5s \\\n  CMD curl -f x');
    expect(one.healthcheck).to.equal('--interval=5s --retries=3 CMD curl -f x');
    expect(contract('FROM node\nHEALTHCHECK NONE').healthcheck).to.equal('NONE');
  });

  it('starts from nothing on scratch, and says when a base is not known', () => {
    expect(contract('FROM scratch\nENV A=$B', null)).to.deep.include({ baseKnown: true, workdir: '/' });
    const open = contract('FROM x\nENV PATH=$PATH:/x\nENV PATH=$PATH:/y', null);
    expect(open.baseKnown).to.equal(false);
    expect(open.env).to.deep.equal({ PATH: '${PATH}:/x:/y' });
  });

  it('says which instruction set what', () => {
    expect(contract('FROM node\nENV A=1\nLABEL x=y\nCMD ["a"]').setBy).to.deep.include({
      'env:A': 1,
      labels: 2,
      cmd: 3,
      entrypoint: null,
    });
  });
});

describe('compareContracts', () => {
  const base = contract('FROM node\nENV A=1\nEXPOSE 81 82\nLABEL l=1\nCMD ["a"]');

  it('finds no difference in another order', () => {
    const other = contract(
      'FROM node\nLABEL l=1\nEXPOSE 82/tcp\nEXPOSE 81\nCMD [ "a" ]\nENV A="1"\nUSER root',
    );
    expect(compareContracts(base, other)).to.deep.equal([]);
  });

  it('finds no difference in other spellings of the same', () => {
    const same = (a: string, b: string): void => {
      const differences = compareContracts(
        contract(`FROM scratch\n${a}`, null),
        contract(`FROM scratch\n${b}`, null),
      );
      expect(differences, `${a} | ${b}`).to.deep.equal([]);
    };
    for (const user of ['0', '0:0', 'root:root', 'root:0', '0:root', 'root:']) same('', `USER ${user}`);
    for (const signal of ['SIGTERM', '15', 'TERM']) same('', `STOPSIGNAL ${signal}`);
    for (const signal of ['9', 'KILL', 'sigkill']) same('STOPSIGNAL SIGKILL', `STOPSIGNAL ${signal}`);
    same('STOPSIGNAL SIGRTMIN+3', 'STOPSIGNAL 37');
    same('USER root:www', 'USER 0:www');
    same('WORKDIR /app', 'WORKDIR /app/');
  });

  it('finds another user, group, signal or directory', () => {
    const fields = (a: string, b: string): readonly string[] =>
      compareContracts(contract(`FROM scratch\n${a}`, null), contract(`FROM scratch\n${b}`, null)).map(
        ({ field }) => field,
      );
    expect(fields('', 'USER 0:33')).to.deep.equal(['user']);
    expect(fields('USER 1000', 'USER 1000:1000')).to.deep.equal(['user']);
    expect(fields('', 'STOPSIGNAL 3')).to.deep.equal(['stopSignal']);
    expect(fields('STOPSIGNAL SIGQUIT', 'STOPSIGNAL SIGTERM')).to.deep.equal(['stopSignal']);
    expect(fields('STOPSIGNAL SIGODD', '')).to.deep.equal(['stopSignal']);
    expect(fields('WORKDIR /app/', 'WORKDIR /')).to.deep.equal(['workdir']);
    const unknown = (text: string): RuntimeContract => contract(`FROM mine\n${text}`, null);
    const signals = compareContracts(unknown('STOPSIGNAL SIGTERM'), unknown(''));
    expect(signals).to.deep.equal([{ field: 'stopSignal', before: 'SIGTERM', after: null }]);
    const nginx = compareContracts(contract('FROM nginx\nSTOPSIGNAL 15'), contract('FROM nginx'));
    expect(nginx.map(({ field }) => field)).to.deep.equal(['stopSignal']);
  });

  it('finds what was lost, added and changed', () => {
    const other = contract('FROM node\nENV B=1\nEXPOSE 81\nLABEL l=2\nCMD a\nWORKDIR /x');
    expect(compareContracts(base, other)).to.deep.equal([
      { field: 'cmd', before: '["a"]', after: '["/bin/sh","-c","a"]' },
      { field: 'env:A', before: '1', after: null },
      { field: 'env:B', before: null, after: '1' },
      { field: 'workdir', before: '/', after: '/x' },
      { field: 'exposed', before: '["80/tcp","81/tcp","82/tcp"]', after: '["80/tcp","81/tcp"]' },
      { field: 'labels:l', before: '1', after: '2' },
    ]);
  });
});
