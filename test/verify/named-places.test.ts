import { expect } from 'chai';
import {
  checkNamedPlaces,
  isTellingPlace,
  mayNamePlaces,
  plannedLosses,
} from '../../src/verify/named-places.js';
import type { ListedFile } from '../../src/verify/types.js';
import { debian, directory, file, link, listing, program, script } from '../support/listings.js';

type Files = Readonly<Record<string, ListedFile>>;

const base: Files = { ...debian, '/usr/local/share': directory(), '/opt': directory() };
const DATA = '/usr/local/share/tool/data.json';

function check(
  made: Files,
  after: Files,
  explained: string | null = 'planned',
  leftOut?: string[],
): readonly string[] {
  const before = listing({ ...base, ...made, ...after });
  const candidate = listing({ ...base, ...after });
  const question = {
    roots: ['/app'],
    explained: () => explained,
    made: new Set(Object.keys(made)),
    ...(leftOut && { leftOut }),
  };
  const findings = checkNamedPlaces(before, candidate, {
    env: { PATH: '/usr/local/bin:/usr/bin' },
    programs: [],
    entrypoint: ['tool'],
    roots: ['/app'],
    planned: plannedLosses(candidate, question),
  });
  return findings.map(({ weight, code, subject }) => `${weight} ${code} ${subject}`);
}

describe('places that programs name', () => {
  const data = { [DATA]: file('data') };
  const tool = (...paths: readonly string[]): Files => ({ '/usr/local/bin/tool': program([], { paths }) });

  it('leave the comparison open when the plan of a rewrite leaves them out', () => {
    for (const name of [DATA, '/usr/local/share/tool']) {
      expect(check(data, tool(name)), name).to.deep.equal(['unsure V-NAMED /usr/local/share/tool']);
    }
    const own = { '/app/server.js': file('js', { paths: [DATA] }) };
    expect(check(data, own)).to.deep.equal(['unsure V-NAMED /usr/local/share/tool']);
  });

  it('say nothing when they are there, not named, agreed on, or judged as files', () => {
    expect(check({}, { ...data, ...tool(DATA) })).to.deep.equal([]);
    expect(
      check(data, { '/opt/tool.json': file('data'), [DATA]: link('/opt/tool.json'), ...tool(DATA) }),
    ).to.deep.equal([]);
    expect(check(data, tool('/usr/local/share/other'))).to.deep.equal([]);
    expect(check(data, tool(DATA), null)).to.deep.equal([]);
    expect(check(data, tool(DATA), 'planned', ['/usr/local/share/tool'])).to.deep.equal([]);
  });

  it('say nothing when they are where a program was built', () => {
    const sources = { '/opt/tool/main.c': file('c'), '/opt/tool/configure': script('/bin/sh') };
    expect(check(sources, tool('/opt/tool', '/opt/tool/main.c'))).to.deep.equal([]);
    expect(check(sources, tool('/opt/tool/configure'))).to.deep.equal(['unsure V-NAMED /opt/tool']);
  });

  it('say nothing when only a file names them that decides nothing', () => {
    const others: Files = {
      '/app/README.md': file('r', { paths: [DATA] }),
      '/app/Dockerfile': file('d', { paths: [DATA] }),
      '/app/node_modules/a/a.js': file('a', { paths: [DATA] }),
      '/opt/other/run': file('o', { paths: [DATA] }),
    };
    expect(check(data, others)).to.deep.equal([]);
  });

  it('are looked for in what is not the system’s, a package’s or a run time', () => {
    for (const path of ['/usr/local/bin/tool', '/app/a.js', '/usr/src/app/run', '/opt/x/y']) {
      expect(mayNamePlaces(path), path).to.equal(true);
    }
    for (const path of [
      '/usr/bin/git',
      '/usr/local/bin/node',
      '/usr/local/lib/python3.12/os.py',
      '/app/vendor/a/b.php',
    ]) {
      expect(mayNamePlaces(path), path).to.equal(false);
    }
  });

  it('tell nothing when every program of a compiler names them', () => {
    const telling = (path: string): boolean => isTellingPlace(path, listing({ [path]: file('x') }));
    expect(telling(DATA)).to.equal(true);
    expect(telling('/opt/tool')).to.equal(true);
    for (const path of [
      '/usr/local/go/src/fmt/print.go',
      '/srv/app/main.go',
      '/opt/a/README.md',
      '/var/lib',
    ]) {
      expect(telling(path), path).to.equal(false);
    }
    expect(isTellingPlace(DATA, listing({}))).to.equal(false);
  });
});
