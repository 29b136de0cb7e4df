import { expect } from 'chai';
import { genericFamilies, mergeTables } from '../../src/effects/table.js';
import { written } from './commands/call.js';
import { effectsOf, seen, unitsOf } from './harness.js';

const cwds = (text: string, files: Readonly<Record<string, string>> = {}) =>
  seen(text, { files }).map((line) => /@(\S+)/.exec(line)?.[1]);

const removes = (text: string) => effectsOf(text).removes;

const installed = (text: string) =>
  effectsOf(text).packages.flatMap((change) =>
    change.op === 'install' ? change.packages.map((each) => each.name) : [],
  );

describe('analyse: the directory and the variables that commands see', () => {
  const directories: readonly (readonly [string, readonly string[]])[] = [
    ['cd /x && probe', ['/x']],
    ['cd sub && probe && cd .. && probe', ['/app/sub', '/app']],
    ['cd && probe', ['/root']],
    ['cd "$NOPE" && probe', ['?']],
    ['cd - && probe', ['?']],
    ['(cd /x && probe) && probe', ['/x', '/app']],
    ['{ cd /x; probe; } && probe', ['/x', '/x']],
    ['cd /x | probe; probe', ['/app', '/app']],
    ['cd /x || exit 1; probe', ['/x']],
    ['cd /x || cd /y; probe', ['?']],
    ['if a; then cd /x; fi; probe', ['?']],
    ['if a; then cd /x; probe; else probe; fi', ['/x', '/app']],
    ['for d in a b; do cd $d; probe; cd ..; done; probe', ['/app/a', '/app/b', '/app']],
    ['while read d; do cd /x; done; probe', ['?']],
    ['f() { cd /x; probe; }; f', ['/x']],
    ['f() { cd /x; }; f; probe', ['?']],
    ['f() { f; cd /x; }; probe', ['/app']],
    ['eval "cd /x"; probe', ['?']],
    ['. /etc/os-release; probe', ['/app']],
  ];
  for (const [text, expected] of directories) {
    it(text, () => expect(cwds(text)).to.deep.equal(expected));
  }

  const variables: readonly (readonly [string, string])[] = [
    ['V=1 probe', 'V=1'],
    ['export V=1 && probe', 'V=1'],
    ['V=1 && export V && probe', 'V=1'],
    ['V=1 && probe', 'V='],
    ['export V=$(x) && probe', 'V='],
    ['export V=1 && unset V && probe', 'V='],
    ['export V=1 && . /root/.bashrc && probe', 'V='],
  ];
  for (const [text, expected] of variables) {
    it(text, () => expect(seen(text)[0]).to.include(` ${expected} `));
  }

  it('lets an assignment reach programs when the image exports the variable', () => {
    expect(seen('V=2; probe', { env: { V: '1' } })[0]).to.include(' V=2 ');
  });
});

describe('analyse: redirects', () => {
  it('counts files that output goes to', () => {
    expect(written(effectsOf('echo x > /etc/a.conf'))).to.deep.equal(['config /etc/a.conf']);
    expect(written(effectsOf('cd /x && echo x >> b 2>&1'))).to.deep.equal(['source /x/b']);
    expect(written(effectsOf('(probe; probe) > /etc/c'))).to.deep.equal(['config /etc/c']);
    expect(written(effectsOf('cat > /etc/d <<EOF\nx\nEOF'))).to.deep.equal(['config /etc/d']);
    expect(written(effectsOf('for i in 1 2; do echo $i; done > /etc/e'))).to.deep.equal(['config /etc/e']);
  });
  it('ignores devices, descriptors and what is mounted', () => {
    expect(effectsOf('probe > /dev/null 2>&1 && echo x >> /etc/hosts >&2').writes).to.deep.equal([]);
  });
  it('keeps a file edit replayable, and not what comes from a download', () => {
    expect(effectsOf('echo x > /etc/a.conf').replayable).to.equal(true);
    expect(effectsOf('curl https://e.org > /etc/a.conf').replayable).to.equal(false);
  });
  it('is opaque when the file is not known', () => {
    expect(effectsOf('echo x > "$(pick)"').opaque).to.include({ within: null });
    expect(effectsOf('echo x > /opt/y/$NOPE').opaque).to.deep.include({ within: ['/opt/y'] });
  });
});

