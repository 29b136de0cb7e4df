import { expect } from 'chai';
import { namedCalls } from '../../src/verify/named-calls.js';
import { checkPythonPackages } from '../../src/verify/python-packages.js';
import type { ListedFile } from '../../src/verify/types.js';
import { file, listing } from '../support/listings.js';

type Files = Readonly<Record<string, ListedFile>>;

const SITE = '/usr/local/lib/python3.12/site-packages';
const has = (name: string): Files => ({ [`${SITE}/${name}.dist-info/METADATA`]: file('m') });
const source = (text: string): Files => {
  const calls = namedCalls('/app/app.py', text);
  return { '/app/app.py': file(text, calls === null ? {} : { calls }) };
};

function check(before: Files, after: Files): readonly string[] {
  const question = { env: {}, programs: [], entrypoint: [], roots: ['/app'] };
  return checkPythonPackages(listing(before), listing(after), question).map(
    (it) => `${it.weight} ${it.subject} ${it.before ?? ''} ${it.after ?? ''}`,
  );
}

describe('packages of Python', () => {
  const app = source('import http.server, os, six as s\nfrom yaml.loader import Loader\n');
  const base = { ...app, ...has('pip-24.0') };

  it('differ when another version of one is there that the app imports', () => {
    expect(check({ ...base, ...has('six-1.17.0') }, { ...base, ...has('six-1.16.0') })).to.deep.equal([
      'different six 1.17.0 1.16.0',
    ]);
    expect(check({ ...base, ...has('six-1.17.0') }, { ...base, ...has('six-1.17.0') })).to.deep.equal([]);
    expect(check({ ...base, ...has('Six-1.17.0') }, { ...base, ...has('six-1.17.0') })).to.deep.equal([]);
  });

  it('leave it open when another one has another version, or one that is imported is gone', () => {
    expect(
      check({ ...base, ...has('typing_extensions-4.1') }, { ...base, ...has('typing_extensions-4.2') }),
    ).to.deep.equal(['unsure typing_extensions 4.1 4.2']);
    expect(check({ ...base, ...has('six-1.17.0') }, base)).to.deep.equal(['unsure six 1.17.0 ']);
    expect(check({ ...base, ...has('pytest-8.0') }, base)).to.deep.equal([]);
  });

  it('do not count when they install others, or came with the system for its own programs', () => {
    const debian = (name: string): Files => ({
      ...base,
      [`/usr/lib/python3/dist-packages/${name}.egg-info/PKG-INFO`]: file('m'),
    });
    expect(check(debian('mercurial-6.3.2'), debian('mercurial-6.9'))).to.deep.equal([]);
    expect(check(debian('six-1.15'), debian('six-1.16'))).to.deep.equal(['different six 1.15 1.16']);
    expect(check(base, { ...app, ...has('pip-25.1') })).to.deep.equal([]);
  });
});
