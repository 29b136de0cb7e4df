import { expect } from 'chai';
import { memoryFileSystem } from '../../../src/project/file-system.js';
import { rewrite, type RewriteOptions } from '../../../src/rewrite.js';

const dockerfile = (cmd: string, more = ''): string =>
  `FROM node:20\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\nCOPY . .\n${more}CMD ${cmd}\n`;

const vite = {
  scripts: { dev: 'vite', build: 'vite build' },
  devDependencies: { vite: '^5.0.0' },
};

function run(
  cmd: string,
  options: RewriteOptions,
  manifest: object = vite,
  more: { readonly lines?: string; readonly files?: Readonly<Record<string, string>> } = {},
): { readonly outcome: string; readonly text: string; readonly unlock: string } {
  const files = { 'package.json': JSON.stringify(manifest), 'index.html': '', 'src/main.js': '' };
  const { report } = rewrite({ text: dockerfile(cmd, more.lines), source: 'Dockerfile' }, options, {
    context: memoryFileSystem({ ...files, ...more.files }),
  });
  const unlock = report.refusals.map((each) => each.unlock ?? '').join(' ');
  return { outcome: report.outcome, text: report.text ?? '', unlock };
}

const DEV = '["npm", "run", "dev", "--", "--host"]';
const allow: RewriteOptions = { allow: ['dev-server'] };

describe('nginx in place of a server of Node', () => {
  it('builds and serves on the port of the development server when it is allowed by name', () => {
    const { outcome, text } = run('["npx", "vite", "--host", "--port", "8000"]', allow);
    expect(outcome).to.equal('rewritten');
    expect(text).to.contain('RUN npm run build\n\nFROM nginx:alpine');
    expect(text).to.contain('listen 8000;');
    expect(text).to.contain('root /app/dist;');
  });

  it('builds with the variables that the container has', () => {
    const { text } = run(DEV, allow, vite, { lines: 'RUN npm run build\nENV VITE_API=/api\n' });
    expect(text.slice(0, text.indexOf('FROM nginx'))).to.match(/ENV VITE_API=\/api\nRUN npm run build/);
  });

  it('is named as a remedy only where it works, and not done at a level', () => {
    expect(run(DEV, { level: 'minimal' }).outcome).to.equal('refused');
    expect(run(DEV, {}).unlock).to.match(/^--allow dev-server, or/);
    expect(run('["npx", "nodemon", "src/main.js"]', allow).unlock).not.to.contain('--allow');
  });

  for (const [why, manifest, files] of [
    ['a proxy in package.json', { ...vite, proxy: 'http://api' }, {}],
    ['a proxy of vite', vite, { 'vite.config.js': 'export default { server: { proxy: {} } }' }],
    ['another base', vite, { 'vite.config.js': "export default { base: '/app/' }" }],
    ['no build script', { ...vite, scripts: { dev: 'vite' } }, {}],
    ['a port that is computed', vite, { 'vite.config.js': 'export default { server: { port } }' }],
    ['variables for development only', vite, { '.env.development': 'VITE_API=x' }],
  ] as const)
    it(`refuses with the reason: ${why}`, () => {
      const { outcome, unlock } = run(DEV, allow, manifest, { files });
      expect(outcome).to.equal('refused');
      expect(unlock).to.contain('--allow dev-server is not possible');
    });

  it('refuses another user, which may not write where nginx does', () => {
    expect(run(DEV, allow, vite, { lines: 'USER node\n' }).outcome).to.equal('refused');
  });

  const lines = 'RUN npm install -g serve\nRUN npm run build\n';
  it('serves what serve served at minimal only, without a fallback unless it has one', () => {
    const minimal: RewriteOptions = { level: 'minimal' };
    expect(run('["serve", "-s", "dist"]', minimal, vite, { lines }).text).to.match(
      /FROM nginx:alpine[\s\S]*listen 3000;[\s\S]*\$uri \/index\.html/,
    );
    expect(run('["serve", "dist"]', minimal, vite, { lines }).text).to.contain('=404');
    expect(run('["serve", "-s", "dist"]', {}, vite, { lines }).text).to.contain('FROM node:20-slim');
  });

  it('keeps serve with options or settings that nginx has no counterpart to', () => {
    for (const [cmd, files] of [
      ['["serve", "-s", "dist", "--cors"]', {}],
      ['["serve", "-s", "dist"]', { 'public/serve.json': '{}' }],
    ] as const)
      expect(run(cmd, { level: 'minimal' }, vite, { lines, files }).text).to.contain('FROM node:20-slim');
  });
});
