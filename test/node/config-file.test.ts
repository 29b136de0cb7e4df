import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { findConfigFile, readConfigFile } from '../../src/node/config-file.js';
import { noSettings, type VerifySettings } from '../../src/node/verify-settings.js';
import { place, type Place } from '../cli/program.js';

describe('the configuration file', () => {
  let here: Place;
  beforeEach(() => {
    here = place({ Dockerfile: 'FROM x\n', 'api/Dockerfile': 'FROM x\n', 'web/app/Dockerfile': 'FROM x\n' });
  });
  afterEach(() => here.remove());

  async function settings(yaml: string, file = 'Dockerfile'): Promise<VerifySettings | null | string> {
    writeFileSync(here.file('dockopt.config.yaml'), yaml);
    const answer = await readConfigFile(here.file('dockopt.config.yaml'), here.file(file));
    return 'settings' in answer ? answer.settings : answer.problem.slice(answer.problem.indexOf('dockopt.'));
  }

  it('gives everything that it says about one Dockerfile, paths counted from itself', async () => {
    const yaml = `verify:
  api/Dockerfile:
    run: serve --port 80 'a b'
    env: { PORT: 3000, ON: true, NAME: x, HEX: 0x10 }
    envFile: test.env
    ports: [3000, 9000]
    http:
      - /health
      - 'post /form a=1'
      - { method: post, path: /items, body: '{"a":1}', headers: { X-Test: 1 } }
      - { path: /raw, method: PUT, body: x, headers: { Content-Type: text/plain } }
    wait: 20
    options: [--network, host]
    without: [scripts, /app/Procfile]
    buildArgs: { VERSION: 1.10 }
    secrets: ['id=npm,src=.npmrc']
    context: .
    target: prod
`;
    expect(await settings(yaml, 'api/Dockerfile')).to.deep.equal({
      runs: [['serve', '--port', '80', 'a b']],
      env: { PORT: '3000', ON: 'true', NAME: 'x', HEX: '0x10' },
      envFile: here.file('test.env'),
      ports: [3000, 9000],
      http: [
        { method: 'GET', path: '/health', body: null, headers: {} },
        {
          method: 'POST',
          path: '/form',
          body: 'a=1',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        },
        {
          method: 'POST',
          path: '/items',
          body: '{"a":1}',
          headers: { 'content-type': 'application/json', 'X-Test': '1' },
        },
        { method: 'PUT', path: '/raw', body: 'x', headers: { 'Content-Type': 'text/plain' } },
      ],
      wait: 20,
      options: ['--network', 'host'],
      without: ['scripts', '/app/Procfile'],
      buildArgs: { VERSION: '1.10' },
      secrets: [`id=npm,src=${here.file('.npmrc')}`],
      context: here.path,
      target: 'prod',
      missing: [
        {
          key: 'envFile',
          problem: `${here.file('dockopt.config.yaml')}:5: verify.api/Dockerfile.envFile: ${here.file('test.env')}: no such file`,
        },
        {
          key: 'secrets',
          problem: `${here.file('dockopt.config.yaml')}:16: verify.api/Dockerfile.secrets[0]: ${here.file('.npmrc')}: no such file`,
        },
      ],
    });
    expect(await settings(yaml, 'Dockerfile')).to.equal(null);
  });

  it('takes several runs, each a text or a list of words, and shares by anchors', async () => {
    const yaml = `verify:
  ./Dockerfile: &all
    run:
      - --version
      - [sh, -c, 'echo $HOME | cat']
      - []
  api/Dockerfile: *all
`;
    const runs = [['--version'], ['sh', '-c', 'echo $HOME | cat'], []];
    expect(await settings(yaml)).to.deep.equal({ ...noSettings, runs });
    expect(await settings(yaml, 'api/Dockerfile')).to.deep.equal({ ...noSettings, runs });
  });

  it('may be empty', async () => {
    expect(await settings('')).to.equal(null);
    expect(await settings('# nothing\n')).to.equal(null);
  });

  const wrong: readonly (readonly [what: string, yaml: string, message: RegExp])[] = [
    ['a list', '- x\n', /:1: the file: a map is wanted$/],
    ['an unknown section', '# x\nverfy: {}\n', /:2: unknown key verfy; the keys are verify$/],
    ['an empty section', 'verify:\n', /:1: verify: a map is wanted$/],
    [
      'an unknown key',
      'verify:\n  Dockerfile:\n    prots: [1]\n',
      /:3: verify\.Dockerfile: unknown key prots; /,
    ],
    [
      'a file that is not there',
      'verify:\n  Dockerfle: {}\n',
      /:2: verify\.Dockerfle: there is no file Dockerfle$/,
    ],
    [
      'a port that is none',
      'verify:\n  Dockerfile:\n    ports:\n      - 80\n      - 0\n',
      /:5: .*ports\[1\]: a whole number/,
    ],
    [
      'a port in quotes',
      "verify:\n  Dockerfile:\n    ports: ['80']\n",
      /:3: .*ports\[0\]: a whole number from 1 to 65535/,
    ],
    [
      'a wait that is none',
      'verify: { Dockerfile: { wait: soon } }\n',
      /:1: .*wait: a whole number from 1 to 3600/,
    ],
    [
      'a list for a map',
      'verify:\n  Dockerfile:\n    env: [A=b]\n',
      /:3: verify\.Dockerfile\.env: a map is wanted$/,
    ],
    [
      'no value',
      'verify:\n  Dockerfile:\n    target:\n',
      /:3: verify\.Dockerfile\.target: a text is wanted$/,
    ],
    [
      'a map for a text',
      'verify:\n  Dockerfile:\n    context: { a: b }\n',
      /:3: .*context: a text is wanted$/,
    ],
    [
      'a request without a path',
      'verify: { Dockerfile: { http: [{ method: GET }] } }\n',
      /:1: .*http\[0\]: a path/,
    ],
    [
      'a request that is no path',
      'verify: { Dockerfile: { http: health } }\n',
      /http: PATH, 'METHOD PATH' or 'METHOD PATH BODY' is wanted$/,
    ],
    [
      'half a port',
      'verify:\n  Dockerfile:\n    ports: [3000.5]\n',
      /:3: .*ports\[0\]: a whole number from 1 to 65535 is wanted$/,
    ],
    [
      'a method that is none',
      "verify: { Dockerfile: { http: { method: 'GET /', path: / } } }\n",
      /http: a method of letters is wanted$/,
    ],
    [
      'an option that is ours',
      'verify:\n  Dockerfile:\n    options: [--network, host, --name=app]\n',
      /:3: verify\.Dockerfile\.options: --name=app: every start has a container of its own/,
    ],
    [
      'an empty path that is left out',
      "verify:\n  Dockerfile:\n    without: [scripts, '']\n",
      /:3: verify\.Dockerfile\.without\[1\]: a path of the image is wanted$/,
    ],
    [
      'all of the image left out',
      'verify:\n  Dockerfile:\n    without:\n      - /\n',
      /:4: verify\.Dockerfile\.without\[0\]: a path in the image is wanted, not all of it$/,
    ],
    [
      'all of the image left out in other words',
      'verify: { Dockerfile: { without: ../.. } }\n',
      /without: a path in the image is wanted, not all of it$/,
    ],
    [
      'an unknown key of a request',
      'verify: { Dockerfile: { http: { url: / } } }\n',
      /http: unknown key url; /,
    ],
    ['a pipe', 'verify:\n  Dockerfile:\n    run: a | b\n', /:3: .*run: one command's words \(not one plain/],
    ['no YAML', 'verify: [\n', /:2: \S/],
    ['a key twice', 'verify:\n  Dockerfile: {}\n  Dockerfile: {}\n', /:3: Map keys must be unique/],
  ];
  for (const [what, yaml, message] of wrong) {
    it(`${what}: one line with the file and the line`, async () => {
      const answer = await settings(yaml);
      expect(answer).to.be.a('string');
      expect(answer).to.match(/^dockopt\.config\.yaml:\d+: [^\n]+$/);
      expect(answer).to.match(message);
    });
  }

  it('says how many things are wrong, the first one whole, in other files too', async () => {
    const answer = await settings('verify:\n  api/Dockerfile:\n    wait: no\n    ports: no\n');
    expect(answer).to.match(/:3: verify\.api\/Dockerfile\.wait: .* \(and 1 more\)$/);
  });

  it('that cannot be read is one line', async () => {
    const missing = await readConfigFile(here.file('nope.yaml'), here.file('Dockerfile'));
    expect(missing)
      .to.have.property('problem')
      .that.matches(/nope\.yaml: no such file$/);
    const directory = await readConfigFile(here.file('api'), here.file('Dockerfile'));
    expect(directory)
      .to.have.property('problem')
      .that.matches(/api: a directory$/);
  });

  describe('is looked for', () => {
    const add = (path: string): string => {
      writeFileSync(here.file(path), 'verify: {}\n');
      return here.file(path);
    };

    it('beside the Dockerfile first, then upwards to the root of the repository', () => {
      mkdirSync(here.file('.git'));
      expect(findConfigFile(here.file('web/app/Dockerfile'))).to.equal(null);
      const top = add('dockopt.config.yaml');
      expect(findConfigFile(here.file('web/app/Dockerfile'))).to.equal(top);
      const near = add(join('web', 'dockopt.config.yaml'));
      expect(findConfigFile(here.file('web/app/Dockerfile'))).to.equal(near);
      expect(findConfigFile(here.file('api/Dockerfile'))).to.equal(top);
    });

    it('not above the repository, and without one not above the Dockerfile', () => {
      add('dockopt.config.yaml');
      expect(findConfigFile(here.file('web/app/Dockerfile'))).to.equal(null);
      mkdirSync(here.file('web/.git'));
      expect(findConfigFile(here.file('web/app/Dockerfile'))).to.equal(null);
      const own = add(join('web', 'app', 'dockopt.config.yaml'));
      expect(findConfigFile(here.file('web/app/Dockerfile'))).to.equal(own);
    });
  });
});