describe('analyse: what may not run', () => {
  it('counts a removal only when it is sure', () => {
    expect(removes('rm -rf /x')).to.deep.equal(['/x']);
    expect(removes('probe && rm -rf /x')).to.deep.equal(['/x']);
    expect(removes('(probe && rm -rf /x)')).to.deep.equal(['/x']);
    expect(removes('for d in /x /y; do rm -rf $d; done')).to.deep.equal(['/x', '/y']);
    for (const text of [
      'if probe; then rm -rf /x; fi',
      'probe || rm -rf /x',
      'rm -rf /x || true',
      'probe && rm -rf /x; probe',
      '(probe && rm -rf /x; probe)',
      'while probe; do rm -rf /x; done',
      'for d in *; do rm -rf /x; done',
      'case a in a) rm -rf /x;; esac',
      'rm -rf /x & probe',
      'f() { rm -rf /x; }; probe',
      'if probe; then exit 0; fi; rm -rf /x',
    ])
      expect(removes(text), text).to.deep.equal([]);
  });
  it('is not sure of conditional writes', () => {
    expect(effectsOf('if probe; then mkdir /srv/x; fi').confidence).to.equal('weak');
    expect(effectsOf('mkdir /srv/x').confidence).to.not.equal('weak');
  });
  it('drops a gate that is forgiven, and keeps any other', () => {
    expect(effectsOf('gate').gate).to.not.equal(null);
    expect(effectsOf('gate || exit 1').gate).to.not.equal(null);
    expect(effectsOf('gate || { echo no; exit 1; }').gate).to.not.equal(null);
    expect(effectsOf('gate || (echo no && exit 1)').gate).to.not.equal(null);
    expect(effectsOf('gate || exit 0').gate).to.equal(null);
    expect(effectsOf('probe | gate').gate).to.not.equal(null);
    expect(effectsOf('gate || true').gate).to.equal(null);
    expect(effectsOf('gate || echo no').gate).to.equal(null);
  });
  it('defines a function without running it, and runs it where it is called', () => {
    expect(effectsOf('f() { mkdir /srv/x; }').writes).to.deep.equal([]);
    expect(effectsOf('f() { mkdir /srv/x; }; f').writes).to.have.length(1);
    expect(effectsOf('f() { f; }; f').opaque).to.not.equal(null);
  });
});

