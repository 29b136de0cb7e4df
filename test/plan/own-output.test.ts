import { expect } from 'chai';
import { memoryFileSystem } from '../../src/project/file-system.js';
import { rewriteWithContext } from '../../src/node/supply.js';

async function runtimeOf(build: string): Promise<string> {
  const manifest = {
    name: 'app',
    scripts: { build },
    dependencies: { express: '4.21.2' },
    devDependencies: { rimraf: '6.0.0', typescript: '5.7.2' },
  };
  const context = memoryFileSystem({
    'package.json': JSON.stringify(manifest),
    'tsconfig.json': '{"compilerOptions": {"outDir": "build", "rootDir": "server"}}',
    'server/main.ts': 'console.log(1);',
  });
  const text = 'FROM node:20\nCOPY . .\nRUN npm install\nRUN npm run build\nCMD ["node", "build/main.js"]\n';
  const { report } = await rewriteWithContext({ text, source: 'Dockerfile' }, {}, context);
  return report.text?.slice(report.text.indexOf(' AS runtime')) ?? '';
}

describe('a build that empties its own output first', () => {
  it('runs in the build stage only, for an app in the root directory too', async () => {
    const runtime = await runtimeOf('rimraf ./build && tsc');
    expect(runtime).to.include('COPY --from=build /build /build');
    expect(runtime).to.not.include('RUN npm run build');
  }).timeout(20_000);
});
