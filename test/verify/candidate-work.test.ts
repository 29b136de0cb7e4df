import { expect } from 'chai';
import type { CandidateWork } from '../../src/verify/candidate-work.js';
import { compareFiles } from '../../src/verify/files.js';
import type { FilesQuestion } from '../../src/verify/files.js';
import type { ListedFile } from '../../src/verify/types.js';
import { debian, directory, file, listing } from '../support/listings.js';

type Files = Readonly<Record<string, ListedFile>>;

const NOTHING: CandidateWork = {
  made: new Set(),
  removed: new Set(),
  sameBase: true,
  inBases: () => false,
  byPlan: false,
};

function found(before: Files, after: Files, question: Partial<FilesQuestion>): readonly string[] {
  const { findings } = compareFiles(listing({ ...debian, ...before }), listing({ ...debian, ...after }), {
    roots: ['/app'],
    explained: () => null,
    ...question,
  });
  return findings.map(({ weight, code, subject }) => `${weight} ${code} ${subject}`);
}

function work(change: Partial<CandidateWork>): Partial<FilesQuestion> {
  return { candidate: { ...NOTHING, ...change } };
}

describe('what the instructions of a candidate did', () => {
  const conf = '/etc/nginx/nginx.conf';
  const edited: [Files, Files] = [{ [conf]: file('a') }, { [conf]: file('b') }];

  it('counts where one version of a package, or one base image, has the file in both', () => {
    expect(found(...edited, {})).to.deep.equal([]);
    const installed = { ofOnePackage: () => true, ...work({}) };
    expect(found(...edited, installed)).to.deep.equal([`different V-CONTENT ${conf}`]);
    // Who made the base images may have changed it in one of them.
    expect(found(...edited, { ofOnePackage: () => true, ...work({ inBases: () => true }) })).to.deep.equal(
      [],
    );
    expect(found(...edited, work({ made: new Set([conf]) }))).to.deep.equal([`different V-CONTENT ${conf}`]);
  });

  it('leaves it open on another base image', () => {
    const other = work({ made: new Set([conf]), sameBase: false });
    expect(found(...edited, other)).to.deep.equal([`unsure V-CONTENT ${conf}`]);
    const places: [Files, Files] = [{ '/go/src': directory({ mode: 0o1777 }) }, { '/go/src': directory() }];
    const copied = { made: new Set(['/go/src']) };
    expect(found(...places, work({ ...copied, sameBase: false }))).to.deep.equal([]);
    expect(found(...places, work(copied))).to.deep.equal(['different V-MODE /go/src']);
  });

  it('leaves open what only the candidate sets or calls, unless it is dockopt’s own', () => {
    const extra = { '/etc/nginx/conf.d/zz.conf': file('z'), '/usr/share/tool/data': file('d') };
    const made = new Set(Object.keys(extra));
    const site = { '/etc/nginx/conf.d/default.conf': file('d'), '/usr/share/tool/old': file('o') };
    expect(found(site, { ...site, ...extra }, work({ made }))).to.have.members([
      'unsure V-FILE-NEW /etc/nginx/conf.d/zz.conf',
      'note V-FILE-NEW /usr/share/tool/data',
    ]);
    expect(found(site, { ...site, ...extra }, work({ made, byPlan: true }))).to.have.members([
      'note V-FILE-NEW /etc/nginx/conf.d/zz.conf',
      'note V-FILE-NEW /usr/share/tool/data',
    ]);
  });

  it('leaves open what it removes from the base image of both, unless somebody says that it may', () => {
    const before = { '/usr/bin/su': file('s') };
    const removed = new Set(['/usr/bin/su']);
    expect(found(before, {}, work({ removed }))).to.deep.equal(['unsure V-FILE-GONE /usr/bin/su']);
    expect(found(before, {}, { ...work({ removed }), leftOut: ['/usr/bin'] })).to.deep.equal([]);
    expect(found(before, {}, work({}))).to.deep.equal([]);
  });

  it('leaves open what it has although the original removed it', () => {
    const site = '/etc/nginx/conf.d/default.conf';
    const removed = new Set([site]);
    expect(found({}, { [site]: file('d') }, { removed })).to.deep.equal(['unsure V-FILE-NEW /etc/nginx']);
    expect(found({}, {}, { removed })).to.deep.equal([]);
  });
});
