import { expect } from 'chai';
import { dialectOf, readShellCall, shebangOf } from '../../src/shell/interpreter.js';

const call = (line: string) => readShellCall(line.split(' '));

describe('readShellCall', () => {
  const cases: readonly (readonly [string, object | null])[] = [
    ['/bin/sh -c', { dialect: 'sh', errexit: false, kind: 'text', at: null }],
    ['/bin/sh -c x', { dialect: 'sh', errexit: false, kind: 'text', at: 2 }],
    ['/bin/bash -o pipefail -c x', { dialect: 'bash', errexit: false, pipefail: true, at: 4 }],
    ['bash -euxo pipefail -c x', { errexit: true, pipefail: true, at: 4 }],
    ['bash -eo pipefail -c x', { errexit: true, pipefail: true, at: 4 }],
    ['bash -o errexit -c x', { errexit: true, at: 4 }],
    ['bash -e +e -c x', { errexit: false, kind: 'text' }],
    ['bash -lc x', { kind: 'text', at: 2, errexit: false }],
    ['bash --login -c x', { kind: 'text', at: 3 }],
    ['sh -ex file', { kind: 'file', at: 2, errexit: true }],
    ['sh -- file', { kind: 'file', at: 2 }],
    ['sh', { kind: 'stdin' }],
    ['sh -s a', { kind: 'stdin' }],
    ['bash --version', { kind: 'nothing' }],
    ['zsh -c x', null],
    ['powershell -Command', null],
    ['cmd /S /C', null],
  ];
  for (const [line, expected] of cases) {
    it(line, () => {
      if (expected === null) expect(call(line)).to.equal(null);
      else expect(call(line)).to.include(expected);
    });
  }
  it('does not guess past an option that is not known', () => {
    expect(readShellCall(['sh', null, 'x'])).to.equal(null);
    expect(readShellCall(['sh', '-c', null])).to.include({ kind: 'text', at: 2 });
  });
});

describe('shebangOf', () => {
  it('looks through env', () => {
    expect(shebangOf('#!/bin/sh -e\nx')).to.deep.equal(['/bin/sh', '-e']);
    expect(shebangOf('#! /usr/bin/env bash\r\n')).to.deep.equal(['bash']);
    expect(shebangOf('#!/usr/bin/env -S A=b node --x\n')).to.deep.equal(['node', '--x']);
    expect(shebangOf('# no\n')).to.equal(null);
  });
  it('tells shells from others', () => {
    expect([
      dialectOf('/bin/ash'),
      dialectOf('bash'),
      dialectOf('python3'),
      dialectOf('toString'),
    ]).to.deep.equal(['sh', 'bash', null, null]);
  });
});
