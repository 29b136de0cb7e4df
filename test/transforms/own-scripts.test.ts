import { expect } from 'chai';
import { createContext, scriptEffects } from '../../src/effects/analyse.js';
import { genericCommands, mergeTables } from '../../src/effects/table.js';
import type { Effects } from '../../src/effects/types.js';
import { emptyFileSystem, memoryFileSystem } from '../../src/project/file-system.js';
import { parseShell } from '../../src/shell/parse.js';
import { composer } from '../../transforms/composer/index.js';
import { goCommands } from '../../transforms/go/commands/models.js';
import { npm } from '../../transforms/npm/index.js';
import { imageView } from '../project/view.js';

const { table } = mergeTables([genericCommands, npm.commands, composer.commands, goCommands]);
const variables: Readonly<Record<string, string>> = {
  DATA_DIR: '/data',
  NODE_ENV: 'production',
  PATH: '/usr/local/bin:/usr/bin',
  GOPATH: '/go',
};

/** Effects of a command in /app, which holds these files; null: nothing is known of them. */
function run(command: string, files: Readonly<Record<string, string>> | null): Effects {
  const env = (name: string): string | undefined => variables[name];
  const view = imageView(files ? memoryFileSystem(files) : emptyFileSystem, [
    { sources: ['.'], destination: '/app/', workdir: '/app', kind: 'copy', fromStage: false, flags: [], heredocs: [], directories: [] }, // prettier-ignore
  ]);
  const context = createContext({ cwd: '/app', user: 'root', home: '/root', env, files: view, table });
  return scriptEffects(parseShell(command, env), context);
}

const outside = (found: Effects): readonly string[] =>
  found.writes
    .filter((each) => each.role !== 'cache' && !each.path.startsWith('/app'))
    .map((each) => each.path);

const manifest = '{"name": "app", "scripts": {"build": "node scripts/gen.js"}}';
const node = (script: string, more: Readonly<Record<string, string>> = {}, args = ''): Effects =>
  run(`node scripts/gen.js ${args}`, { 'package.json': manifest, 'scripts/gen.js': script, ...more });

function staysInside(found: Effects): void {
  expect(outside(found)).to.deep.equal([]);
  expect(found.opaque?.within).to.deep.equal(['/app']);
  expect(found.opaque?.named ?? []).to.deep.equal([]);
}

describe('scripts of the project that a RUN starts: Node', () => {
  it('writes where literals and known variables say', () => {
    const env = `const fs = require('fs'), path = require('path'); const out = process.env.DATA_DIR;
      fs.mkdirSync(out, {recursive: true}); fs.writeFileSync(path.join(out, 'data.json'), '{}');`;
    expect(outside(node(env))).to.deep.equal(['/data']);
    expect(outside(run('npm run build', { 'package.json': manifest, 'scripts/gen.js': env }))).to.deep.equal(['/data']); // prettier-ignore
    expect(outside(node(`const { DATA_DIR: dir = 'x' } = process.env; fs.writeFileSync(\`\${dir}/a.json\`, '')`))).to.deep.equal(['/data/a.json']); // prettier-ignore
    expect(outside(node(`fs.mkdirSync('/var/lib/app'); fs.writeFileSync('/var/lib/app/x', '')`))).to.deep.equal(['/var/lib/app']); // prettier-ignore
    expect(outside(node(`fs.writeFileSync(require('os').homedir() + '/.apprc', '')`))).to.deep.equal(['/root/.apprc']); // prettier-ignore
    expect(outside(node(`fs.writeFileSync(process.argv[2], '')`, {}, '/srv/out.json'))).to.deep.equal(['/srv/out.json']); // prettier-ignore
  });

  it('follows functions, imports and started programs', () => {
    const called = `function put(file, text) { fs.writeFileSync(file, text) }\nput('/opt/data/a.json', 'x');`;
    expect(outside(node(called))).to.deep.equal(['/opt/data/a.json']);
    const imported = `const { out } = require('./places'); fs.cpSync('dist', out, { recursive: true })`;
    expect(outside(node(imported, { 'scripts/places.js': `exports.out = '/srv/site'` }))).to.deep.equal(['/srv/site']); // prettier-ignore
    const started = `const { execSync } = require('child_process'); execSync('cp -r dist /srv/www')`;
    expect(outside(node(started))).to.deep.equal(['/srv/www']);
    expect(outside(run('tsx seed.ts', { 'package.json': manifest, 'seed.ts': `import fs from 'node:fs';\nconst to: string = process.env.DATA_DIR ?? 'x';\nfs.writeFileSync(to + '/a', '')` }))).to.deep.equal(['/data/a']); // prettier-ignore
  });

  it('names a place that unknown code may write to', () => {
    expect(node(`const db = new Database('/var/lib/app/x.db')`).opaque?.named).to.deep.equal([
      '/var/lib/app/x.db',
    ]);
    expect(node(`for (const each of list()) fs.writeFileSync(each.path, process.env.DATA_DIR)`).opaque?.named).to.deep.equal(['/data']); // prettier-ignore
  });

  it('stays inside with paths of its own directory, and without any write', () => {
    staysInside(node(`console.log(fs.readFileSync('/etc/os-release', 'utf8'))`));
    staysInside(
      node(`const out = path.join(__dirname, '..', 'dist', name + '.json'); fs.writeFileSync(out, '')`),
    );
    staysInside(node(`fs.writeFileSync(path.resolve(process.cwd(), 'public', file), '')`));
    staysInside(node(`fs.writeFileSync(new URL('../dist/a.js', import.meta.url), '')`));
    staysInside(node(`const routes = ['/', '/about', '/users/:id']; for (const r of routes) fs.writeFileSync('dist' + r + '.html', '')`)); // prettier-ignore
    staysInside(
      node(`const m = /\\/usr\\/x/.exec(text); files.forEach((f) => fs.writeFileSync(f.out, f.text))`),
    );
    staysInside(node(`require('esbuild').build({ entryPoints: ['src/a.ts'], outdir: 'dist', define: { x: process.env.NODE_ENV } })`)); // prettier-ignore
    staysInside(node(`const v = require('child_process').execSync('git rev-parse HEAD').toString(); fs.writeFileSync('version.json', v)`)); // prettier-ignore
    staysInside(node(`fs.writeFileSync('/tmp/x', process.env.PATH); fs.mkdirSync(dir)`));
  });

  it('needs the source only of what does not sound like a build', () => {
    expect(run('node scripts/seed.js', null).opaque?.within).to.equal(null);
    expect(run('npm run seed', null).opaque?.within).to.equal(null);
    expect(run('node build.js', null).opaque?.within).to.deep.equal(['/app']);
    expect(run('npm run build', null).opaque?.within).to.deep.equal(['/app']);
  });
});

