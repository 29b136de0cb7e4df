import { expect } from 'chai';
import { compareFiles } from '../../src/verify/files.js';
import type { Finding, ListedFile } from '../../src/verify/types.js';
import { debian, directory, facts, file, library, link, listing } from '../support/listings.js';

type Files = Readonly<Record<string, ListedFile>>;

function compare(before: Files, after: Files, explained: (path: string) => string | null = () => null) {
  return compareFiles(listing({ ...debian, ...before }), listing({ ...debian, ...after }), {
    roots: ['/app'],
    explained,
  });
}

function leftOut(before: Files, after: Files, paths: readonly string[]) {
  const { findings, summary } = compareFiles(
    listing({ ...debian, ...before }),
    listing({ ...debian, ...after }),
    { roots: ['/app'], explained: () => null, leftOut: paths },
  );
  return { findings: lines(findings), reasons: summary.gone.map(({ reason }) => reason) };
}

function lines(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ code, weight, subject }) => `${weight} ${code} ${subject}`);
}

function found(before: Files, after: Files): readonly string[] {
  return lines(compare(before, after).findings);
}

describe('comparison of files', () => {
  it('finds nothing in equal images', () => {
    const app = { '/app/server.js': file('a'), '/app/empty': directory(), '/app/current': link('server.js') };
    const { findings, summary } = compare(app, app);
    expect(findings).to.deep.equal([]);
    expect(summary.compared).to.equal(4);
    expect(summary.gone).to.deep.equal([]);
  });

  describe('owner and mode', () => {
    it('of a file and of the directory itself count', () => {
      expect(found({ '/app/a': file('a', { uid: 1000 }) }, { '/app/a': file('a') })).to.deep.equal([
        'different V-OWNER /app/a',
      ]);
      expect(found({ '/app/a': file('a', { mode: 0o755 }) }, { '/app/a': file('a') })).to.deep.equal([
        'different V-MODE /app/a',
      ]);
      expect(found({ '/app': directory({ gid: 1000 }) }, { '/app': directory() })).to.deep.equal([
        'different V-OWNER /app',
      ]);
      expect(
        found({ '/app/a': file('a', { mode: 0o4755 }) }, { '/app/a': file('a', { mode: 0o755 }) }),
      ).to.have.length(1);
    });

    it('outside of the app do not count', () => {
      expect(found({ '/etc/x': file('a', { uid: 1 }) }, { '/etc/x': file('b', { mode: 0 }) })).to.deep.equal(
        [],
      );
    });

    it('of a file that the original copies to the system count, and losing settings proves nothing', () => {
      const before = { '/etc/site.conf': file('a'), '/etc/cron.d/app': file('c'), '/etc/other': file('x') };
      const systemFiles = ['/etc/site.conf', '/etc/cron.d/app', '/usr/local/bin/install.sh'];
      const { findings } = compareFiles(
        listing({ ...debian, ...before, '/usr/local/bin/install.sh': file('i') }),
        listing({ ...debian, '/etc/site.conf': file('b', { mode: 0o600 }), '/etc/other': file('y') }),
        { roots: ['/app'], systemFiles, explained: () => null },
      );
      expect(lines(findings)).to.have.members([
        'unsure V-FILE-GONE /etc/cron.d/app',
        'different V-MODE /etc/site.conf',
        'different V-CONTENT /etc/site.conf',
        'unsure V-FILE-GONE /usr/local/bin/install.sh',
      ]);
    });

    it('of a tree are one finding that tells how many', () => {
      const tree = (uid: number): Files => ({
        '/app': directory({ uid }),
        '/app/lib': directory({ uid }),
        ...Object.fromEntries([...'abcdefgh'].map((name) => [`/app/lib/${name}`, file(name, { uid })])),
      });
      const { findings, summary } = compare(tree(1000), tree(0));
      expect(lines(findings)).to.deep.equal(['different V-OWNER /app']);
      expect(findings[0]?.because).to.contain('9 more');
      expect(findings[0]?.before).to.equal('1000 (node):0 (root)');
      expect(summary.changed.owner).to.equal(10);
    });

    it('of a program of Go built with other flags is not told by its bytes', () => {
      const goProgram = (digest: string, flags: string) =>
        file(digest, { elf: facts({ go: true, goBuild: `path\ta\nbuild\tCGO_ENABLED=${flags}\n` }) });
      expect(found({ '/app/a': goProgram('1', '1') }, { '/app/a': goProgram('2', '0') })).to.deep.equal([
        'unsure V-BINARY /app/a',
      ]);
      expect(found({ '/app/a': goProgram('1', '1') }, { '/app/a': goProgram('2', '1') })).to.deep.equal([
        'different V-BINARY /app/a',
      ]);
    });

    it('of a program of Go built in another directory proves nothing', () => {
      const goProgram = (digest: string, ...goSources: readonly string[]) =>
        file(digest, { elf: facts({ go: true, goBuild: 'path\ta\n', goSources }) });
      const before = { '/app/a': goProgram('1', '/app/main.go') };
      expect(found(before, { '/app/a': goProgram('2', '/src/main.go') })).to.deep.equal([
        'unsure V-BINARY /app/a',
      ]);
      expect(found(before, { '/app/a': goProgram('2', '/app/main.go') })).to.deep.equal([
        'different V-BINARY /app/a',
      ]);
    });

    it('of a key that a build draws proves nothing', () => {
      expect(found({ '/app/tls.key': file('1') }, { '/app/tls.key': file('2') })).to.deep.equal([
        'unsure V-CONTENT /app/tls.key',
      ]);
    });

    it('by another number of the same name are allowed', () => {
      const passwd = (id: number): Files => ({
        '/etc/passwd': file('p', { text: `app:x:${id}:0::/app:/bin/sh\n` }),
        '/app/a': file('a', { uid: id }),
      });
      expect(found(passwd(999), passwd(1001))).to.include('allowed V-OWNER /app/a');
    });

    it('of a link are a note at most', () => {
      expect(
        found({ '/app/l': link('a', { uid: 1000 }) }, { '/app/l': link('a', { mode: 0o755 }) }),
      ).to.deep.equal(['note V-OWNER /app/l']);
    });
  });

  it('tells a lost capability wherever the file is', () => {
    const node = (capability?: string): Files => ({ '/usr/local/bin/node': file('n', { capability }) });
    expect(found(node('01'), node())).to.deep.equal(['different V-CAPABILITY /usr/local/bin/node']);
    expect(found(node('01'), node('01'))).to.deep.equal([]);
    expect(found(node(), node('01'))).to.deep.equal([]);
  });

  describe('content', () => {
    it('of a file counts', () => {
      expect(found({ '/app/a.js': file('a') }, { '/app/a.js': file('b') })).to.deep.equal([
        'different V-CONTENT /app/a.js',
      ]);
    });

    it('of long texts of one length proves nothing', () => {
      const text = (digest: string, more: Partial<ListedFile>): Files => ({
        '/app/a.js': file(digest, more),
      });
      const long = { longText: true, size: 9 } as const;
      const unsure = ['unsure V-CONTENT /app/a.js'];
      const different = ['different V-CONTENT /app/a.js'];
      expect(found(text('a', long), text('b', long))).to.deep.equal(unsure);
      expect(found(text('a', long), text('b', { size: 9, steady: 's' }))).to.deep.equal(unsure);
      expect(found(text('a', long), text('b', { ...long, size: 8 }))).to.deep.equal(different);
      expect(found(text('a', long), text('b', { size: 9 }))).to.deep.equal(different);
    });

    it('that differs in dates alone is a note', () => {
      const text = (digest: string, steady: string): Files => ({ '/app/a.js': file(digest, { steady }) });
      expect(found(text('a', 's'), text('b', 's'))).to.deep.equal(['note V-CONTENT /app/a.js']);
      expect(found(text('a', 's'), text('b', 't'))).to.deep.equal(['different V-CONTENT /app/a.js']);
    });

    it('that differs in uuids alone leaves it open', () => {
      const text = (digest: string, unnamed: string): Files => ({
        '/app/a.js': file(digest, { steady: digest, unnamed }),
      });
      expect(found(text('a', 's'), text('b', 's'))).to.deep.equal(['unsure V-CONTENT /app/a.js']);
      expect(found(text('a', 's'), text('b', 't'))).to.deep.equal(['different V-CONTENT /app/a.js']);
    });

    it('of a by-product of the build is a note', () => {
      for (const path of [
        '/app/node_modules/.package-lock.json',
        '/app/tsconfig.tsbuildinfo',
        '/app/pkg/__pycache__/a.cpython-311.pyc',
        '/app/.cache/x',
        '/app/install.log',
        '/app/vendor/composer/installed.php',
      ]) {
        expect(found({ [path]: file('a') }, { [path]: file('b') }), path).to.deep.equal([
          `note V-CONTENT ${path}`,
        ]);
      }
    });

    it('of a compiled program and of an archive have answers of their own', () => {
      expect(found({ '/app/x': library([]) }, { '/app/x': library([], { digest: 'other' }) })).to.deep.equal([
        'different V-BINARY /app/x',
      ]);
      expect(found({ '/app/x': file('a') }, { '/app/x': file('b', { elf: facts() }) })).to.deep.equal([
        'different V-BINARY /app/x',
      ]);
      expect(found({ '/app/x.jar': file('a') }, { '/app/x.jar': file('b') })).to.deep.equal([
        'unsure V-CONTENT /app/x.jar',
      ]);
    });
  });

  describe('links and kinds', () => {
    it('that lead elsewhere count, and those that lead to the same file another way do not', () => {
      const files = { '/app/a': file('a'), '/app/b': file('b') };
      expect(found({ ...files, '/app/l': link('a') }, { ...files, '/app/l': link('b') })).to.deep.equal([
        'different V-LINK /app/l',
      ]);
      expect(found({ ...files, '/app/l': link('a') }, { ...files, '/app/l': link('/app/a') })).to.deep.equal([
        'note V-LINK /app/l',
      ]);
    });

    it('that became copies, or something else, count', () => {
      expect(found({ '/app/l': link('a') }, { '/app/l': file('a') })).to.deep.equal([
        'different V-LINK /app/l',
      ]);
      expect(found({ '/app/l': file('a') }, { '/app/l': link('a') })).to.deep.equal([
        'different V-LINK /app/l',
      ]);
      expect(found({ '/app/l': file('a') }, { '/app/l': directory() })).to.deep.equal([
        'different V-KIND /app/l',
      ]);
    });
  });

  describe('what is gone', () => {
    it('has a reason by its name and place', () => {
      const gone: Record<string, string> = {
        '/usr/bin/gcc': 'build tool',
        '/usr/local/go/bin/go': 'build tool',
        '/usr/lib/gcc/x86_64-linux-gnu/12/cc1plus': 'build tool',
        '/root/.npm/_cacache/x': 'cache',
        '/go/pkg/mod/x/y': 'cache',
        '/usr/share/doc/x/copyright': 'documentation',
        '/var/lib/dpkg/status': 'package manager data',
        '/usr/lib/x86_64-linux-gnu/libxml2.so.2': 'another base',
        '/app/node_modules/.package-lock.json': 'cache',
        '/app/src/main.ts': 'source',
        '/app/main.go': 'source',
        '/app/node_modules/typescript/lib/tsc.js': 'dev dependency',
        '/app/vendor/phpunit/phpunit/phpunit': 'dev dependency',
        '/app/README.md': 'documentation',
        '/app/views/index.html': 'unknown',
      };
      for (const [path, reason] of Object.entries(gone)) {
        const project = { '/app/package.json': file('') };
        const { summary } = compare({ ...project, [path]: file('four') }, project);
        expect(summary.gone, path).to.deep.equal([{ reason, files: 1, bytes: 4, examples: [path] }]);
      }
    });

    it('is told when nothing explains it, a tree in one line', () => {
      const before = {
        '/app/views/a.html': file('a'),
        '/app/views/mail/b.html': file('b'),
        '/app/a.js': file('a'),
      };
      const after = { '/app/a.js': file('a') };
      const { findings } = compare(before, after);
      expect(lines(findings)).to.deep.equal(['unsure V-FILE-GONE /app/views']);
      expect(findings[0]?.before).to.equal('2 files, 2 bytes');
      const planned = compare(before, after, () => 'not read at run time');
      expect(planned.findings).to.deep.equal([]);
      expect(planned.summary.gone[0]?.reason).to.equal('planned');
    });

    it('is no development dependency while its package is there', () => {
      const kept = { '/app/node_modules/ejs/index.js': file('a') };
      expect(found({ ...kept, '/app/node_modules/ejs/lib/ejs.js': file('b') }, kept)).to.deep.equal([
        'unsure V-FILE-GONE /app/node_modules/ejs/lib',
      ]);
    });

    it('is not gone when it is reached through a link', () => {
      const { summary } = compareFiles(
        listing({ '/bin/x': file('x') }),
        listing({ '/bin': link('usr/bin'), '/usr/bin/x': file('x') }),
        { roots: [], explained: () => null },
      );
      expect(summary.gone).to.deep.equal([]);
    });

    it('counts when it was an empty directory', () => {
      const kept = { '/app/a.js': file('a') };
      expect(found({ ...kept, '/app/uploads/images': directory() }, kept)).to.deep.equal([
        'different V-DIRECTORY /app/uploads',
      ]);
      expect(found({ ...kept, '/app/.cache/empty': directory() }, kept)).to.deep.equal([]);
      const left = leftOut({ ...kept, '/app/x': directory() }, kept, ['/app/x']);
      expect(left.findings).to.deep.equal(['allowed V-DIRECTORY /app/x']);
    });

    it('counts when it was there for a placeholder, unless the plan knows of it', () => {
      const kept = { '/app/a.js': file('a') };
      const before = { ...kept, '/app/uploads/.gitkeep': file('') };
      expect(found(before, kept)).to.deep.equal(['different V-DIRECTORY /app/uploads']);
      expect(compare(before, kept, () => 'nothing writes there').findings).to.deep.equal([]);
    });

    it('is doubtful when a program of the app names it, whatever its name or the plan say', () => {
      const server = file('s', { mentions: ['price.proto', 'docs/', 'index.html', 'main.ts'] });
      const before = {
        '/app/server.js': server,
        '/app/protos/price.proto': file('p'),
        '/app/docs/openapi.md': file('d'),
        '/app/src/main.ts': file('t'),
        '/app/src/index.html': file('h'),
        '/app/README.md': file('r'),
      };
      const after = { '/app/server.js': server, '/app/public/index.html': file('h') };
      expect(lines(compare(before, after, () => 'not read').findings)).to.have.members([
        'unsure V-FILE-GONE /app/protos/price.proto',
        'unsure V-FILE-GONE /app/docs/openapi.md',
        'note V-FILE-NEW /app/public',
      ]);
    });

    it('is not doubtful when a file of its name is there for the program, be it in the system', () => {
      const entry = file('e', { mentions: ['env.tpl', 'site/'] });
      const before = { '/app/run.sh': entry, '/app/env.tpl': file('t'), '/etc/site/env.tpl': file('t') };
      const after = { '/app/run.sh': entry, '/etc/site/env.tpl': file('t') };
      const question = { roots: ['/app'], explained: () => 'not read' };
      const findings = (systemFiles: readonly string[]) =>
        compareFiles(listing({ ...debian, ...before }), listing({ ...debian, ...after }), {
          ...question,
          systemFiles,
        }).findings;
      expect(findings(['/etc/site/env.tpl'])).to.deep.equal([]);
      expect(lines(findings([]))).to.deep.equal(['unsure V-FILE-GONE /app/env.tpl']);
    });

    it('is doubtful when it is a package that the app declares for run time', () => {
      const manifest = file('m', {
        text: '{"dependencies":{"pg":"8"},"devDependencies":{"typescript":"5"}}',
      });
      const before = {
        '/app/package.json': manifest,
        '/app/node_modules/pg/index.js': file('p'),
        '/app/node_modules/typescript/tsc.js': file('t'),
        '/app/node_modules/express/index.js': file('e'),
      };
      const after = { '/app/package.json': manifest, '/app/node_modules/express/index.js': file('e') };
      expect(found(before, after)).to.deep.equal(['unsure V-FILE-GONE /app/node_modules/pg']);
      // What Next.js packed for itself holds the packages that it traced.
      expect(found(before, { ...after, '/app/.next/required-server-files.json': file('n') })).to.deep.equal([
        'note V-FILE-NEW /app/.next',
      ]);
      expect(found(before, { '/app/package.json': manifest })).to.deep.equal([]);
    });

    it('is doubtful when an instruction of the original made it, wherever it is', () => {
      const before = listing({ ...debian, '/etc/cron.d/app': file('c'), '/etc/other': file('o') });
      const question = { roots: ['/app'], explained: () => null, made: new Set(['/etc/cron.d/app']) };
      expect(lines(compareFiles(before, listing(debian), question).findings)).to.deep.equal([
        'unsure V-FILE-GONE /etc/cron.d',
      ]);
      const planned = { ...question, explained: () => 'a build step needs it' };
      expect(compareFiles(before, listing(debian), planned).findings).to.deep.equal([]);
      const after = listing({ ...debian, '/etc/cron.d/app': file('c', { mode: 0o755 }) });
      expect(lines(compareFiles(before, after, question).findings)).to.deep.equal([
        'different V-MODE /etc/cron.d/app',
      ]);
    });

    it('is left out on purpose where somebody says so, and nothing beside it is', () => {
      const kept = { '/app/a.js': file('a') };
      const before = { ...kept, '/app/views/a.html': file('a'), '/app/views2/b.html': file('b') };
      const left = leftOut(before, kept, ['/app/views']);
      expect(left.findings).to.deep.equal(['unsure V-FILE-GONE /app/views2']);
      expect(left.reasons).to.have.members(['agreed', 'unknown']);
      expect(leftOut(before, kept, ['/app/views', '/app/views2/b.html']).findings).to.deep.equal([]);
    });

    it('is a note when no program can make temporary files', () => {
      const goProgram = (temporary: boolean) => file('g', { elf: facts({ go: true, temporary }) });
      const gone = (temporary: boolean): readonly string[] => {
        const { findings } = compareFiles(
          listing({ ...debian, '/app/a': goProgram(temporary) }),
          listing({
            '/app/a': goProgram(temporary),
            '/etc/passwd': debian['/etc/passwd'] ?? file(''),
            '/etc/group': debian['/etc/group'] ?? file(''),
          }),
          { roots: ['/app'], explained: () => null },
        );
        return lines(findings);
      };
      expect(gone(false)).to.deep.equal(['note V-TMP /tmp']);
      expect(gone(true)).to.deep.equal(['different V-TMP /tmp']);
    });

    it('counts when it was the directory for temporary files', () => {
      const before = listing(debian);
      const after = new Map(before);
      after.delete('/tmp');
      const question = { roots: [], explained: () => null };
      expect(lines(compareFiles(before, after, question).findings)).to.deep.equal(['different V-TMP /tmp']);
      expect(compareFiles(before, after, question).findings[0]?.before).to.equal('1777');
    });
  });

  it('names what is new in the app', () => {
    expect(
      found({ '/app/a': file('a') }, { '/app/a': file('a'), '/app/b/c': file('c'), '/opt/d': file('d') }),
    ).to.deep.equal(['note V-FILE-NEW /app/b']);
  });

  it('passes over what the engine puts into a container', () => {
    expect(found({ '/etc/hosts': file('a'), '/dev/null': file('') }, {})).to.deep.equal([]);
  });

  describe('accounts', () => {
    const owned = { '/app/a': file('a', { uid: 1000, gid: 1000 }) };
    const passwd = (text: string): Files => ({ '/etc/passwd': file('p', { text }) });

    it('that own files of the app count', () => {
      expect(found(owned, { ...owned, ...passwd('root:x:0:0::/root:/bin/sh\n') })).to.deep.equal([
        'different V-USER user node',
      ]);
      expect(
        found(owned, {
          ...owned,
          ...passwd('root:x:0:0::/root:/bin/sh\nother:x:1000:1000::/home/node:/bin/sh\n'),
        }),
      ).to.deep.equal(['different V-USER user node']);
      expect(
        found(owned, { ...owned, ...passwd('root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/app:/bin/sh\n') }),
      ).to.deep.equal(['note V-USER user node']);
    });

    it('count as a note when only the name of root is lost', () => {
      const before = listing({ ...debian, '/app/a': file('a') });
      const after = new Map(before);
      after.delete('/etc/passwd');
      const { findings } = compareFiles(before, after, { roots: ['/app'], explained: () => null });
      expect(lines(findings))
        .to.include('note V-USER user root')
        .and.not.include('different V-USER user root');
    });

    it('count when they are not in a group any more that they were in', () => {
      const group = (text: string): Files => ({
        '/etc/group': file('g', { text: `root:x:0:\nnode:x:1000:\n${text}` }),
      });
      const both = { ...owned, ...group('audio:x:29:node\nvideo:x:44:pulse,node\n') };
      const lost = { ...owned, ...group('video:x:44:node\n') };
      expect(found(both, lost)).to.deep.equal(['different V-USER user node']);
      expect(found(lost, both)).to.deep.equal(['note V-USER user node']);
      expect(found(both, both)).to.deep.equal([]);
      expect(found(both, { ...owned, ...group('video:x:44:node\naudio:x:30:node\n') })).to.deep.equal([]);
      const roots = { '/app/a': file('a') };
      expect(
        found({ ...roots, ...group('disk:x:6:root,node\n') }, { ...roots, ...group('disk:x:6:\n') }),
      ).to.deep.equal([]);
    });

    it('that the container runs as count', () => {
      const app = { '/app/a': file('a') };
      const lost = { ...app, ...passwd('root:x:0:0::/root:/bin/sh\n') };
      const ask = (user: string, after: Files): readonly string[] =>
        lines(
          compareFiles(listing({ ...debian, ...app }), listing({ ...debian, ...after }), {
            roots: ['/app'],
            explained: () => null,
            user,
          }).findings,
        );
      for (const user of ['node', '1000', 'node:staff', '1000:0']) {
        expect(ask(user, lost), user).to.deep.equal(['different V-USER user node']);
        expect(ask(user, app), user).to.deep.equal([]);
      }
      expect(ask('', lost)).to.deep.equal([]);
      expect(ask('4711', lost)).to.deep.equal([]);
    });

    it('under another number are the same, unless the container runs as a number', () => {
      const moved = (id: number, group = id): Files => ({
        '/etc/passwd': file('p', { text: `root:x:0:0::/root:/bin/sh\napp:x:${id}:${group}::/:/bin/sh\n` }),
        '/etc/group': file('g', { text: `root:x:0:\napp:x:${id}:\nstaff:x:50:\n` }),
        '/data/a': file('a', { uid: id, gid: id }),
      });
      const ask = (user: string, after: Files): readonly string[] =>
        lines(
          compareFiles(listing({ ...debian, ...moved(1000) }), listing({ ...debian, ...after }), {
            roots: ['/data'],
            explained: () => null,
            user,
          }).findings,
        );
      expect(ask('app', moved(1234))).to.deep.equal(['allowed V-USER user app', 'allowed V-OWNER /data/a']);
      expect(ask('1000', moved(1234))).to.include('different V-USER user app');
      expect(ask('app', moved(1234, 50))).to.include('different V-USER user app');
      const stays = { ...moved(1234), '/data/a': file('a', { uid: 1000, gid: 1000 }) };
      expect(ask('app', stays)).to.include('different V-USER user app');
    });

    it('that own none do not count', () => {
      expect(
        found({ '/app/a': file('a') }, { '/app/a': file('a'), ...passwd('root:x:0:0::/root:/bin/sh\n') }),
      ).to.deep.equal([]);
    });
  });
});
