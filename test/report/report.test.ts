import { expect } from 'chai';
import { memoryFileSystem } from '../../src/project/file-system.js';
import { explainReport } from '../../src/report/explain.js';
import { rowLines, shortened, wrap } from '../../src/report/layout.js';
import { knownPlace, nextSteps } from '../../src/report/next-steps.js';
import { gitPatch, patchReport } from '../../src/report/patch.js';
import { floatingBase } from '../../src/report/pinning.js';
import { decisionRows, shortReason } from '../../src/report/reasons.js';
import { withSurroundings } from '../../src/report/surroundings.js';
import { textReport } from '../../src/report/text.js';
import type { Report } from '../../src/report/types.js';
import { plainLook } from '../../src/report/style.js';
import { rewrite } from '../../src/rewrite.js';

const PLACE = { source: 'Dockerfile', line: 1, endLine: 1, span: { start: 0, end: 1 } };

function goReport(from = 'golang:1.22', target: string | null = null): Report {
  const context = memoryFileSystem({
    'go.mod': 'module example.com/a\n\ngo 1.22\n',
    'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { _ = http.ListenAndServe(":8080", nil) }\n',
  });
  const text = `FROM ${from}\nWORKDIR /app\nCOPY . .\nRUN go build -o server .\nCMD ["./server"]\n`;
  return rewrite({ text, source: 'Dockerfile' }, { target }, { context }).report;
}

function decision(
  subject: string,
  because: readonly string[],
  line: number | null = 1,
): Report['decisions'][number] {
  const evidence = because.map((each) => ({ rule: 'a/b', because: each, at: null }));
  return { subject, verdict: 'build', line, evidence, confidence: 'strong' };
}

function codes(report: Report): readonly string[] {
  return report.notes.map((note) => note.code);
}

describe('report text', () => {
  it('wraps and cuts', () => {
    expect(wrap('a bb ccc', 4)).to.deep.equal(['a bb', 'ccc']);
    expect(wrap('longword x', 4)).to.deep.equal(['longword', 'x']);
    expect(shortened('abcdef', 4)).to.equal('abc…');
    expect(shortened('abcd', 4)).to.equal('abcd');
    const rows = [
      { where: 'line 1', what: 'short', why: 'because' },
      { where: 'line 22', what: 'x'.repeat(60), why: 'of its length' },
    ];
    const lines = rowLines(rows, 60, (text) => text);
    expect(lines.every((line) => line.length <= 60)).to.equal(true);
    expect(lines[0]).to.match(/^ {2}line 1 {3}short +because$/);
    expect(lines[2]).to.match(/^ +of its length$/);
  });

  it('says once that results are copied, and leaves caches out unless they are all', () => {
    expect(shortReason(decision('x', ['/a is copied', '/b is copied', 'a cache']))).to.equal(
      'what it makes is copied',
    );
    expect(shortReason(decision('x', ['/a is copied', 'module cache']))).to.equal('/a is copied');
    expect(shortReason(decision('x', ['a cache', 'build cache']))).to.equal('it leaves only caches');
    expect(shortReason(decision('x', ['1', '2', '3', '4', '5']))).to.equal('1; 2; 3; and 2 more reasons');
  });

  it('puts packages of a line with one reason into one row, in place of their command', () => {
    const rows = decisionRows(
      [
        decision('apt-get install git unzip', ['nobody']),
        decision('package git', ['nobody']),
        decision('package unzip', ['nobody']),
        decision('make', ['it is built'], 2),
      ],
      ['build'],
    );
    expect(rows.map((row) => `${row.where}: ${row.what}: ${row.why}`)).to.deep.equal([
      'line 1: git, unzip: nobody',
      'line 2: make: it is built',
    ]);
  });

  it('is plain without colours and holds the whole diff', () => {
    const report = goReport();
    expect(report.outcome).to.equal('rewritten');
    const text = textReport(report);
    expect(text).to.include('\n+FROM ');
    expect(text).to.include(patchReport(report).trimEnd());
    const marked = textReport(report, {
      ...plainLook,
      style: { ...plainLook.style, added: (line) => `<${line}>` },
    });
    expect(marked).to.include('\n<+FROM ');
  });

  it('explains candidates that fail and what would unlock them', () => {
    const { report } = rewrite({
      text: 'FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n',
      source: 'Dockerfile',
    });
    expect(report.outcome).to.equal('refused');
    expect(explainReport(report)).to.match(
      /What stands in the way, and what would unlock it\n {2}[EH]-[A-Z-]+/,
    );
    expect(explainReport(report)).to.match(/unlock: \S/);
  });
});

