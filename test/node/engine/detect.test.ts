import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { findEngine } from '../../../src/node/engine/detect.js';
import type { FoundEngine } from '../../../src/node/engine/found.js';

const BUILDX =
  '  -f, --file string   Name\n      --load    Shorthand\n      --platform x\n      --secret y\n      --ssh z\n';
const CLASSIC = '  -f, --file string   Name\n      --force-rm   Always\n      --platform string\n';

describe('engines', function () {
  this.timeout(20_000);
  const path = process.env.PATH;
  const signal = new AbortController().signal;
  let directory = '';

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'dockopt-engines-'));
    process.env.PATH = directory;
  });
  afterEach(() => {
    process.env.PATH = path;
    rmSync(directory, { recursive: true });
  });

  /** A program that answers by its first two arguments. */
  function install(name: string, answers: Readonly<Record<string, string>>): void {
    const cases = Object.entries(answers).map(([words, body]) => `"${words}"*) ${body} ;;`);
    const script = `#!/bin/sh\ncase "$*" in\n${cases.join('\n')}\n*) exit 1 ;;\nesac\n`;
    writeFileSync(join(directory, name), script);
    chmodSync(join(directory, name), 0o755);
  }

  async function found(): Promise<FoundEngine | string> {
    const answer = await findEngine(null, signal);
    return 'engine' in answer ? answer.engine : answer.problem;
  }

  const docker = (help: string): Readonly<Record<string, string>> => ({
    '--version': 'echo Docker version 26.1.5',
    version: `echo '{"Client":{"Version":"25.0.0"},"Server":{"Version":"26.1.5"}}'`,
    'build --help': `printf '%s' '${help}'`,
    'buildx version': 'echo github.com/docker/buildx v0.13.1 abc',
    'buildx inspect': 'echo "BuildKit version: v0.12.5"',
  });

  it('are asked for in one line when there is none', async () => {
    expect(await found()).to.match(/^no container engine is installed: install .+$/);
    const wanted = await findEngine('podman', signal);
    expect(wanted).to.have.property('problem').that.includes('podman is not installed');
  });

  it('are docker with BuildKit', async () => {
    install('docker', docker(BUILDX));
    const engine = await found();
    expect(engine).to.deep.include({
      name: 'docker',
      version: '26.1.5',
      builder: 'BuildKit 0.12.5, buildx 0.13.1',
      can: { run: true, secrets: true, ssh: true, platform: true },
    });
    expect(engine).to.have.property('buildOptions').that.includes('--load').and.not.includes('-f');
  });

  it('are docker with the classic builder', async () => {
    install('docker', docker(CLASSIC));
    expect(await found()).to.deep.include({
      builder: 'classic',
      can: { run: true, secrets: false, ssh: false, platform: false },
    });
  });

  it('are podman under the name of docker', async () => {
    install('docker', { ...docker(BUILDX), '--version': 'echo podman version 4.3.1' });
    expect(await found()).to.include({ name: 'podman', program: join(directory, 'docker') });
  });

  it('are the next one when one does not answer', async () => {
    install('docker', {
      '--version': 'echo Docker',
      version: 'echo "Cannot connect to the daemon" >&2; exit 1',
    });
    expect(await found()).to.equal(
      'docker cannot be used (Cannot connect to the daemon): start it, or choose another one with --engine',
    );
    install('buildah', {
      '--version': 'echo buildah version 1.28.2',
      images: 'exit 0',
      'build --help': `printf '%s' '${BUILDX}'`,
    });
    const engine = await found();
    expect(engine).to.include({ name: 'buildah', version: '1.28.2', builder: 'buildah' });
    expect(engine).to.have.nested.property('can.run', false);
    expect(await findEngine('docker', signal)).to.have.property('problem');
  });

  it('say what was passed over, and why', async () => {
    install('docker', { version: 'echo Cannot connect to the Docker daemon >&2; exit 1' });
    install('buildah', {
      '--version': 'echo buildah version 1.28.2',
      images: 'exit 0',
      'build --help': 'exit 0',
    });
    expect(await findEngine(null, signal)).to.include({
      passedOver: 'docker cannot be used (Cannot connect to the Docker daemon)',
    });
    expect(await findEngine('buildah', signal)).to.include({ passedOver: null });
  });

  it('are no buildah that has no build', async () => {
    install('buildah', { '--version': 'echo buildah version 1.19.6', images: 'exit 0' });
    expect(await found()).to.match(/^buildah cannot be used \(version 1\.19\.6 is too old: .*\): /);
  });
});
