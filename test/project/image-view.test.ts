import { expect } from 'chai';
import * as fc from 'fast-check';
import type { ImageCopy } from '../../src/project/copy.js';
import { ignoredView } from '../../src/project/dockerignore.js';
import { emptyFileSystem, memoryFileSystem } from '../../src/project/file-system.js';
import { imageViews } from '../../src/project/image-view.js';
import { imageView } from './view.js';

const context = memoryFileSystem({
  'package.json': '{"name":"x"}',
  'package-lock.json': '{}',
  'run.sh': { text: '#!/bin/sh', mode: 0o755 },
  'src/index.js': 'index',
  'src/lib/a.js': 'a',
  'src/lib/a.test.js': 'test',
  'public/logo.svg': 'svg',
  'vendor.tar.gz': 'tar',
  'apps/api/package.json': 'api',
  'apps/web/package.json': 'web',
  current: { link: 'src' },
  'latest.json': { link: 'package.json' },
  'src/up.json': { link: '../package.json' },
});

function copy(
  sources: string | readonly (string | null)[],
  destination: string | null,
  more: Partial<ImageCopy> = {},
): ImageCopy {
  return {
    kind: 'copy',
    sources: typeof sources === 'string' ? sources.split(' ') : sources,
    destination,
    workdir: '/app',
    fromStage: false,
    flags: [],
    ...more,
  };
}