describe('analyse: programs', () => {
  it('installs once for each literal value of a loop', () => {
    expect(installed('for p in git curl; do apt-get install -y $p; done')).to.deep.equal(['git', 'curl']);
  });
  it('keeps package words at their place in the text', () => {
    const text = 'apt-get update && apt-get install -y git "curl"';
    const words = effectsOf(text).packages.flatMap((change) => change.packages.map((each) => each.word));
    expect(words.map((word) => text.slice(word.span.start, word.span.end))).to.deep.equal(['git', '"curl"']);
  });
  it('gives package words out of another text no place', () => {
    const [change] = effectsOf("sh -c 'apt-get install -y git'").packages;
    expect(change?.packages[0]?.name).to.equal('git');
    expect(change?.packages[0]?.word.span).to.deep.equal({ start: 0, end: 0 });
  });
  it('is opaque anywhere for a program that nobody knows', () => {
    expect(effectsOf('frobnicate').opaque).to.include({ within: null });
    expect(effectsOf('$TOOL install').opaque).to.include({ within: null });
    expect(effectsOf('./own-binary').opaque).to.include({ within: null });
    expect(effectsOf('curl -sL https://e.org/x | bash').opaque).to.include({ within: null });
    expect(effectsOf('echo $(frobnicate)').opaque).to.include({ within: null });
  });
  it('knows a pipe into tar', () => {
    const found = effectsOf('curl -sL https://e.org/x.tgz | tar xz -C /opt');
    expect(found.opaque?.within).to.not.equal(null);
    expect(found.writes.some((write) => write.path === '/opt')).to.equal(true);
    expect(found.network).to.equal(true);
  });
  it("does not take a project's own program for the system's", () => {
    expect(effectsOf('install -d /srv/x').opaque).to.equal(null);
    expect(effectsOf('./install -d /srv/x').opaque).to.include({ within: null });
    expect(effectsOf('/usr/bin/install -d /srv/x').opaque).to.equal(null);
  });
  it('keeps tools of node_modules and vendor in their project', () => {
    expect(effectsOf('./node_modules/.bin/frob').opaque?.within).to.deep.equal(['/app']);
    expect(effectsOf('cd web && ./node_modules/.bin/tsc -p .').confidence).to.equal('strong');
    expect(effectsOf('vendor/bin/frob').confidence).to.equal('weak');
    expect(effectsOf('./node_modules/.bin/frob', { cwd: '/' }).opaque?.within).to.equal(null);
  });
  it('takes `./configure && make && make install` one by one', () => {
    const all = unitsOf('cd /usr/src/x && ./configure && make && make install');
    expect(all).to.have.length(4);
  });
  it('names no command twice', () => {
    expect(mergeTables(genericFamilies).clashes).to.deep.equal([]);
    const probe = { ls: () => null };
    expect(mergeTables([probe, probe]).clashes).to.deep.equal(['ls']);
  });
});

describe('analyse: scripts of the project', () => {
  const files = {
    '/app/build.sh': '#!/bin/sh -e\ncd /x\nprobe\nmkdir /srv/made\n',
    '/app/plain.sh': 'probe\n',
    '/app/tool': '#!/usr/bin/env bash\nprobe {a,b}\n',
    '/app/py': '#!/usr/bin/env python3\nprint(1)\n',
    '/app/py.sh': '#!/usr/bin/env python3\nprint(1)\n',
    '/app/loop.sh': '#!/bin/sh\n./loop.sh\n',
    '/app/env.sh': 'export V=1\n',
    '/app/broken.sh': 'if\n',
  };
  it('reads what they run', () => {
    for (const call of ['./build.sh', '/app/build.sh', 'sh build.sh', 'bash -x ./build.sh', '. ./build.sh']) {
      expect(seen(call, { files })[0], call).to.include('root@/x probe');
      expect(written(effectsOf(call, { files })), call).to.deep.equal(['state /srv/made']);
    }
    expect(seen('./plain.sh', { files })).to.have.length(1);
  });
  it("reads bash as bash and sh as sh, by the script's first line", () => {
    expect(seen('./tool', { files })[0]).to.include('probe a b');
    expect(seen('sh ./tool', { files })[0]).to.include('probe {a,b}');
  });
  it('finds them from where the command runs', () => {
    expect(effectsOf('cd /y && ./build.sh', { files }).opaque).to.include({ within: null });
    expect(seen('cd /y && ../app/build.sh', { files })).to.have.length(1);
  });
  it('is opaque for other languages, broken scripts and scripts that run themselves', () => {
    for (const call of [
      './py',
      './py.sh',
      './loop.sh',
      'sh loop.sh',
      './broken.sh',
      './absent.sh',
      'sh absent.sh',
    ])
      expect(effectsOf(call, { files }).opaque, call).to.include({ within: null });
  });
  it('does not know the directory behind a sourced file that changes it', () => {
    expect(cwds('. ./build.sh; probe', files)).to.deep.equal(['/x', '?']);
    expect(cwds('. ./env.sh; probe', files)).to.deep.equal(['/app']);
  });
  it('knows nothing of variables behind a sourced file', () => {
    expect(seen('. ./env.sh && probe "$V"', { files, env: { V: '0' } })[0]).to.include('<unknown>');
  });
});
