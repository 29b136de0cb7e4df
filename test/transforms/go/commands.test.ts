import { expect } from 'chai';
import { createContext, scriptEffects } from '../../../src/effects/analyse.js';
import type { Effects } from '../../../src/effects/types.js';
import { genericCommands, mergeTables } from '../../../src/effects/table.js';
import { imageView } from '../../project/view.js';
import { emptyFileSystem, memoryFileSystem } from '../../../src/project/file-system.js';
import { parseShell } from '../../../src/shell/parse.js';
import { goCommands } from '../../../transforms/go/commands/models.js';

const main = 'package main\nfunc main() {}\n';
const module = (path: string): string => `module ${path}\n\ngo 1.22\n`;

function effectsOf(
  text: string,
  files: Readonly<Record<string, string>> | null,
  env: Readonly<Record<string, string>> = {},
  cwd = '/app',
): Effects {
  const all: Record<string, string> = { GOPATH: '/go', GOLANG_VERSION: '1.22.12', ...env };
  const read = (name: string): string | undefined => all[name];
  const view = imageView(files ? memoryFileSystem(files) : emptyFileSystem, [
    {
      sources: ['.'],
      destination: `${cwd}/`,
      workdir: cwd,
      kind: 'copy',
      fromStage: false,
      flags: [],
      heredocs: [],
      directories: [],
    },
  ]);
  const context = createContext({
    cwd,
    user: 'root',
    home: '/root',
    env: read,
    files: view,
    table: mergeTables([genericCommands, goCommands]).table,
  });
  return scriptEffects(parseShell(text, read), context);
}

function programs(found: Effects): readonly string[] {
  return found.writes
    .filter((each) => each.role === 'artefact')
    .map((each) => (each.tree ? `${each.path}/**` : each.path));
}

function tools(found: Effects): readonly string[] {
  return found.writes.filter((each) => each.role === 'tool').map((each) => each.path);
}

describe('go build names its program', () => {
  const cases: readonly (readonly [string, string, Readonly<Record<string, string>>, readonly string[]])[] = [
    ['-o file', 'go build -o bin/svc .', { 'go.mod': module('x.org/y'), 'main.go': main }, ['/app/bin/svc']],
    [
      '-o=file',
      'go build -v -o=/svc ./cmd/a',
      { 'go.mod': module('x.org/y'), 'cmd/a/main.go': main },
      ['/svc'],
    ],
    ['module name', 'go build', { 'go.mod': module('x.org/thing'), 'main.go': main }, ['/app/thing']],
    ['major version', 'go build .', { 'go.mod': module('x.org/thing/v2'), 'main.go': main }, ['/app/thing']],
    [
      'package name',
      'go build ./cmd/server',
      { 'go.mod': module('x.org/y'), 'cmd/server/main.go': main },
      ['/app/server'],
    ],
    ['file name', 'go build main.go', { 'go.mod': module('x.org/y'), 'main.go': main }, ['/app/main']],
    [
      'by import path',
      'go build -o a x.org/y/cmd/b',
      { 'go.mod': module('x.org/y'), 'cmd/b/m.go': main },
      ['/app/a'],
    ],
    [
      'several packages check only',
      'go build ./...',
      { 'go.mod': module('x.org/y'), 'a/m.go': main, 'b/m.go': main },
      [],
    ],
    [
      '-o dir/',
      'go build -o out/ ./...',
      { 'go.mod': module('x.org/y'), 'a/m.go': main, 'b/m.go': main, 'c/c.go': 'package c\n' },
      ['/app/out/a', '/app/out/b'],
    ],
    [
      '-o names a directory that is there',
      'go build -o svc ./cmd/a',
      { 'go.mod': module('x.org/y'), 'cmd/a/m.go': main, 'svc/x.go': 'package svc\n' },
      ['/app/svc/a'],
    ],
    ['library', 'go build .', { 'go.mod': module('x.org/y'), 'y.go': 'package y\n' }, []],
    [
      '-C',
      'go build -C cmd/a -o ../../svc',
      { 'go.mod': module('x.org/y'), 'cmd/a/m.go': main },
      ['/app/svc'],
    ],
    ['cd', 'cd cmd/a && go build', { 'go.mod': module('x.org/y'), 'cmd/a/m.go': main }, ['/app/cmd/a/a']],
    ['windows', 'GOOS=windows go build', { 'go.mod': module('x.org/y'), 'main.go': main }, ['/app/y.exe']],
  ];
  for (const [title, command, files, expected] of cases)
    it(title, () => expect(programs(effectsOf(command, files))).to.deep.equal(expected));

  it('keeps the whole directory when nothing says what the module is called', () => {
    expect(programs(effectsOf('go build .', null))).to.deep.equal(['/app/**']);
    expect(programs(effectsOf('go build -o svc .', null))).to.deep.equal(['/app/svc']);
  });
  it('is opaque when the output is not known', () => {
    expect(
      effectsOf('go build -o "$OUT" .', { 'go.mod': module('x.org/y'), 'main.go': main }).opaque,
    ).to.not.equal(null);
  });
  it('takes unknown values of -ldflags, which name no file', () => {
    const found = effectsOf('go build -ldflags "-X main.v=$(git describe)" -o svc .', {
      'go.mod': module('x.org/y'),
      'main.go': main,
    });
    expect(programs(found)).to.deep.equal(['/app/svc']);
    expect(found.opaque).to.equal(null);
  });
});

