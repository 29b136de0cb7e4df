import { expect } from 'chai';
import type { FoundEngine } from '../../../src/node/engine/found.js';
import { keepImages, removeAbandoned, removeContainers } from '../../../src/node/engine/leftovers.js';
import { containerLabels } from '../../../src/node/engine/own-containers.js';
import { ownerLabels } from '../../../src/node/engine/owner.js';
import { engineProgram, type EngineProgram } from '../../../src/node/engine/program.js';
import type { Ended } from '../../../src/node/engine/types.js';

interface Item {
  readonly Id: string;
  readonly Name?: string;
  readonly RepoTags?: readonly string[];
  readonly Config: { readonly Labels: Readonly<Record<string, string>> };
}

/** Labels of a session whose process is gone: that number now belongs to a process that started later. */
function gone(session: string): Item['Config'] {
  return { Labels: { ...ownerLabels(session), 'dockopt.started': '1' } };
}

/** A container as a session makes it. */
function container(Id: string, { Labels }: Item['Config'], Name = ''): Item {
  const own = `/dockopt-${Labels['dockopt.session'] ?? ''}-1`;
  return { Id, Name: Name || own, Config: { Labels: containerLabels(Labels) } };
}

/** A docker that has these images and containers, and writes down what it is told to remove. */
function docker(
  images: readonly Item[],
  containers: readonly Item[],
  removed: string[],
  refuses: (words: string) => boolean = () => false,
): EngineProgram {
  const can = { run: true, secrets: true, ssh: true, platform: true };
  const found: FoundEngine = {
    name: 'docker',
    program: '/no/such/docker',
    version: '1',
    builder: 'x',
    can,
    buildOptions: new Set(),
  };
  const answer = (stdout: string): Ended => ({ code: 0, stdout, stderr: '' });
  const ids = (items: readonly Item[]): Ended => answer(items.map(({ Id }) => `${Id}\n`).join(''));
  return {
    ...engineProgram(found, 'mine', {}, new AbortController().signal),
    async clean(args) {
      const words = args.join(' ');
      if (words.startsWith('ps ')) return ids(containers);
      if (words.startsWith('images ')) return ids(images);
      if (words.startsWith('container inspect')) return answer(JSON.stringify(containers));
      if (words.startsWith('image inspect')) return answer(JSON.stringify(images));
      removed.push(words);
      return refuses(words) ? { code: 1, stdout: '', stderr: 'no' } : answer('');
    },
  };
}

describe('what an earlier session left', () => {
  it('is removed when its process is gone, and left alone while it lives', async () => {
    const removed: string[] = [];
    const live = { Labels: ownerLabels('live') };
    const containers = [container('c1', gone('old')), container('c2', live)];
    const images = [
      { Id: 'i1', RepoTags: ['dockopt/old:before'], Config: gone('old') },
      { Id: 'i2', RepoTags: ['dockopt/live:before'], Config: live },
      { Id: 'i3', RepoTags: [], Config: gone('old') },
    ];
    await removeAbandoned(docker(images, containers, removed));
    expect(removed).to.deep.equal(['rm --force --volumes c1', 'image rm dockopt/old:before']);
  });

  it('is not what the user runs from its images, or copied from its containers', async () => {
    const removed: string[] = [];
    const copied = { Labels: containerLabels(gone('old').Labels) };
    const containers = [
      { Id: 'inherits', Name: '/busy_tesla', Config: gone('old') },
      { Id: 'named', Name: '/dockopt-old-1', Config: gone('old') },
      { Id: 'copied', Name: '/dockopt-old-web', Config: copied },
      { Id: 'of another', Name: '/dockopt-new-1', Config: copied },
    ];
    await removeAbandoned(docker([], containers, removed));
    expect(removed).to.deep.equal([]);
  });

  it('stays when the user kept it', async () => {
    const removed: string[] = [];
    const kept = { Id: 'i1', RepoTags: ['dockopt/old:before', 'dockopt-before:old'], Config: gone('old') };
    const later = { Id: 'i2', RepoTags: ['localhost/dockopt-after:old'], Config: gone('old') };
    await removeAbandoned(docker([kept, later], [], removed));
    expect(removed).to.deep.equal(['image rm dockopt/old:before']);
  });

  it('is not what somebody else built upon it', async () => {
    const removed: string[] = [];
    const images = [
      { Id: 'i1', RepoTags: ['app:latest'], Config: gone('old') },
      { Id: 'i2', RepoTags: ['app:2', 'dockopt/old:after'], Config: gone('old') },
      { Id: 'i3', RepoTags: [], Config: gone('old') },
      { Id: 'i4', Config: gone('old') },
    ];
    await removeAbandoned(docker(images, [], removed));
    expect(removed).to.deep.equal(['image rm dockopt/old:after']);
  });
});

describe('images that are kept', () => {
  it('get a name of their own, those that are there', async () => {
    const removed: string[] = [];
    const program = docker([], [], removed, (words) => words.includes(':candidate'));
    expect(await keepImages(program, 's', ['original', 'candidate'])).to.deep.equal(['dockopt-original:s']);
    expect(removed[0]).to.equal('tag dockopt/s:original dockopt-original:s');
  });
});

describe('containers of a session', () => {
  const containers = [container('c1', { Labels: ownerLabels('mine') })];
  const mine = ({ session }: { readonly session: string }): boolean => session === 'mine';

  it('are gone when the engine says so, or has none', async () => {
    expect(await removeContainers(docker([], containers, []), mine)).to.equal(true);
    expect(await removeContainers(docker([], [], []), mine)).to.equal(true);
    expect(await removeContainers(docker([], containers, []), () => false)).to.equal(true);
  });

  it('are not gone when the engine does not remove them in time', async () => {
    const removed: string[] = [];
    const program = docker([], containers, removed, (words) => words.startsWith('rm '));
    expect(await removeContainers(program, mine)).to.equal(false);
    expect(removed).to.deep.equal(['rm --force --volumes c1', 'rm --force --volumes c1']);
  });
});
