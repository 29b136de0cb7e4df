import { expect } from 'chai';
import { codes, contributed, programs } from './facts.js';

const APP = `FROM php:8.2-apache
WORKDIR /var/www/html
COPY --from=node:20 /usr/local/bin/node /usr/local/bin/node
COPY --from=node:20 /usr/local/lib/node_modules /usr/local/lib/node_modules
COPY . .
RUN npm ci && npm run build
`;
const FILES = {
  'package.json': '{}',
  'public/index.php': '<?php echo 1;',
  'tailwind.config.js': 'export default {content: ["./vendor/**/*.php"]}',
};

describe('transforms/composer: node in a PHP image', () => {
  it('lets the packages of an asset build go', () => {
    const found = contributed(APP, FILES);
    expect(found.removable.map((claim) => claim.path)).to.deep.equal(['/var/www/html/node_modules']);
    expect(programs(found)).to.not.include('node');
  });

  it('lets them go when settings only leave the directory out', () => {
    const settings = "<?php return ['exclude' => [base_path('vendor'), base_path('node_modules')]];";
    const found = contributed(APP, { ...FILES, 'config/backup.php': settings });
    expect(found.removable).to.have.length(1);
    const read = contributed(APP, { ...FILES, 'src/a.php': "<?php link(base_path('node_modules'));" });
    expect(read.removable).to.have.length(0);
  });

  it("lets npm's settings go with npm", () => {
    expect(contributed(APP, FILES).buildOnly.map((claim) => claim.path)).to.include('/root/.npmrc');
    const node = contributed(APP, { ...FILES, 'src/r.php': "<?php exec('node render.js');" });
    expect(node.buildOnly.map((claim) => claim.path)).to.not.include('/root/.npmrc');
  });

  const kept: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>]>> = {
    'a page names a file in node_modules': [
      APP,
      { ...FILES, 'public/index.php': '<script src="/node_modules/vue/dist/vue.js"></script>' },
    ],
    'a script of the page imports from node_modules': [
      APP,
      { ...FILES, 'public/app.js': "import x from '/node_modules/x/x.js';" },
    ],
    'the app starts node': [APP, { ...FILES, 'src/r.php': "<?php new Process(['node', 'render.js']);" }],
    'the app starts a program that it computes': [APP, { ...FILES, 'src/r.php': '<?php passthru($x);' }],
    'a package prints pages with a browser': [
      APP.replace('COPY . .', 'RUN apt-get update && apt-get install -y chromium\nCOPY . .'),
      { ...FILES, 'composer.json': '{"require": {"spatie/browsershot": "^4.0"}}' },
    ],
    'supervisor starts the server-side renderer': [
      `${APP}COPY s.conf /etc/supervisor/conf.d/s.conf\nCMD ["supervisord", "-n"]\n`,
      {
        ...FILES,
        's.conf':
          '[program:ssr]\ncommand=php artisan inertia:start-ssr\n[program:web]\ncommand=apache2-foreground\n',
      },
    ],
    'the app has a server-side renderer for Inertia': [
      APP,
      {
        ...FILES,
        'composer.json': '{"require": {"inertiajs/inertia-laravel": "^1"}}',
        'resources/js/ssr.ts': '',
      },
    ],
  };
  for (const [why, [file, context]] of Object.entries(kept)) {
    it(`keeps them when ${why}`, () => {
      expect(contributed(file, context).removable).to.deep.equal([]);
    });
  }

  it('keeps npm beside node', () => {
    const found = contributed(APP, { ...FILES, 'src/r.php': "<?php exec('node render.js');" });
    expect(programs(found)).to.include('node');
    expect(found.roots.map((root) => root.path)).to.include('/usr/local/lib/node_modules');
    expect(contributed(APP, FILES).roots.map((root) => root.path)).to.not.include(
      '/usr/local/lib/node_modules',
    );
  });

  it('reports a browser that stays', () => {
    const file = APP.replace('COPY . .', 'RUN apt-get update && apt-get install -y chromium\nCOPY . .');
    expect(
      codes(contributed(file, { ...FILES, 'composer.json': '{"require": {"spatie/browsershot": "^4.0"}}' })),
    ).to.include('H-CHROME');
    expect(codes(contributed(file, FILES))).to.not.include('H-CHROME');
  });
});
