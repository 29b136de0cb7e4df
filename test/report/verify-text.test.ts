import { expect } from 'chai';
import { seconds } from '../../src/report/build-times.js';
import { goneTable } from '../../src/report/gone-files.js';
import { measuredSizes, megabytesOf } from '../../src/report/measured.js';
import { candidateReport, verifiedReport } from '../../src/report/model.js';
import { knownPlace } from '../../src/report/next-steps.js';
import { plainStyle, type Look } from '../../src/report/style.js';
import { textReport } from '../../src/report/text.js';
import type { Report } from '../../src/report/types.js';
import { verifySteps } from '../../src/report/verify-steps.js';
import { verifyReport } from '../../src/report/verify-text.js';
import { memoryFileSystem } from '../../src/project/file-system.js';
import { rewrite } from '../../src/rewrite.js';
import type { Verification } from '../../src/verify/types.js';
import { check, equalVerification, finding } from './verification.js';

const look: Look = { style: plainStyle, width: 100 };

function goReport(): Report {
  const context = memoryFileSystem({
    'go.mod': 'module example.com/a\n\ngo 1.22\n',
    'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { _ = http.ListenAndServe(":8080", nil) }\n',
  });
  const text = 'FROM golang:1.22\nWORKDIR /app\nCOPY . .\nRUN go build -o server .\nCMD ["./server"]\n';
  return rewrite({ text, source: 'Dockerfile' }, {}, { context }).report;
}

function shown(verification: Verification, report: Report = goReport()): string {
  return verifyReport(verifiedReport(report, verification, []), verification, look);
}

/** The lines of a section, without its title. */
function section(text: string, title: string): readonly string[] {
  const block = text.split('\n\n').find((each) => each.startsWith(title));
  return block === undefined ? [] : block.trimEnd().split('\n').slice(1);
}

