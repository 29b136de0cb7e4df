import { expect } from 'chai';
import { runOptionsProblem } from '../../src/node/run-options.js';

const fine: readonly (readonly string[])[] = [
  [],
  ['--network=host'],
  ['--network', 'host', '--init', '--read-only', '-v', '/a:/b'],
  ['-eA=1', '-e=A=1', '-u0', '-p8080:80', '-P'],
  ['--entrypoint', '-x', '--memory=1g', '--cap-add', 'NET_ADMIN'],
  ['--label', '--name', '-e', '-d'],
  ['--init=true', '-h', 'name', '-vdata:/data'],
];

const wrong: readonly (readonly [words: readonly string[], problem: RegExp])[] = [
  [['-d'], /^-d: dockopt reads what the app prints/],
  [['--detach'], /^--detach: dockopt reads/],
  [['--rm'], /^--rm: dockopt removes/],
  [['--rm=true'], /^--rm=true: dockopt removes/],
  [['-it'], /^-it: nobody types/],
  [['-dit'], /^-dit: dockopt reads/],
  [['-Pt'], /^-Pt: nobody types/],
  [['--init', '--name', 'x'], /^--name: every start/],
  [['--network', 'host', '--name=x'], /^--name=x: every start/],
  [['--cidfile', '/tmp/x'], /^--cidfile: every start/],
  [['--restart=always'], /^--restart=always: it would hide/],
  [['--help'], /^--help: both would print/],
  // What takes the image's place would be started twice and found equal.
  [['app'], /^app: an option of docker run is wanted$/],
  [['--init', 'app'], /^app: an option/],
  [['--read-only=true', 'app'], /^app: an option/],
  [['-eA=1', 'app'], /^app: an option/],
  [['-'], /^-: an option/],
  [['--', 'app'], /^--: an option/],
  [['--network'], /^--network: a value is missing, as in --network=VALUE$/],
  [['-e'], /^-e: a value is missing/],
  [['--network host'], /^--network host: one word is wanted/],
];

describe('options for docker run', () => {
  for (const words of fine)
    it(`${words.join(' ') || 'none'}: fine`, () => expect(runOptionsProblem(words)).to.equal(null));
  for (const [words, problem] of wrong)
    it(`${words.join(' ')}: said in words`, () => expect(runOptionsProblem(words)).to.match(problem));
});