describe('go install', () => {
  it('puts own commands into /go/bin, each by its name', () => {
    const files = { 'go.mod': module('x.org/y'), 'main.go': main, 'cmd/z/m.go': main };
    expect(programs(effectsOf('go install ./...', files))).to.deep.equal(['/go/bin/y', '/go/bin/z']);
    expect(programs(effectsOf('GOBIN=/out go install .', files))).to.deep.equal(['/out/y']);
    expect(programs(effectsOf('GOARCH=arm64 go install .', files))).to.deep.equal(['/go/bin/linux_arm64/y']);
  });
  it('calls downloaded ones tools', () => {
    const found = effectsOf(
      'go install github.com/swaggo/swag/v2/cmd/swag@latest github.com/a/migrate/v4@v4.1.0',
      {},
    );
    expect(tools(found)).to.deep.equal(['/go/bin/swag', '/go/bin/migrate']);
    expect(programs(found)).to.deep.equal([]);
  });
  it('lets go get install before 1.18 only, and never with -d', () => {
    expect(tools(effectsOf('go get -u github.com/a/tool', {}, { GOLANG_VERSION: '1.13.15' }))).to.deep.equal([
      '/go/bin/tool',
    ]);
    expect(
      tools(effectsOf('go get -d -u github.com/a/tool', {}, { GOLANG_VERSION: '1.13.15' })),
    ).to.deep.equal([]);
    expect(tools(effectsOf('go get -u github.com/a/tool', {}))).to.deep.equal([]);
  });
  it('names programs of GOPATH by their directory', () => {
    const found = effectsOf(
      'go install ./...',
      { 'main.go': main, 'cmd/t/m.go': main },
      { GOLANG_VERSION: '1.13.15' },
      '/go/src/github.com/x/app',
    );
    expect(programs(found)).to.deep.equal(['/go/bin/app', '/go/bin/t']);
  });
});

describe('other Go commands', () => {
  it('knows gates', () => {
    expect(effectsOf('go test ./...', {}).gate).to.not.equal(null);
    expect(effectsOf('go vet ./...', {}).gate).to.not.equal(null);
    expect(effectsOf('golangci-lint run', {}).gate).to.not.equal(null);
    expect(effectsOf('go build -o x .', {}).gate).to.equal(null);
  });
  it('sees downloads as caches', () => {
    const found = effectsOf('go mod download', {});
    expect(found.writes.every((each) => each.role === 'cache')).to.equal(true);
    expect(found.opaque).to.equal(null);
  });
  it('does not guess what generators and programs write', () => {
    expect(effectsOf('go generate ./...', {}).opaque?.within).to.deep.equal(['/app']);
    expect(effectsOf('go run ./gen', {}).opaque?.within).to.deep.equal(['/app']);
    expect(effectsOf('swag init', {}).opaque?.within).to.deep.equal(['/app']);
  });
});
