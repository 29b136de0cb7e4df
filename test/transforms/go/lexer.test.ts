import { expect } from 'chai';
import {
  buildLineHolds,
  fileNameFits,
  plusBuildHolds,
  type BuildTarget,
} from '../../../transforms/go/source/constraints.js';
import { readGoFile } from '../../../transforms/go/source/file.js';
import { readTokens } from '../../../transforms/go/source/lexer.js';

const linux: BuildTarget = { goos: 'linux', goarch: 'amd64', tags: [], cgo: 'unknown' };

describe('Go tokens', () => {
  it('keeps comment marks inside strings and strings inside comments apart', () => {
    const { tokens } = readTokens('a("http://x") // b("y")\n/* c("z") */ d(`//w`, \'"\')');
    expect(tokens.filter((each) => each.kind === 'string').map((each) => each.value)).to.deep.equal([
      'http://x',
      '//w',
    ]);
  });
  it('resolves escapes and counts lines through raw strings', () => {
    const { tokens } = readTokens('"a\\x2fb\\t\\"q\\""\n`one\ntwo`\nlast');
    expect(tokens.map((each) => [each.value, each.line])).to.deep.equal([
      ['a/b\t"q"', 1],
      ['one\ntwo', 2],
      ['last', 4],
    ]);
  });
  it('says when a string never ends', () => {
    expect(readTokens('x := "abc\n').clean).to.equal(false);
    expect(readTokens('x := "abc"\n').clean).to.equal(true);
  });
});

describe('Go files', () => {
  it('reads single, grouped, named, blank and dot imports', () => {
    const file = readGoFile(
      '/app/main.go',
      'package main\nimport "fmt"\nimport (\n\tm "mime"\n\t_ "embed"; . "os"\n\t"github.com/x/go-y/v2" // c\n)\nvar import2 = "net"\n',
      linux,
    );
    expect(file.packageName).to.equal('main');
    expect(file.imports.map((each) => [each.name, each.path, each.line])).to.deep.equal([
      ['fmt', 'fmt', 2],
      ['m', 'mime', 4],
      ['_', 'embed', 5],
      ['.', 'os', 5],
      ['y', 'github.com/x/go-y/v2', 6],
    ]);
  });
  it('reads embed patterns, quoted and all: ones', () => {
    const file = readGoFile(
      '/a.go',
      'package a\n//go:embed all:web/dist "with space/*"\nvar f embed.FS\n',
      linux,
    );
    expect(file.embeds).to.deep.equal(['web/dist', 'with space/*']);
  });
  it('leaves out files for other systems and keeps those that hang on cgo open', () => {
    expect(fileNameFits('x_windows.go', linux)).to.equal(false);
    expect(fileNameFits('x_linux_arm64.go', linux)).to.equal(false);
    expect(fileNameFits('x_linux_amd64.go', linux)).to.equal(true);
    expect(fileNameFits('linux.go', linux)).to.equal(true);
    expect(fileNameFits('x_test.go', linux)).to.equal(false);
    expect(buildLineHolds('linux && !(windows || ignore)', linux)).to.equal(true);
    expect(buildLineHolds('cgo && linux', linux)).to.equal(null);
    expect(buildLineHolds('cgo && windows', linux)).to.equal(false);
    expect(plusBuildHolds('darwin linux,!appengine', linux)).to.equal(true);
    expect(readGoFile('/a.go', '//go:build ignore\n\npackage main\n', linux).included).to.equal(false);
    expect(readGoFile('/a.go', 'package main\nimport "C"\n', { ...linux, cgo: 'off' }).included).to.equal(
      false,
    );
  });
});