describe('the report of a verification', () => {
  it('says the verdict and why first, then every check', () => {
    const text = shown(equalVerification());
    expect(text.split('\n').slice(0, 2)).to.deep.equal([
      'Dockerfile and the rewrite of Dockerfile: equal',
      'every check came out the same',
    ]);
    expect(section(text, 'Compared on docker 26.1.5 (BuildKit 0.13)')).to.deep.equal([
      '  build      equal  build was compared',
      '  config     equal  config was compared',
      '  files      equal  files was compared',
      '  closure    equal  closure was compared',
      '  behaviour  equal  behaviour was compared',
      '  varies from run to run, so it was left out: dates, container ids',
    ]);
    expect(text).to.not.match(/What differs|What is not proven|Allowed|End of the log/);
  });

  it('says what is gone by reason, with counts, MB and examples', () => {
    expect(section(shown(equalVerification()), 'Gone from the image')).to.deep.equal([
      '  reason                     files   MB',
      '  build tools               36 500  700  /usr/local/go/bin/go, /usr/bin/gcc',
      '  development dependencies     500  9.9  /app/node_modules/typescript',
    ]);
  });

  it('shows examples whole, and the end of one that is too long', () => {
    const { files } = equalVerification();
    const long = `/usr/lib/${'x'.repeat(60)}/cc1plus`;
    const gone = [{ reason: 'build tool' as const, files: 1, bytes: 1e6, examples: [long, '/usr/bin/gcc'] }];
    const narrow = { style: plainStyle, width: 60 };
    const [, line = ''] = files ? goneTable({ ...files, gone }, narrow) : [];
    expect(line).to.match(/ 1\.0 {2}…x+\/cc1plus$/);
    expect(line.length).to.equal(60);
    const both = files ? goneTable({ ...files, gone }, { ...narrow, width: 140 }) : [];
    expect(both[1]?.endsWith(`${long}, /usr/bin/gcc`)).to.equal(true);
  });

  it('shows measured sizes by stage, the image and the pull', () => {
    expect(section(shown(equalVerification()), 'Sizes')).to.deep.equal([
      '  MB, measured             before  after',
      '  layers of the base          800    198',
      '  layers                      200      -',
      '  layers of stage runtime       -    2.0',
      '  image                      1000    200  saves 800 MB, 80 %',
      '  pull (compressed)           400     80  saves 320 MB, 80 %',
      '  stage build                   -    310  built, and not in the image',
    ]);
  });

  it('shows the build times that were taken', () => {
    expect(section(shown(equalVerification()), 'Build times')).to.deep.equal([
      '  wall clock                before       after',
      '  now, a cache may help       62 s       4.2 s',
      '  without a cache        3 min 5 s  3 min 10 s',
    ]);
  });

  it('lists differences with both values, and what is unproven below', () => {
    const different = finding({
      check: 'config',
      weight: 'different',
      code: 'V-USER',
      subject: 'User',
      before: 'node',
      after: '',
      because: 'the process would run as another user',
    });
    const unsure = finding({ check: 'behaviour', weight: 'unsure', code: 'V-SAME', subject: 'GET /' });
    const verification = equalVerification({
      verdict: 'different',
      because: 'User: the process would run as another user',
      checks: [check('build'), check('config', [different]), check('behaviour', [unsure])],
    });
    const text = shown(verification);
    expect(text).to.match(/^Dockerfile and the rewrite of Dockerfile: different\nUser: the process/);
    expect(text).to.include('  config     DIFFERENT   config was compared');
    expect(section(text, 'What differs')).to.deep.equal([
      '  V-USER  User',
      '      the process would run as another user',
      '      before: node',
      '      after:  (empty)',
    ]);
    expect(section(text, 'What is not proven')).to.deep.equal(['  V-SAME  GET /', '      a reason']);
  });

  it('counts what there is too much of, and joins allowed differences of one reason', () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      finding({ check: 'files', weight: 'different', code: 'V-GONE', subject: `/app/${index}` }),
    );
    const allowed = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map((subject) =>
      finding({ check: 'config', weight: 'allowed', subject, because: 'only the old base sets it' }),
    );
    const text = shown(
      equalVerification({ verdict: 'different', checks: [check('files', many), check('config', allowed)] }),
    );
    const differs = section(text, 'What differs');
    expect(differs.filter((line) => /V-GONE {2}\/app/.test(line))).to.have.length(12);
    expect(differs.at(-1)).to.equal('  V-GONE  and 18 more; --format json tells more of them');
    expect(section(text, 'Allowed differences')).to.deep.equal([
      '  A, B, C, D, E, F and 2 more  only the old base sets it',
    ]);
  });

  it('shows the end of the log, and nothing that was not measured', () => {
    const verification = equalVerification({
      verdict: 'inconclusive',
      checks: [check('build', [finding({ check: 'build', weight: 'unsure' })])],
      files: null,
      before: { size: null, times: { first: 1, cold: null, changed: null } },
      after: null,
      normalised: [],
      log: ['npm ERR! code E404', '  indented'],
    });
    const text = shown(verification);
    expect(section(text, 'End of the log')).to.deep.equal(['  npm ERR! code E404', '    indented']);
    expect(section(text, 'Build times')).to.deep.equal([
      '  wall clock             before  after',
      '  now, a cache may help   1.0 s      -',
    ]);
    expect(text).to.not.match(/Sizes|Gone from|varies from/);
  });

  it('keeps to the width', () => {
    const value = 'x '.repeat(300);
    const wide = finding({
      check: 'behaviour',
      weight: 'different',
      subject: 'y'.repeat(200),
      before: value,
      after: `${value}\n${value}`,
      because: value,
    });
    const verification = equalVerification({ checks: [check('behaviour', [wide])], because: value });
    const report = verifiedReport(goReport(), verification, []);
    const text = verifyReport(report, verification, { style: plainStyle, width: 70 });
    expect(Math.max(...text.split('\n').map((line) => line.length))).to.be.at.most(80);
  });
});

describe('the report of a rewrite that was verified', () => {
  it('has the verdict at the top, the comparison, and measured sizes in the place of the estimate', () => {
    const report = goReport();
    expect(textReport(report, look)).to.match(/; about \d/);
    const text = textReport(verifiedReport(report, equalVerification(), []), look);
    expect(text).to.match(
      /^Dockerfile: rewritten.*\n.*; measured 1000 MB -> 200 MB\nverified: equal\n {2}every/,
    );
    expect(text).to.include('Compared on docker');
    expect(text).to.include('\nDiff\n');
    expect(text).to.match(/MB, measured/);
    expect(text).to.not.match(/estimated|; about|uncompressed/);
  });

  it('keeps the estimate when one image was not measured, and shows no half of a measurement', () => {
    const verification = equalVerification({ after: null, verdict: 'different' });
    const text = textReport(verifiedReport(goReport(), verification, []), look);
    expect(text).to.match(/; about \d/);
    expect(text).to.not.include('MB, measured');
    expect(measuredSizes(verification)).to.equal(null);
    expect(measuredSizes(null)).to.equal(null);
  });

  it('drops the remark about the platform of the estimate with the estimate', () => {
    const note = { code: 'I-PLATFORM', message: 'x', at: null };
    const report = { ...goReport(), notes: [note] };
    expect(verifiedReport(report, equalVerification(), []).notes).to.deep.equal([]);
    expect(verifiedReport(report, equalVerification({ after: null }), []).notes).to.deep.equal([note]);
  });
});

