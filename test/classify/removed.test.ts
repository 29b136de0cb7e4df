import { expect } from 'chai';
import { gatherFacts } from '../../src/classify/facts.js';
import { removedAfter } from '../../src/classify/removed.js';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { genericCommands } from '../../src/effects/table.js';
import { memoryFileSystem } from '../../src/project/file-system.js';
import type { Facts } from '../../src/transform/types.js';

function factsOf(text: string, files: Readonly<Record<string, string>> = {}): Facts {
  const doc = parseDockerfile(text, 'Dockerfile');
  const stage = doc.stages[0];
  if (!stage) throw new Error('no stage');
  return gatherFacts({
    doc,
    stage,
    context: memoryFileSystem(files),
    base: null,
    baseRef: null,
    sources: [],
    level: 'standard',
    allow: [],
    buildArgs: {},
    table: genericCommands,
  });
}

function isRemoved(text: string, path: string): boolean {
  const { units } = factsOf(text);
  const writer = units.find((unit) => unit.effects.writes.some((write) => write.path === path));
  if (!writer) throw new Error(`nothing writes ${path}`);
  return removedAfter(units, writer, path);
}

describe('what a later command removes', () => {
  it('is known by its path, its directory or a pattern', () => {
    expect(isRemoved('FROM x\nRUN echo a > /srv/a && rm /srv/a\n', '/srv/a')).to.equal(true);
    expect(isRemoved('FROM x\nRUN echo a > /srv/a\nRUN rm -rf /srv\n', '/srv/a')).to.equal(true);
    expect(isRemoved('FROM x\nRUN echo a > /srv/a.log\nRUN rm -f /srv/*.log\n', '/srv/a.log')).to.equal(true);
  });

  it('is kept when it is another file, when it comes again, or when the removal may not happen', () => {
    expect(isRemoved('FROM x\nRUN echo a > /srv/ab\nRUN rm /srv/a\n', '/srv/ab')).to.equal(false);
    expect(isRemoved('FROM x\nRUN echo a > /srv/a/b.log\nRUN rm -f /srv/*.log\n', '/srv/a/b.log')).to.equal(
      false,
    );
    expect(isRemoved('FROM x\nRUN echo a > /srv/a\nRUN rm /srv/a\nRUN echo b > /srv/a\n', '/srv/a')).to.equal(
      false,
    );
    expect(
      isRemoved('FROM x\nRUN echo a > /srv/a\nRUN test -f /y && rm /srv/a || true\n', '/srv/a'),
    ).to.equal(false);
  });
});

describe('what COPY and ADD write', () => {
  const files = { 'bin/tool': 'x', 'etc/app/a.conf': 'x', 'src/main.js': 'x', 'rootfs.tar.gz': 'x' };
  const writes = (
    instruction: string,
    context: Readonly<Record<string, string>> = files,
  ): readonly string[] =>
    factsOf(`FROM x\n${instruction}\n`, context).units.flatMap((unit) =>
      unit.effects.writes.map((write) => `${write.role} ${write.path}${write.tree ? '/**' : ''}`),
    );

  it('is one tree for a directory of the app', () => {
    expect(writes('COPY . /app')).to.deep.equal(['source /app/**']);
  });

  it('is told entry by entry in directories of the base', () => {
    expect(writes('COPY . /')).to.deep.equal([
      'tool /bin/tool',
      'config /etc/app/**',
      'source /rootfs.tar.gz',
      'source /src/**',
    ]);
    expect(writes('COPY bin/ /usr/local/bin/')).to.deep.equal(['tool /usr/local/bin/tool']);
    expect(writes('COPY bin/tool src/main.js /usr/local/bin/')).to.deep.equal([
      'tool /usr/local/bin/tool',
      'tool /usr/local/bin/main.js',
    ]);
  });

  it('is whatever an archive holds', () => {
    expect(writes('ADD rootfs.tar.gz /opt/x')).to.deep.equal(['source /opt/x/**']);
    expect(writes('COPY rootfs.tar.gz /opt/x')).to.deep.equal(['source /opt/x']);
  });
});
