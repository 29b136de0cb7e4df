import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { place } from '../../cli/program.js';

/** An engine with one container, which is as slow to remove it as its file `slow` has lines. */
const ENGINE = `#!/bin/sh
cd "$(dirname "$0")"
echo "$*" >> calls
case "$1" in
  ps) [ -e gone ] || echo c1 ;;
  container) printf '[{"Id":"c1","Name":"/dockopt-%s-1","Config":{"Labels":{"dockopt.session":"%s","dockopt.container":"%s"}}}]' "$(cat session)" "$(cat session)" "$(cat session)" ;;
  rm) if [ -s slow ]; then sed -i 1d slow; exit 1; fi; touch gone ;;
esac
`;

const OWNER = `
const [module, program, file] = process.argv.slice(1);
const { openSession } = await import(module);
const can = { run: true, secrets: true, ssh: true, platform: true };
const found = { name: 'docker', program, version: '1', builder: 'x', can, buildOptions: new Set() };
const session = await openSession(found, new AbortController().signal);
(await import('node:fs')).writeFileSync(file, session.id);
await session.close();
`;

/** How often the engine was asked to remove a container when the session's process has ended, and a while later. */
async function removals(failures: number): Promise<readonly [number, number]> {
  const here = place({ slow: 'x\n'.repeat(failures), session: '', calls: '' });
  writeFileSync(here.file('docker'), ENGINE);
  chmodSync(here.file('docker'), 0o755);
  const module = new URL('../../../src/node/engine/session.js', import.meta.url).href;
  const loader = fileURLToPath(import.meta.url).endsWith('.ts') ? ['--import', 'tsx'] : [];
  const args = [
    ...loader,
    '--input-type=module',
    '-e',
    OWNER,
    module,
    here.file('docker'),
    here.file('session'),
  ];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(status, stderr).to.equal(0);
  const count = (): number => readFileSync(here.file('calls'), 'utf8').match(/^rm /gm)?.length ?? 0;
  const before = count();
  const wanted = failures > before ? failures + 1 : before;
  for (let turn = 0; turn < 80 && count() < wanted; turn++) await sleep(100);
  await sleep(300);
  const counts = [before, count()] as const;
  here.remove();
  return counts;
}

describe('a session', function () {
  this.timeout(30_000);

  it('ends when its containers are gone', async () => {
    expect(await removals(0)).to.deep.equal([1, 1]);
    expect(await removals(1)).to.deep.equal([2, 2]);
  });

  it('leaves containers that an engine is slow to remove to the process that watches it', async () => {
    expect(await removals(3)).to.deep.equal([2, 4]);
  });
});
