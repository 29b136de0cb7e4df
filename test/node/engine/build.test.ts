import { expect } from 'chai';
import { buildArgs } from '../../../src/node/engine/build.js';
import type { FoundEngine } from '../../../src/node/engine/found.js';
import type { BuildRequest, EngineName } from '../../../src/node/engine/types.js';

const REQUEST: BuildRequest = {
  text: 'FROM scratch\n',
  file: null,
  context: '/context',
  tag: 'dockopt/s:before',
  target: null,
  buildArgs: {},
  secrets: [],
  ssh: [],
  platform: null,
  cache: true,
  onLine: () => {},
};

function engine(name: EngineName, options: readonly string[]): FoundEngine {
  const can = { run: true, secrets: true, ssh: true, platform: true };
  return { name, program: name, version: '1', builder: 'x', can, buildOptions: new Set(options) };
}

function args(
  found: FoundEngine,
  change: Partial<BuildRequest> = {},
  ignoreFile: string | null = null,
): string {
  const labels = { 'dockopt.session': 's' };
  return buildArgs(found, labels, { ...REQUEST, ...change }, { file: '-', ignoreFile }).join(' ');
}

describe('arguments of a build', () => {
  const common = '--tag dockopt/s:before --file - --label dockopt.session=s';

  it('are those that the builder knows', () => {
    expect(args(engine('docker', ['--force-rm']))).to.equal(`${common} --force-rm /context`);
    expect(args(engine('docker', ['--load', '--progress', '--provenance']))).to.equal(
      `${common} --progress=plain --load --provenance=false /context`,
    );
  });

  it('keep docker’s image format with podman and buildah', () => {
    for (const name of ['podman', 'buildah'] as const) {
      const told = args(engine(name, ['--ignorefile']), { cache: false }, '/x.dockerignore');
      expect(told).to.equal(`${common} --format=docker --ignorefile=/x.dockerignore --no-cache /context`);
    }
  });

  it('pass on what the user gave', () => {
    const given = args(engine('docker', []), {
      target: 'app',
      platform: 'linux/arm64',
      buildArgs: { A: '1 2' },
      secrets: ['id=x,src=y'],
      ssh: ['default'],
      cache: false,
    });
    expect(given).to.equal(
      `${common} --no-cache --target app --platform linux/arm64 --build-arg A=1 2 --secret id=x,src=y --ssh default /context`,
    );
  });
});