describe('notes about the surroundings', () => {
  const here = { today: '2026-11-21', architecture: 'x64', place: knownPlace('Dockerfile') };

  it('warns of old data, by the day that the caller gives', () => {
    expect(codes(withSurroundings(goReport(), { ...here, today: '2026-09-01' }))).to.not.include(
      'W-DATA-AGE',
    );
    expect(codes(withSurroundings(goReport(), { ...here, today: '2099-01-01' }))).to.include('W-DATA-AGE');
  });

  it('says that sizes are those of amd64 on another machine or for another platform', () => {
    expect(codes(withSurroundings(goReport(), here))).to.not.include('I-PLATFORM');
    expect(codes(withSurroundings(goReport(), { ...here, architecture: 'arm64' }))).to.include('I-PLATFORM');
    const other = withSurroundings(goReport('--platform=linux/arm64 golang:1.22'), {
      ...here,
      architecture: 'arm64',
    });
    expect(codes(other).filter((code) => code === 'I-PLATFORM')).to.have.length(
      other.outcome === 'rewritten' ? 1 : 0,
    );
  });

  it('warns when the new base floats where the old one was pinned', () => {
    const digest = `@sha256:${'0'.repeat(64)}`;
    expect(floatingBase(`node:20${digest}`, 'node:20-slim', PLACE)?.code).to.equal('W-LATEST');
    expect(floatingBase('golang:1.22.3', 'gcr.io/distroless/static-debian12', PLACE)?.code).to.equal(
      'W-LATEST',
    );
    expect(floatingBase('node:20.1.0', 'node:20.1.0-slim', PLACE)).to.equal(null);
    expect(floatingBase('node:20', 'node:20-slim', PLACE)).to.equal(null);
    expect(floatingBase(`golang:1.22${digest}`, 'scratch', PLACE)).to.equal(null);
    expect(goReport('golang:1.22.3').notes.map((note) => note.code)).to.include('W-LATEST');
  });
});

describe('what to do next', () => {
  const stages = goReport().stages;
  const commands = (place: Parameters<typeof nextSteps>[2]): readonly (string | null)[] =>
    nextSteps('rewritten', stages, place).map((step) => step.command);

  it('names the file, its context and the options again', () => {
    const place = { file: 'a b/Dockerfile', context: '.', options: ['--level', 'safe'], written: null };
    expect(commands(place)).to.deep.equal([
      "dockopt verify --level safe 'a b/Dockerfile'",
      "dockopt rewrite --write --level safe 'a b/Dockerfile'",
      "docker build -f 'a b/Dockerfile' --target build -t tools . && docker run --rm -it tools sh",
    ]);
    const kept = { ...knownPlace('app/Dockerfile'), options: ['--keep', 'git'] };
    expect(commands(kept)[0]).to.equal('dockopt verify --pin git app/Dockerfile');
  });

  it('does not say what is done already', () => {
    const itself = { ...knownPlace('Dockerfile'), written: { to: 'Dockerfile', itself: true } };
    expect(commands(itself)[0]).to.equal('docker build -t after .');
    const other = { ...knownPlace('Dockerfile'), written: { to: 'New', itself: false } };
    expect(commands(other)).to.have.length(2);
    expect(commands(other)[0]).to.equal('dockopt verify --candidate New Dockerfile');
  });
});

describe('patches', () => {
  const report = { ...goReport(), input: 'a\n-- x\t\nb\n', text: 'a\nb\nc' };

  it('keep lines that look like headers as they are', () => {
    expect(patchReport(report)).to.equal(
      '--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,3 +1,3 @@\n a\n--- x\t\n b\n+c\n\\ No newline at end of file\n',
    );
  });

  it('name files as git does', () => {
    expect(gitPatch(report, './a b/c')).to.match(
      /^diff --git a\/a b\/c b\/a b\/c\n--- a\/a b\/c\t\n\+\+\+ b\/a b\/c\t\n@@/,
    );
    expect(gitPatch(report, 'a"\\\n')).to.match(/^diff --git "a\/a\\"\\\\\\012" "b\/a\\"\\\\\\012"\n/);
    expect(gitPatch({ ...report, text: report.input }, 'a')).to.equal('');
  });
});