describe('image view', () => {
  it('copies a directory as its contents', () => {
    const view = imageView(context, [copy('src', 'lib')]);
    expect(view.list('/app')).to.deep.equal(['lib']);
    expect(view.read('/app/lib/index.js')).to.equal('index');
    expect(view.read('/app/src/index.js')).to.equal(null);
    expect(view.origin('/app/lib/lib/a.js')).to.equal('src/lib/a.js');
    expect(view.origin('/app')).to.equal(null);
    expect(view.complete).to.equal(true);
  });

  it('copies the whole context', () => {
    const view = imageView(context, [copy('.', '.')]);
    expect(view.read('/app/src/index.js')).to.equal('index');
    expect(view.stat('/app/run.sh')?.mode).to.equal(0o755);
    expect(view.origin('/app')).to.equal('');
    expect(view.stat('/')?.kind).to.equal('directory');
    expect(view.list('/')).to.deep.equal(['app']);
    expect(view.stat('/etc')).to.equal(null);
  });

  it('renames one file, and puts files into what is a directory', () => {
    expect(imageView(context, [copy('run.sh', '/start')]).read('/start')).to.equal('#!/bin/sh');
    expect(imageView(context, [copy('run.sh', '/start/')]).read('/start/run.sh')).to.equal('#!/bin/sh');
    expect(imageView(context, [copy('run.sh', '/usr/local/bin')]).read('/usr/local/bin/run.sh')).to.equal(
      '#!/bin/sh',
    );
    expect(imageView(context, [copy('run.sh', '.')]).read('/app/run.sh')).to.equal('#!/bin/sh');
    expect(imageView(context, [copy('run.sh', '/app')]).read('/app/run.sh')).to.equal('#!/bin/sh');
    expect(imageView(context, [copy('run.sh package.json', 'x')]).list('/app/x')).to.deep.equal([
      'package.json',
      'run.sh',
    ]);
    const made = copy('run.sh', '/opt/tool', { directories: ['/opt/tool/lib'] });
    expect(imageView(context, [made]).read('/opt/tool/run.sh')).to.equal('#!/bin/sh');
    const twice = [copy('src', '/data'), copy('run.sh', '/data')];
    expect(imageView(context, twice).read('/data/run.sh')).to.equal('#!/bin/sh');
  });

  it('expands wildcards, each directory that matches as its contents', () => {
    const view = imageView(context, [copy('package*.json ./apps/*', './')]);
    expect(view.list('/app')).to.deep.equal(['package-lock.json', 'package.json']);
    expect(view.read('/app/package.json')).to.equal('web');
  });

  it('lets later copies win', () => {
    const view = imageView(context, [copy('.', '.'), copy('apps/api/package.json', 'package.json')]);
    expect(view.read('/app/package.json')).to.equal('api');
    expect(view.origin('/app/package.json')).to.equal('apps/api/package.json');
  });

  it('follows a source that is a link, keeps links inside directories, and follows those when reading', () => {
    const view = imageView(context, [
      copy('current', 'now'),
      copy('latest.json', 'l.json'),
      copy('package.json', '.'),
    ]);
    expect(view.read('/app/now/index.js')).to.equal('index');
    expect(view.stat('/app/l.json')?.kind).to.equal('file');
    expect(view.stat('/app/now/up.json')?.kind).to.equal('symlink');
    expect(view.read('/app/now/up.json')).to.equal('{"name":"x"}');
    expect(imageView(context, [copy('current', 'now')]).read('/app/now/up.json')).to.equal(null);
  });

  it('hides what another stage may have replaced, and says so', () => {
    const copies = [copy('.', '.'), copy('/app/src/lib', 'src/lib', { fromStage: true })];
    const view = imageView(context, copies);
    expect(view.stat('/app/src/lib/a.js')).to.equal(null);
    expect(view.list('/app/src')).to.deep.equal(['index.js', 'up.json']);
    expect(view.unknown('/app/src/lib/a.js')).to.equal(true);
    expect(view.unknown('/app/src/index.js')).to.equal(false);
    expect(view.complete).to.equal(false);
    const reversed = imageView(context, copies.toReversed());
    expect(reversed.read('/app/src/lib/a.js')).to.equal('a');
    expect(reversed.unknown('/app/src/lib/a.js')).to.equal(false);
    expect(reversed.unknown('/app/src/lib/b.js')).to.equal(true);
  });

  it('stays complete beside a tool from another image', () => {
    const tool = copy('/usr/bin/composer', '/usr/local/bin/', { fromStage: true });
    const view = imageView(context, [copy('run.sh', '/usr/local/bin/'), tool, copy('.', '.')]);
    expect(view.complete).to.equal(true);
    expect(view.read('/usr/local/bin/run.sh')).to.equal('#!/bin/sh');
    expect(view.unknown('/usr/local/bin/composer')).to.equal(true);
  });

  it('does not know what ADD unpacks or fetches', () => {
    const unpacked = imageView(context, [copy('.', '.'), copy('vendor.tar.gz', '/app', { kind: 'add' })]);
    expect(unpacked.complete).to.equal(false);
    expect(unpacked.read('/app/package.json')).to.equal('{"name":"x"}');
    expect(unpacked.unknown('/app/lib/x')).to.equal(true);
    const kept = copy('vendor.tar.gz', './', { kind: 'add', flags: [{ name: 'unpack', value: 'false' }] });
    expect(imageView(context, [kept]).read('/app/vendor.tar.gz')).to.equal('tar');
    expect(imageView(context, [copy('vendor.tar.gz', './')]).read('/app/vendor.tar.gz')).to.equal('tar');
    const fetched = imageView(context, [copy('https://example.org/a/tool.jar?x=1', './', { kind: 'add' })]);
    expect(fetched.unknown('/app/tool.jar')).to.equal(true);
    expect(fetched.unknown('/app/other')).to.equal(false);
    const cloned = copy('https://example.org/a/b.git#main', '/src', { kind: 'add' });
    expect(imageView(context, [cloned]).unknown('/src/x')).to.equal(true);
  });

  it('gives up on words with unknown variables, as far as they reach', () => {
    const view = imageView(context, [copy('run.sh', '/start'), copy([null], '/app/target')]);
    expect(view.complete).to.equal(false);
    expect(view.read('/start')).to.equal('#!/bin/sh');
    expect(view.unknown('/app/target')).to.equal(true);
    expect(imageView(context, [copy('run.sh', '/start'), copy('src', null)]).read('/start')).to.equal(null);
  });

  it('knows --chmod, --exclude and --parents', () => {
    const chmod = copy('run.sh src', './', { flags: [{ name: 'chmod', value: '0555' }] });
    expect(imageView(context, [chmod]).stat('/app/run.sh')?.mode).to.equal(0o555);
    expect(imageView(context, [chmod]).stat('/app/index.js')?.mode).to.equal(0o555);
    const exclude = copy('src', './', { flags: [{ name: 'exclude', value: '**/*.test.js' }] });
    expect(imageView(context, [exclude]).list('/app/lib')).to.deep.equal(['a.js']);
    const parents = copy('apps/*/package.json src/./lib', '/w/', {
      flags: [{ name: 'parents', value: null }],
    });
    const view = imageView(context, [parents]);
    expect(view.read('/w/apps/web/package.json')).to.equal('web');
    expect(view.read('/w/lib/a.js')).to.equal('a');
    expect(view.list('/w')).to.deep.equal(['apps', 'lib']);
  });

  it('shows heredoc files', () => {
    const heredocs = [{ name: 'nginx.conf', content: 'server {}' }];
    expect(
      imageView(context, [copy('<<nginx.conf', '/etc/', { heredocs })]).read('/etc/nginx.conf'),
    ).to.equal('server {}');
    expect(imageView(context, [copy('<<-"EOF"', '/x', { heredocs })]).unknown('/x')).to.equal(true);
  });

  it('is never complete without a context', () => {
    const view = imageView(emptyFileSystem, [copy('.', '.')]);
    expect(view.complete).to.equal(false);
    expect(view.unknown('/app/package.json')).to.equal(true);
  });

  it('sees the context through .dockerignore', () => {
    const view = imageView(ignoredView(context, 'src/lib\npackage-lock.json'), [copy('.', '.')]);
    expect(view.stat('/app/src/lib')).to.equal(null);
    expect(view.stat('/app/package-lock.json')).to.equal(null);
    expect(view.complete).to.equal(true);
  });

  it('gives the view before every instruction', () => {
    const at = imageViews(context, [copy('package.json', './'), copy('src', './src')]);
    expect(at(0).stat('/app')).to.equal(null);
    expect(at(1).list('/app')).to.deep.equal(['package.json']);
    expect(at(2).list('/app')).to.deep.equal(['package.json', 'src']);
    expect(at(1)).to.equal(at(1));
    expect(at(99)).to.equal(at(2));
  });

  it('agrees with copying files one by one', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    const tree = fc.dictionary(path, fc.string({ maxLength: 3, unit: 'grapheme-ascii' }));
    fc.assert(
      fc.property(
        tree,
        fc.array(fc.tuple(fc.oneof(fc.constant('.'), path), path), { maxLength: 4 }),
        (all, steps) => {
          const files: Record<string, string> = {};
          for (const [key, text] of Object.entries(all)) {
            const clash = Object.keys(files).some(
              (other) => other.startsWith(key + '/') || key.startsWith(other + '/'),
            );
            if (!clash) files[key] = text;
          }
          const image = new Map<string, string>();
          for (const [source, destination] of steps) {
            for (const [key, text] of Object.entries(files)) {
              if (key === source) image.set(`/${destination}/${key.slice(key.lastIndexOf('/') + 1)}`, text);
              else if (source === '.') image.set(`/${destination}/${key}`, text);
              else if (key.startsWith(source + '/'))
                image.set(`/${destination}/${key.slice(source.length + 1)}`, text);
            }
          }
          // Where a file meets a directory of the same name the build fails; there is nothing to agree on.
          const paths = [...image.keys()];
          fc.pre(!paths.some((one) => paths.some((other) => other.startsWith(one + '/'))));
          const view = imageView(
            memoryFileSystem(files),
            steps.map(([source, destination]) => copy(source, `/${destination}/`)),
          );
          for (const [at, text] of image) expect(view.read(at)).to.equal(text);
          const walk = (dir: string): readonly string[] =>
            view.list(dir).flatMap((entry) => {
              const at = dir === '/' ? `/${entry}` : `${dir}/${entry}`;
              return view.stat(at)?.kind === 'directory' ? walk(at) : [at];
            });
          expect(walk('/')).to.have.members(paths);
        },
      ),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), fc.string(), (steps, path) => {
        const view = imageView(
          context,
          steps.map(([source, destination]) => copy(source, destination)),
        );
        view.stat(path);
        view.read(path);
        view.list(path);
        view.origin(path);
        view.unknown(path);
        expect(view.complete).to.be.a('boolean');
      }),
    );
  });
});
