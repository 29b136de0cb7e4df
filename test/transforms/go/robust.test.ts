import { expect } from 'chai';
import { array, assert, constantFrom, property } from 'fast-check';
import { judge } from './facts-of.js';

const PIECES = [
  'package main\n',
  'import "os"\n',
  'import (\n"net/http"\n',
  ')\n',
  'func f(p string) {',
  '}',
  'os.ReadFile(',
  '"a/b"',
  '`raw',
  '`',
  '/*',
  '*/',
  '//go:embed x\n',
  '//go:build (linux &&\n',
  "'",
  '"',
  '\\',
  'x := ',
  ' + ',
  'filepath.Join(',
  ',',
  '\n',
  'constructor',
  'os.Getenv("A_DIR")',
  ';',
];

describe('broken Go', () => {
  it('never throws, and what does not end never narrows anything', () => {
    assert(
      property(
        array(constantFrom(...PIECES), { maxLength: 30 }),
        array(constantFrom('module x', '(', ')', 'require', '=>', './y', '\n'), { maxLength: 10 }),
        (source, mod) => {
          const found = judge(
            'FROM golang:1.22\nWORKDIR /app\nCOPY . .\nRUN go build -o s .\nCMD ["./s"]\n',
            {
              'main.go': source.join(''),
              'go.mod': mod.join(' '),
            },
          );
          expect(found.images.length).to.be.greaterThan(0);
          if (source.join('').split('`').length % 2 === 0 && !/["'/*]/.test(source.join('')))
            expect(found.artefact).to.equal(null);
        },
      ),
      { numRuns: 150 },
    );
  });
});