describe('what to do after a verification', () => {
  const place = { ...knownPlace('Dockerfile'), options: ['--level', 'safe', '--keep', '/a'] };
  const steps = (verification: Verification, report = goReport(), where = place): readonly string[] =>
    verifySteps(report, verification, where).map((step) => step.command ?? step.why);

  it('equal: write it, unless it is written; nothing for a file from elsewhere', () => {
    expect(steps(equalVerification())[0]).to.equal(
      'dockopt rewrite --write --level safe --keep /a Dockerfile',
    );
    const written = { ...place, written: { to: 'Dockerfile', itself: true } };
    expect(steps(equalVerification(), goReport(), written).join()).to.not.include('--write');
    expect(steps(equalVerification(), candidateReport('Dockerfile', 'standard', 'a', 'b'))).to.deep.equal([]);
  });

  it('different: keep what is missing, under the name that it has for verify', () => {
    const lost = ['/app/views', '/app/views', '/etc/ssl/certs'].map((subject) =>
      finding({ check: 'files', weight: 'different', subject, before: 'a directory' }),
    );
    const changed = finding({
      check: 'files',
      weight: 'different',
      subject: '/app/x',
      before: '1',
      after: '2',
    });
    const verification = equalVerification({
      verdict: 'different',
      checks: [check('build'), check('files', [...lost, changed])],
    });
    expect(steps(verification)[0]).to.equal(
      'dockopt verify --level safe --pin /a --pin /app/views,/etc/ssl/certs Dockerfile',
    );
    expect(steps(verification).join()).to.include('maintainers');
    const other = steps(verification, candidateReport('Dockerfile', 'standard', 'a', 'b'));
    expect(other.join())
      .to.match(/^look around in both images/)
      .and.not.include('maintainers');
  });

  it('inconclusive: make it build, or give it what it needs', () => {
    const unsure = (name: 'build' | 'behaviour'): Verification => {
      const checks = ['build' as const, 'behaviour' as const].map((each) =>
        check(each, each === name ? [finding({ check: name, weight: 'unsure' })] : []),
      );
      return equalVerification({ verdict: 'inconclusive', checks });
    };
    expect(steps(unsure('build'))).to.deep.equal(['docker build --progress plain .']);
    expect(steps(unsure('behaviour')).join()).to.include('--run-option=--network=NAME');
    const asked = { kept: false, build: ['--platform', 'linux/arm64', '--build-arg', 'A=b c'] };
    expect(verifySteps(goReport(), unsure('build'), place, asked)[0]?.command).to.equal(
      "docker build --progress plain --platform linux/arm64 --build-arg 'A=b c' .",
    );
  });

  it('says how to keep images only when they are not kept already', () => {
    const verification = equalVerification({ verdict: 'different', checks: [check('build')] });
    const other = candidateReport('Dockerfile', 'standard', 'a', 'b');
    expect(verifySteps(other, verification, place)).to.have.length(1);
    expect(verifySteps(other, verification, place, { kept: true, build: [] })).to.deep.equal([]);
  });
});

describe('numbers', () => {
  it('are rounded for people', () => {
    expect([0, 40_000, 1.25e6, 9.94e6, 9.96e6, 123.4e6].map(megabytesOf)).to.deep.equal([
      '0',
      '0.0',
      '1.3',
      '9.9',
      '10',
      '123',
    ]);
    expect([0.04, 9.94, 9.96, 119.4, 119.6, 3600].map(seconds)).to.deep.equal([
      '0.0 s',
      '9.9 s',
      '10 s',
      '119 s',
      '2 min 0 s',
      '60 min 0 s',
    ]);
  });
});
