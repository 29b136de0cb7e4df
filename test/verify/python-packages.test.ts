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

function check(before: Files, after: Files, more: { readonly byPlan?: boolean } = {}): readonly string[] {
  const question = { env: {}, programs: [], entrypoint: [], roots: ['/app'], ...more };
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
  });

  it('leave it open when one is gone that nothing names: a name may be computed', () => {
    const driver = { ...base, ...has('mydriver_binary-1.0') };
    expect(check(driver, base)).to.deep.equal(['unsure mydriver_binary 1.0 ']);
    expect(check(driver, app)).to.deep.equal(['unsure mydriver_binary 1.0 ']);
    expect(check(driver, driver)).to.deep.equal([]);
    expect(check(driver, base, { byPlan: true })).to.deep.equal([]);
    const many = { ...base, ...has('a-1'), ...has('b-1'), ...has('c-1'), ...has('d-1') };
    expect(check(many, base)).to.deep.equal(['unsure a and 3 more packages there ']);
    const tools = { ...base, ...has('setuptools-70.0'), ...has('wheel-0.4'), ...has('poetry-1.8') };
    expect(check(tools, base)).to.deep.equal([]);
  });

  it('are there without notes, and in a place of their own', () => {
    const was = { ...base, ...has('requests-2.0') };
    const module = (path: string): Files => ({ ...base, [path]: file('m') });
    expect(check(was, module('/app/deps/requests-2.0.dist-info/METADATA'))).to.deep.equal([]);
    expect(check(was, module('/opt/venv/lib/python3/site-packages/requests/__init__.py'))).to.deep.equal([]);
    expect(check(was, module(`${SITE}/pip/_vendor/requests/__init__.py`))).to.deep.equal([
      'unsure requests 2.0 ',
    ]);
  });

  it('count when the app declares them, whoever made the candidate', () => {
    const declaring = (path: string, text: string): Files => {
      const calls = namedCalls(path, text);
      return { [path]: file(text, calls === null ? {} : { calls }) };
    };
    const lost = (path: string, text: string): readonly string[] =>
      check({ ...base, ...declaring(path, text), ...has('my_driver-1.0') }, base, { byPlan: true });
    const found = ['unsure my_driver 1.0 '];
    expect(lost('/app/requirements.txt', '# drivers\n-r other.txt\nMy.Driver[all]>=1 ; x\n')).to.deep.equal(
      found,
    );
    expect(lost('/app/requirements/prod.txt', 'my-driver')).to.deep.equal(found);
    expect(lost('/app/requirements-dev.txt', 'my-driver')).to.deep.equal([]);
    expect(lost('/app/requirements.txt', './my-driver\nmy-driver-tools\n')).to.deep.equal([]);
    expect(lost('/app/notes.txt', 'my-driver')).to.deep.equal([]);
    const project =
      '[project]\nname = "my-driver"\ndependencies = [\n  "six[x]>1",\n  \'my-driver\',\n]\n[tool.x]\n';
    expect(lost('/app/pyproject.toml', project)).to.deep.equal(found);
    expect(lost('/app/pyproject.toml', project.replace("'my-driver',", ''))).to.deep.equal([]);
    const poetry = '[tool.poetry.dependencies]\npython = "^3"\nmy-driver = {version = "1"}\n';
    expect(lost('/app/pyproject.toml', poetry)).to.deep.equal(found);
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
