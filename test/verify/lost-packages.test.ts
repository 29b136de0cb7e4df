import { expect } from 'chai';
import { rewrite } from '../../src/rewrite.js';
import { decidedPackages, instructedPackages } from '../../src/verify/instructed-packages.js';
import { checkLostPackages } from '../../src/verify/lost-packages.js';
import { sideFacts } from '../../src/verify/side-facts.js';
import type { ListedFile } from '../../src/verify/types.js';
import { debian, file, library, link, listing, program } from '../support/listings.js';

type Files = Readonly<Record<string, ListedFile>>;

const facts = (text: string) => sideFacts(text, 'Dockerfile', null, {});
const named = (text: string): readonly string[] =>
  instructedPackages(facts(text), {}).packages.map(({ name }) => name);

/** Files of a package, with dpkg's list of them. */
function installed(name: string, files: Files): Files {
  const text = `/.\n/usr\n${Object.keys(files).join('\n')}\n`;
  return { ...files, [`/var/lib/dpkg/info/${name}.list`]: file(text, { text }) };
}

const install = (...names: readonly string[]): string =>
  `RUN apt-get update && apt-get install -y --no-install-recommends ${names.join(' ')}\n`;

function check(
  run: string,
  before: Files,
  after: Files,
  more: { readonly decided?: readonly string[]; readonly leftOut?: readonly string[] } = {},
): readonly string[] {
  const instructed = instructedPackages(facts(`FROM node:20-slim\n${run}`), {});
  const question = { instructed, decided: new Set(more.decided ?? []), leftOut: more.leftOut ?? [] };
  const found = checkLostPackages(
    listing({ ...debian, ...before }),
    listing({ ...debian, ...after }),
    question,
  );
  return found.map(({ weight, code, subject }) => `${weight} ${code} ${subject}`);
}

describe('packages that instructions install by name', () => {
  const jq = installed('jq', { '/usr/bin/jq': program([]) });
  const git = installed('git', { '/usr/bin/git': program([]) });

  it('are those of the stages that the image is built on, without what is removed again', () => {
    const text =
      'FROM debian AS build\nRUN apt-get install -y make\nFROM debian AS base\n' +
      'RUN apt-get update && apt-get install -y jq=1.6 libpq5:amd64\nFROM base\nARG MORE=ffmpeg\n' +
      'RUN set -eux; apt-get install -y $MORE gcc && apt-get purge -y gcc\n';
    expect(named(text)).to.have.members(['jq', 'libpq5', 'ffmpeg']);
    const alpine = 'FROM alpine\nRUN apk add --no-cache jq~1.6 && apk add --virtual .b git && apk del .b\n';
    expect(named(alpine)).to.include('jq');
  });

  it('leave the comparison open when none of their programs is left', () => {
    expect(check(install('jq'), jq, {})).to.deep.equal(['unsure V-FILE-GONE /usr/bin/jq']);
    expect(check(install('jq'), jq, jq)).to.deep.equal([]);
    expect(check(install('jq'), jq, { '/opt/jq/bin/jq': program([]) })).to.deep.equal([]);
    expect(check(install('jq'), jq, { '/usr/bin/jq': link('/bin/busybox') })).to.have.lengthOf(1);
    expect(check(install('jq'), jq, { '/usr/share/completions/jq': file('jq') })).to.have.lengthOf(1);
    expect(check('RUN true', jq, {})).to.deep.equal([]);
    expect(check(install('jq'), {}, {})).to.deep.equal([]);
  });

  it('are read from the lists of apk, too', () => {
    const text = 'P:jq\nV:1.7\nF:usr/bin\nR:jq\n\nP:zlib\nV:1\nF:lib\nR:libz.so.1\n';
    const before = { '/lib/apk/db/installed': file(text, { text }), '/usr/bin/jq': program([]) };
    expect(check('RUN apk add --no-cache jq', before, {})).to.deep.equal(['unsure V-FILE-GONE /usr/bin/jq']);
    expect(check('RUN apk add --no-cache jq', before, before)).to.deep.equal([]);
  });

  it('are accounted for by a plan, by the user, and as tools of the build', () => {
    expect(check(install('jq'), jq, {}, { decided: ['jq'] })).to.deep.equal([]);
    expect(check(install('jq'), jq, {}, { leftOut: ['/usr/bin/jq'] })).to.deep.equal([]);
    const make = installed('make', { '/usr/bin/make': program([]) });
    expect(check(install('make'), make, {})).to.deep.equal([]);
    const gpg = installed('gnupg', { '/usr/bin/gpg-zip': program([]) });
    expect(check(install('gnupg'), gpg, {})).to.deep.equal([]);
  });

  it('have the programs of the packages that they need', () => {
    const variant = { '/usr/bin/convert': link('/etc/alternatives/convert') };
    expect(check(install('imagemagick'), variant, {})).to.deep.equal(['unsure V-FILE-GONE /usr/bin/convert']);
    expect(check(install('imagemagick'), variant, { '/usr/bin/convert': program([]) })).to.deep.equal([]);
  });

  it('are accounted for where the instructions fetch with them', () => {
    expect(check(`${install('git')}RUN git clone https://x/y /y\n`, git, {})).to.deep.equal([]);
    expect(check(`${install('git')}RUN go mod download\n`, git, {})).to.deep.equal([]);
    const npm = installed('npm', { '/usr/bin/npm': program([]) });
    expect(check(`${install('npm')}RUN npm ci\n`, npm, {})).to.deep.equal([]);
    expect(check(install('npm'), npm, {})).to.have.lengthOf(1);
    expect(check(install('git'), git, {})).to.deep.equal(['unsure V-FILE-GONE /usr/bin/git']);
    expect(check(`${install('jq')}RUN jq . a\n`, jq, {})).to.have.lengthOf(1);
    const python = installed('python3', { '/usr/bin/python3': program([]) });
    expect(check(`${install('python3', 'make', 'g++')}RUN npm ci\n`, python, {})).to.deep.equal([]);
    expect(check(`${install('python3')}RUN npm ci\n`, python, {})).to.have.lengthOf(1);
  });

  it('without programs leave it open by their fonts and libraries', () => {
    const font = installed('fonts-noto', { '/usr/share/fonts/truetype/Noto.ttf': file('f') });
    expect(check(install('fonts-noto'), font, {})).to.deep.equal([
      'unsure V-FILE-GONE /usr/share/fonts/truetype/Noto.ttf',
    ]);
    expect(check(install('fonts-noto'), font, { '/usr/share/fonts/noto/Noto.ttf': file('f') })).to.deep.equal(
      [],
    );
    const magic = installed('libmagic1', { '/usr/lib/x86_64-linux-gnu/libmagic.so.1': library() });
    expect(check(install('libmagic1'), magic, {})).to.have.lengthOf(1);
    // Whether a program needs a library shows in the program.
    const linked = { ...magic, '/usr/bin/file': program(['libmagic.so.1']) };
    expect(check(install('libmagic1'), linked, {})).to.deep.equal([]);
    const nothing = installed('meta', { '/usr/share/doc/meta/copyright': file('c') });
    expect(check(install('meta'), nothing, {})).to.deep.equal([]);
  });

  it('stand in the decisions of a rewrite', () => {
    expect([...decidedPackages(null)]).to.deep.equal([]);
    const text = `FROM node:20\n${install('jq=1.6', 'git')}WORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "a.js"]\n`;
    const { report } = rewrite({ text, source: 'Dockerfile' });
    expect([...decidedPackages(report)]).to.have.members(['jq', 'git']);
  });
});
