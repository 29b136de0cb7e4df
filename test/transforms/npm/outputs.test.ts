import { expect } from 'chai';
import { outputDirectory } from '../../../transforms/npm/outputs.js';

function output(
  call: string,
  files: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
): string | null {
  const found = outputDirectory(call.split(' '), {
    complete: true,
    read: (path) => files[path] ?? null,
    env: (name) => env[name],
  });
  return found === null ? null : found.path;
}

describe('npm output directories', () => {
  it('knows defaults', () => {
    expect(output('react-scripts build')).to.equal('build');
    expect(output('vite build')).to.equal('dist');
    expect(output('next build')).to.equal('.next');
    expect(output('unheard-of build')).to.equal(null);
  });

  it('follows flags, then variables, then configuration', () => {
    expect(output('vite build --outDir=public')).to.equal('public');
    expect(output('vue-cli-service build --dest ./www/')).to.equal('www');
    expect(output('react-scripts build', {}, { BUILD_PATH: './out' })).to.equal('out');
    expect(
      output('vite build', { 'vite.config.ts': "export default { build: { outDir: 'site' } }" }),
    ).to.equal('site');
    expect(output('next build', { 'next.config.js': "module.exports = { output: 'export' }" })).to.equal(
      'out',
    );
  });

  it('never falls back to the default for a computed value', () => {
    expect(
      output('vite build', {
        'vite.config.js': "export default { build: { outDir: process.env.OUT || 'public' } }",
      }),
    ).to.equal(null);
    expect(output('vite build', { 'vite.config.js': 'export default { build: { outDir } }' })).to.equal(null);
    expect(output('vite build', { 'vite.config.js': "export default { root: 'web' }" })).to.equal(null);
    expect(output('vite build --config other.js')).to.equal(null);
    expect(output('craco build')).to.equal(null);
  });

  it('does not count what is commented out', () => {
    expect(output('vite build', { 'vite.config.js': "export default { // outDir: 'old'\n}" })).to.equal(
      'dist',
    );
  });
});