describe('scripts of the project that a RUN starts: PHP', () => {
  const php = (script: string, more: Readonly<Record<string, string>> = {}): Effects =>
    run('php bin/warmup.php', { 'composer.json': '{"autoload": {"psr-4": {"App\\\\": "src/"}}}', 'bin/warmup.php': `<?php ${script}`, ...more }); // prettier-ignore

  it('writes where literals and variables say', () => {
    expect(outside(php('$d = "/var/cache/site"; @mkdir($d, 0777, true); file_put_contents("$d/routes.php", "x");'))).to.deep.equal(['/var/cache/site']); // prettier-ignore
    expect(outside(php('$f = fopen(getenv("DATA_DIR") . "/a.csv", "w");'))).to.deep.equal(['/data/a.csv']);
    expect(outside(php('(new App\\Dump)->run();', { 'src/Dump.php': '<?php class Dump { function run() { touch("/srv/ready"); } }' }))).to.deep.equal(['/srv/ready']); // prettier-ignore
    expect(outside(php('exec("cp -r build /srv/www");'))).to.deep.equal(['/srv/www']);
  });

  it('stays inside with its own directory, and with reads', () => {
    staysInside(
      php('file_put_contents(__DIR__ . "/../cache/x.php", "1"); echo file_get_contents("/etc/hostname");'),
    );
    staysInside(
      php('$f = fopen("/var/lib/app/in.csv", "r"); foreach ($files as $file) file_put_contents($file, "");'),
    );
  });

  it('takes no script on trust that cannot be read', () => {
    expect(run('php bin/setup.php', null).opaque?.within).to.equal(null);
    expect(run('php bin/build.php', null).opaque?.within).to.include('/app');
  });
});

describe('scripts of the project that a RUN starts: Go', () => {
  const generator = (body: string): Readonly<Record<string, string>> => ({
    'go.mod': 'module example.com/app\n',
    'main.go': 'package main\n\n//go:generate go run ./gen\nfunc main() {}\n',
    'gen/main.go': `package main\n\nimport "os"\n\nfunc main() { ${body} }\n`,
  });

  it('follows the generators of go generate, and go run', () => {
    const files = generator(
      'os.MkdirAll("/usr/share/app", 0755); os.WriteFile("/usr/share/app/t.txt", nil, 0644)',
    );
    expect(outside(run('go generate ./...', files))).to.deep.equal(['/usr/share/app']);
    expect(outside(run('go run ./gen', files))).to.deep.equal(['/usr/share/app']);
    expect(outside(run('go run ./gen', generator('os.Create(filepath.Join(os.Getenv("DATA_DIR"), "x"))')))).to.deep.equal(['/data/x']); // prettier-ignore
  });

  it('stays in the directory otherwise', () => {
    const files = generator('f, _ := os.Create("table.go"); os.WriteFile(os.Args[1], nil, 0644)');
    staysInside(run('go run ./gen out.go', files));
    const found = run('go generate ./...', {
      ...files,
      'k.go': 'package main\n\n//go:generate stringer -type=K\n',
    });
    expect(outside(found)).to.deep.equal([]);
    expect(found.opaque?.within?.every((each) => each.startsWith('/app'))).to.equal(true);
  });
});

describe('Makefiles that cannot be read', () => {
  it('keep to the prefix when they are a library that was fetched, and need not when they are the own one', () => {
    expect(run('make install PREFIX=/opt/app', null).opaque?.within).to.equal(null);
    expect(run('cd /usr/src/lib && make install PREFIX=/opt/app', null).opaque?.within).to.deep.equal([
      '/opt/app',
      '/usr/src/lib',
    ]);
    expect(run('make build', null).opaque?.within).to.deep.equal(['/app']);
  });
});
