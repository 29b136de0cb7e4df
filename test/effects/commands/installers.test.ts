import { expect } from 'chai';
import { installerEffects } from '../../../src/effects/commands/installers.js';
import { contextFor, written } from './call.js';

describe('installation scripts piped into a shell', () => {
  it('knows those that add a repository, and repeats them', () => {
    const result = installerEffects('https://deb.nodesource.com/setup_18.x', contextFor({}));
    expect(result?.packages.map(({ op }) => op)).to.deep.equal(['add-repository', 'update']);
    expect(result?.replayable).to.equal(true);
    expect(result && written(result)).to.include('config /etc/apt/sources.list.d/**');
  });

  it('knows where tools go, by default and when told', () => {
    const plain = installerEffects('https://sh.rustup.rs', contextFor({}));
    expect(plain && written(plain)).to.include.members(['tool /root/.cargo/**', 'tool /root/.rustup/**']);
    const told = installerEffects(
      'https://sh.rustup.rs',
      contextFor({}, { env: { CARGO_HOME: '/usr/local/cargo' } }),
    );
    expect(told && written(told)).to.include('tool /usr/local/cargo/**');
    expect(told?.replayable).to.equal(false);
  });

  it('does not know others', () => {
    expect(installerEffects('https://example.org/install.sh', contextFor({}))).to.equal(null);
    expect(installerEffects('https://example.org/?https://sh.rustup.rs', contextFor({}))).to.equal(null);
  });
});
