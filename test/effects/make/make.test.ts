import { expect } from 'chai';
import { expandMake } from '../../../src/effects/make/expand.js';
import { parseMakefile } from '../../../src/effects/make/makefile.js';
import { recipesFor } from '../../../src/effects/make/recipes.js';
import { genericCommands as table } from '../../../src/effects/table.js';
import { known, written } from '../commands/call.js';

const TEXT = `
# builds it
BIN ?= app
PREFIX = /usr/local
FLAGS := -O2 \\
  -Wall
VERSION := $(shell git describe)
.PHONY: all install
all: build
build: prepare main.c
	@gcc $(FLAGS) -o $(BIN) main.c
prepare: ; mkdir -p out
install: build
	-mkdir -p $(DESTDIR)$(PREFIX)/bin
	cp $(BIN) $(DESTDIR)$(PREFIX)/bin/\${BIN}
release:
	echo $$HOME > v && tar -czf app-$(VERSION).tgz $(BIN)
objects: a.o
%.o: %.c
	gcc -c $<
ifeq ($(OS),linux)
odd:
	touch /etc/odd
endif
sub:
	$(MAKE) -C inner
`;

function lines(goal: string, overrides: Readonly<Record<string, string>> = {}): readonly string[] {
  const makefile = parseMakefile(TEXT);
  const given = { goals: goal === '' ? [] : [goal], overrides: new Map(Object.entries(overrides)) };
  return recipesFor(makefile, { ...given, env: () => undefined, exists: (path) => path.endsWith('.c') })
    .lines;
}

function gaps(goal: string): readonly string[] {
  return recipesFor(parseMakefile(TEXT), {
    goals: [goal],
    overrides: new Map(),
    env: () => undefined,
    exists: (path) => path.endsWith('.c'),
  }).gaps;
}

describe('makefiles', () => {
  it('run what the shell function runs, and nothing for functions that only look', () => {
    const expand = (text: string): string => expandMake(text, () => null);
    expect(expand('v=$(shell date +%Y)')).to.equal('v=$(date +%Y)');
    expect(expand('x $(wildcard *.c) y')).to.equal('x $(true) y');
    expect(expand('$(strip $(shell git describe))')).to.equal('$(true $(git describe))');
    expect(expand('$(eval X)')).to.equal('$(eval X)');
  });

  it('runs prerequisites first, with variables filled in', () => {
    expect(lines('install')).to.deep.equal([
      'mkdir -p out',
      'gcc -O2 -Wall -o app main.c',
      'mkdir -p /usr/local/bin',
      'cp app /usr/local/bin/app',
    ]);
    expect(lines('')).to.deep.equal(lines('build'));
  });

  it('lets the command line win over the file', () => {
    expect(lines('install', { PREFIX: '/opt/x', BIN: 'tool' }).at(-1)).to.equal('cp tool /opt/x/bin/tool');
  });

  it('leaves what it cannot evaluate to the shell as unknown', () => {
    expect(lines('release')).to.deep.equal(['echo $HOME > v && tar -czf app-$(git describe).tgz app']);
    expect(expandMake('$(A)-$$x-$(wildcard *.c)', (name) => (name === 'A' ? '1' : null))).to.equal(
      '1-$x-$(true)',
    );
  });

  it('names the gaps: patterns, conditionals, missing rules', () => {
    expect(gaps('install')).to.deep.equal([]);
    expect(gaps('objects')[0]).to.contain('pattern');
    expect(gaps('odd')[0]).to.contain('conditional');
    expect(gaps('nowhere')[0]).to.contain('nowhere');
  });

  it('does not run in circles', () => {
    const makefile = parseMakefile('A = $(B)\nB = $(A)\nx: y\n\techo $(A)\ny: x\n');
    const given = {
      goals: ['x'],
      overrides: new Map<string, string>(),
      env: () => undefined,
      exists: () => false,
    };
    expect(recipesFor(makefile, given).lines).to.have.length(1);
  });
});

describe('make', () => {
  const files = {
    '/app/Makefile': TEXT,
    '/app/main.c': '',
    '/app/inner/Makefile': 'all:\n\tcp x /opt/inner/x\n',
  };

  it('writes what the recipes write', () => {
    const result = known(table, 'make -j$(nproc) install', { files });
    expect(written(result)).to.include.members(['tool /usr/local/bin/app', 'artefact /app/app']);
    expect(result.opaque).to.equal(null);
    expect(result.programs).to.include.members(['make', 'gcc', 'cp']);
  });

  it('follows make into other directories', () => {
    expect(written(known(table, 'make sub', { files }))).to.deep.equal(['tool /opt/inner/x']);
    expect(written(known(table, 'make -C inner', { files }))).to.deep.equal(['tool /opt/inner/x']);
  });

  it('is opaque within its directory when a recipe is not known', () => {
    expect(known(table, 'make', {}).opaque?.within).to.deep.equal(['/app']);
    expect(known(table, 'make objects', { files }).opaque?.within).to.deep.equal(['/app']);
    expect(known(table, 'make -C /src -j 4').opaque?.within).to.deep.equal(['/src']);
    expect(known(table, 'make $GOAL', { files }).opaque?.within).to.equal(null);
    expect(known(table, 'make', { cwd: null }).opaque?.within).to.equal(null);
  });

  it('may write anywhere when it installs by an unknown recipe, unless it is told where', () => {
    const result = known(table, 'make install');
    expect(result.opaque?.within).to.equal(null);
    expect(written(result)).to.include('tool /usr/local/bin/**');
    expect(known(table, 'make install DESTDIR=/out').opaque?.within).to.deep.equal(['/out', '/app']);
  });

  it('takes tests for a gate', () => {
    expect(known(table, 'make test').gate?.rule).to.equal('gate/make');
    expect(known(table, 'make build').gate).to.equal(null);
  });

  it('reads included files, and nothing into missing ones', () => {
    const inner = {
      '/app/Makefile': 'include vars.mk\nall:\n\tcp a $(TO)\n',
      '/app/vars.mk': 'TO = /opt/a.txt\n',
    };
    expect(written(known(table, 'make', { files: inner }))).to.deep.equal(['tool /opt/a.txt']);
    expect(known(table, 'make', { files: { '/app/Makefile': inner['/app/Makefile'] } }).opaque).to.not.equal(
      null,
    );
  });
});
