import { expect } from 'chai';
import { compareContracts } from '../../../src/dockerfile/compare.js';
import { contractOf } from '../../../src/dockerfile/contract.js';
import { parseDockerfile } from '../../../src/dockerfile/parse.js';
import type { RuntimeContract } from '../../../src/dockerfile/types.js';
import { readImageConfig } from '../../../src/node/engine/image-config.js';
import { podmanConfig } from '../../../src/node/engine/podman.js';

const TEXT = `FROM scratch
ENV A=1 EMPTY= EQUALS=a=b
VOLUME /data
EXPOSE 80 90/udp
HEALTHCHECK --interval=5s --timeout=1500ms --start-period=1m --retries=2 CMD wget -q localhost || exit 1
STOPSIGNAL SIGQUIT
SHELL ["/bin/sh", "-ec"]
ONBUILD RUN echo hi
LABEL x=y
USER 1000
WORKDIR /app
CMD echo hello "$A"
`;

/** What \`docker image inspect\` says of it (Docker 26, BuildKit), with the labels of a session. */
const INSPECTED = {
  User: '1000',
  ExposedPorts: { '80/tcp': {}, '90/udp': {} },
  Env: ['A=1', 'EMPTY=', 'EQUALS=a=b'],
  Cmd: ['/bin/sh', '-ec', 'echo hello "$A"'],
  Healthcheck: {
    Test: ['CMD-SHELL', 'wget -q localhost || exit 1'],
    Interval: 5_000_000_000,
    Timeout: 1_500_000_000,
    StartPeriod: 60_000_000_000,
    Retries: 2,
  },
  ArgsEscaped: true,
  Image: '',
  Volumes: { '/data': {} },
  WorkingDir: '/app',
  Entrypoint: null,
  OnBuild: ['RUN echo hi'],
  Labels: { 'dockopt.session': 's', 'dockopt.pid': '1', 'dockopt.host': 'h', 'dockopt.started': '1', x: 'y' },
  StopSignal: 'SIGQUIT',
  Shell: ['/bin/sh', '-ec'],
};

function contract(text: string): RuntimeContract {
  const doc = parseDockerfile(text, 'Dockerfile', {});
  const stage = doc.stages.at(-1);
  if (!stage) throw new Error('no stage');
  return contractOf(doc, stage, null, {});
}

/** The health check of a config with this test, as text. */
function healthcheck(Healthcheck: unknown): string | null {
  return readImageConfig({ Healthcheck }).healthcheck;
}

describe('image configs', () => {
  it('are read in the form that a Dockerfile gives', () => {
    // Nanoseconds do not tell how a duration was written.
    const text = TEXT.replace('1500ms', '1s500ms');
    expect(compareContracts(contract(text), readImageConfig(INSPECTED))).to.deep.equal([]);
    expect(readImageConfig(INSPECTED).cmdShell).to.equal(true);
  });

  it('lose the labels of a session and no other', () => {
    expect(readImageConfig(INSPECTED).labels).to.deep.equal({ x: 'y' });
    expect(readImageConfig({ Labels: { 'dockopt.other': '1' } }).labels).to.deep.equal({
      'dockopt.other': '1',
    });
  });

  it('show a difference', () => {
    const changed = readImageConfig({ ...INSPECTED, User: '', Env: ['A=2', 'EMPTY=', 'EQUALS=a=b'] });
    const fields = compareContracts(readImageConfig(INSPECTED), changed).map(({ field }) => field);
    expect(fields).to.deep.equal(['env:A', 'user']);
  });

  it('have defaults where nothing is set', () => {
    for (const none of [{}, null, undefined, { Entrypoint: [], Cmd: [], Shell: [], Volumes: {} }]) {
      expect(compareContracts(contract('FROM scratch\n'), readImageConfig(none))).to.deep.equal([]);
    }
  });

  it('tell shell form by the SHELL in force', () => {
    const words = { Cmd: ['/bin/sh', '-c', 'a'], Entrypoint: ['/bin/bash', '-c', 'b'] };
    expect(readImageConfig(words)).to.include({ cmdShell: true, entrypointShell: false });
    expect(readImageConfig({ ...words, Shell: ['/bin/bash', '-c'] })).to.include({
      cmdShell: false,
      entrypointShell: true,
    });
    expect(readImageConfig({ Cmd: ['/bin/sh', '-c', 'a', 'b'] }).cmdShell).to.equal(false);
  });

  it('have their health check as the instruction says it', () => {
    const command = 'HEALTHCHECK --timeout=90s --interval=2h CMD ["/check", "-v"]'.replace('90s', '1m30s');
    const Test = ['CMD', '/check', '-v'];
    expect(healthcheck({ Test, Timeout: 90e9, Interval: 7200e9 })).to.equal(
      contract(`FROM scratch\n${command}\n`).healthcheck,
    );
    expect(healthcheck({ Test: ['NONE'] })).to.equal('NONE');
    expect(healthcheck({ Test: [] })).to.equal(null);
    expect(healthcheck({ Test: ['CMD-SHELL', 'x'], StartInterval: 250e6 })).to.equal(
      '--start-interval=250ms CMD x',
    );
  });
});

describe("podman's image configs", () => {
  it('are completed from beside the config and from the steps', () => {
    const { Healthcheck, Shell: _, OnBuild: __, ...Config } = INSPECTED;
    const steps = [
      'RUN /bin/sh -c echo SHELL ["no"]',
      'SHELL [/bin/bash -c]',
      '/bin/sh -c #(nop) SHELL ["/bin/sh","-ec"]',
      '/bin/sh -c #(nop)  ONBUILD RUN echo hi',
      '/bin/sh -c echo "#(nop) SHELL" no',
    ];
    const History = steps.map((created_by) => ({ created_by }));
    const read = readImageConfig(podmanConfig({ Config, Healthcheck, History }));
    expect(compareContracts(readImageConfig(INSPECTED), read)).to.deep.equal([]);
    const inherited = readImageConfig(podmanConfig({ Config, History: History.slice(0, 2) }));
    expect(inherited.shell).to.deep.equal(['/bin/bash', '-c']);
    expect(inherited.onbuild).to.deep.equal([]);
  });

  it('have the triggers of their own alone: those of the base were run', () => {
    // As buildah 1.28 writes it for a base with two triggers, and a file with one.
    const History = [
      ['/bin/sh -c #(nop) ONBUILD LABEL a=b', ''],
      ['/bin/sh -c #(nop) ONBUILD COPY f /g', 'FROM 0c8d1773a94a'],
      ['/bin/sh -c #(nop) LABEL a=b', 'FROM docker.io/library/node:20-onbuild'],
      ['/bin/sh -c #(nop) COPY file:983e in /g ', 'FROM ecc989d38d26'],
      ['/bin/sh -c #(nop) ONBUILD LABEL x=1', 'FROM 4cf8d99ba938'],
      ['/bin/sh -c #(nop) LABEL "dockopt.session"="s"', 'FROM 48c2d0ba1b91'],
    ].map(([created_by, comment]) => ({ created_by, comment }));
    expect(readImageConfig(podmanConfig({ History })).onbuild).to.deep.equal(['LABEL x=1']);
    expect(readImageConfig(podmanConfig({ History: History.slice(0, 4) })).onbuild).to.deep.equal([]);
    expect(readImageConfig(podmanConfig({ History: History.slice(0, 2) })).onbuild).to.deep.equal([
      'LABEL a=b',
      'COPY f /g',
    ]);
  });
});
