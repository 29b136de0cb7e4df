import { expect } from 'chai';
import type { Effects } from '../../../src/effects/types.js';
import type { MemoryFile } from '../../../src/project/file-system.js';
import { factsOf } from './facts.js';

/** Effects of the last command of a RUN in /app of an image whose /app holds these files. */
function run(command: string, files: Readonly<Record<string, MemoryFile>> = {}): Effects {
  const facts = factsOf(`FROM php:8.2-cli\nWORKDIR /app\nCOPY . .\nRUN ${command}\n`, files);
  const unit = facts.units.at(-1);
  if (!unit) throw new Error('no unit');
  return unit.effects;
}

function written(found: Effects, ...roles: readonly string[]): readonly string[] {
  return found.writes.filter((write) => roles.includes(write.role)).map((write) => write.path);
}

describe('transforms/composer/commands', () => {
  it('knows where extensions go', () => {
    const found = run('docker-php-ext-install -j$(nproc) gd pdo_mysql');
    expect(written(found, 'artefact')).to.deep.equal([
      '/usr/local/lib/php/extensions',
      '/usr/local/etc/php/conf.d',
      '/usr/local/etc/php/conf.d/docker-php-ext-gd.ini',
      '/usr/local/etc/php/conf.d/docker-php-ext-pdo_mysql.ini',
    ]);
    expect(found.opaque).to.equal(null);
    expect(written(run('pecl install redis-5.3.7'), 'artefact')).to.deep.equal([
      '/usr/local/lib/php/extensions',
    ]);
    expect(written(run('docker-php-ext-enable redis'), 'artefact')).to.include(
      '/usr/local/etc/php/conf.d/docker-php-ext-redis.ini',
    );
  });

  it('has the installer that brings its own libraries run again, never copied', () => {
    const found = run('install-php-extensions gd intl');
    expect(found.replayable).to.equal(true);
    expect(written(found, 'artefact')).to.deep.equal([]);
    expect(written(found, 'config')).to.include('/usr/lib');
  });

  it('knows what composer install writes', () => {
    const found = run('composer install --no-dev', {
      'composer.json': '{"require": {"a/b": "*"}, "config": {"vendor-dir": "lib/vendor"}}',
      'composer.lock': '{"packages": [{"name": "a/b", "type": "library"}], "packages-dev": []}',
    });
    expect(written(found, 'dependencies')).to.deep.equal(['/app/lib/vendor']);
    expect(written(found, 'cache')).to.include('/root/.composer/cache');
    expect(found.opaque).to.equal(null);
  });

  it('calls it opaque in the project when plugins, scripts or the manifest are not known', () => {
    expect(run('composer install').opaque?.within).to.deep.equal(['/app']);
    const plugin = {
      'composer.json': '{}',
      'composer.lock': '{"packages": [{"name": "a/b", "type": "composer-plugin"}]}',
    };
    expect(run('composer install', plugin).opaque?.within).to.deep.equal(['/app']);
    expect(run('composer install --no-plugins', plugin).opaque).to.equal(null);
  });

  it('runs the scripts of composer.json through their own models', () => {
    const files = {
      'composer.json': JSON.stringify({
        scripts: {
          check: ['@lint', 'phpunit'],
          lint: 'phpstan analyse',
          'post-install-cmd': ['rm -rf /srv/old'],
          loop: '@loop',
        },
      }),
      'composer.lock': '{"packages": []}',
    };
    expect(run('composer check', files).gate).to.not.equal(null);
    expect(run('composer check', files).programs).to.include.members(['composer', 'phpstan', 'phpunit']);
    expect(run('composer install', files).removes).to.deep.equal(['/srv/old']);
    expect(run('composer install --no-scripts', files).removes).to.deep.equal([]);
    expect(run('composer loop', files).opaque).to.equal(null);
    expect(run('composer unknown', files).opaque?.within).to.deep.equal(['/app']);
  });

  it('runs the scripts of an update when there is no lock file to install from', () => {
    const composer = JSON.stringify({
      autoload: { 'psr-4': { 'App\\': 'src/' } },
      scripts: {
        'post-install-cmd': ['mkdir -p /opt/data'],
        'post-update-cmd': ['App\\Setup::run', 'Vendor\\Thing::run'],
      },
    });
    const files = {
      'composer.json': composer,
      'src/Setup.php': '<?php namespace App; class Setup { static function run() { touch("/opt/marker"); } }',
    };
    const unlocked = run('composer install', files);
    expect(written(unlocked, 'artefact', 'state', 'tool')).to.include('/opt/marker');
    expect(unlocked.writes.map((write) => write.path)).to.not.include('/opt/data');
    expect(unlocked.opaque?.named).to.deep.equal(['/opt/data']);
    const locked = run('composer install', { ...files, 'composer.lock': '{"packages": []}' });
    expect(locked.writes.map((write) => write.path)).to.include('/opt/data');
    expect(locked.writes.map((write) => write.path)).to.not.include('/opt/marker');
    expect(locked.opaque?.named).to.equal(undefined);
  });

  it('works where -d says', () => {
    expect(written(run('composer install -d /srv/site'), 'dependencies')).to.deep.equal(['/srv/site/vendor']);
  });

  it('follows the ways to install Composer', () => {
    expect(
      written(run('php composer-setup.php --install-dir=/usr/local/bin --filename=composer'), 'tool'),
    ).to.deep.equal(['/usr/local/bin/composer']);
    expect(written(run('php composer-setup.php'), 'tool')).to.deep.equal(['/app/composer.phar']);
    const fetched = run("php -r \"copy('https://getcomposer.org/installer', 'composer-setup.php');\"");
    expect(fetched.writes).to.deep.equal([{ path: '/app/composer-setup.php', tree: false, role: 'cache' }]);
    expect(run('php -r "unlink(\'composer-setup.php\');"').removes).to.deep.equal([
      '/app/composer-setup.php',
    ]);
    const check =
      "php -r \"if (hash_file('sha384', 'composer-setup.php') === 'abc') { echo 'ok'; } else { unlink('composer-setup.php'); exit(1); }\"";
    expect(run(check).gate).to.not.equal(null);
  });

  it('does not trust PHP code that it cannot read', () => {
    expect(run("php -r \"file_put_contents('/etc/x', '1');\"").opaque?.within).to.equal(null);
    expect(run('php -r "\\$f(1); include \'/x.php\';"').opaque?.within).to.equal(null);
    expect(run('php /tmp/setup.php').opaque?.within).to.equal(null);
    expect(run('php').opaque?.within).to.equal(null);
  });

  it('keeps scripts of the project inside the project', () => {
    expect(run('php bin/build.php --all').opaque?.within).to.deep.equal(['/app']);
    expect(run('php artisan migrate').opaque?.within).to.deep.equal(['/app']);
    expect(written(run('php artisan config:cache'), 'artefact')).to.deep.equal(['/app/bootstrap/cache']);
    expect(written(run('php bin/console cache:warmup'), 'artefact')).to.deep.equal(['/app/var']);
    expect(run('vendor/bin/drush cr').opaque?.within).to.deep.equal(['/app']);
  });

  it('takes test runners and checks for gates, and fixers for changes', () => {
    for (const command of [
      'vendor/bin/phpunit',
      'phpstan analyse src',
      'php -m',
      'php artisan test',
      'composer validate',
      'php vendor/bin/psalm',
      'pint --test',
    ]) {
      expect(run(command).gate, command).to.not.equal(null);
      expect(run(command).opaque, command).to.equal(null);
    }
    expect(run('pint').gate).to.equal(null);
    expect(run('php-cs-fixer fix').opaque?.within).to.deep.equal(['/app']);
  });

  it('tells tools installed for all projects from those of one', () => {
    expect(written(run('composer global require drush/drush'), 'tool')).to.include('/root/.composer');
    expect(written(run('composer create-project laravel/laravel site'), 'source')).to.deep.equal([
      '/app/site',
    ]);
    expect(run('composer clear-cache').removes).to.include('/root/.composer/cache');
  });

  it('lets a script of the project write where its arguments point', () => {
    expect(run('php bin/build').opaque?.within).to.deep.equal(['/app']);
    expect(run('php bin/build --out=/srv/site').opaque?.within).to.deep.equal(['/app', '/srv/site']);
    expect(run('php bin/build -o ../site').opaque?.within).to.deep.equal(['/app', '/site']);
    expect(run('php bin/build /var/www/html/public').opaque?.within).to.deep.equal(['/app', '/var/www/html']);
    expect(run('php bin/build --in=/tmp/data.json ./out').opaque?.within).to.deep.equal(['/app']);
    expect(run('php artisan export --path=/srv/dump').opaque?.within).to.include('/srv/dump');
  });

  it('cannot tell what a script does with a path that may be anything', () => {
    const found = run('php bin/load /srv/data');
    expect(found.opaque).to.not.equal(null);
    expect(found.opaque?.within).to.equal(null);
  });

  it('sees that a script names the web root', () => {
    const script = "<?php file_put_contents('/var/www/html/index.html', 'x');";
    expect(run('php bin/build', { 'bin/build': script }).opaque?.within).to.deep.equal([
      '/app',
      '/var/www/html',
    ]);
    const unseen = factsOf('FROM php:8.2-cli\nWORKDIR /app\nCOPY . .\nRUN php bin/build\n', null);
    expect(unseen.units.at(-1)?.effects.opaque?.within).to.deep.equal(['/app', '/var/www/html']);
    const comment = '<?php // goes to /var/www/html\necho 1;';
    expect(run('php bin/build', { 'bin/build': comment }).opaque?.within).to.deep.equal(['/app']);
  });

  it('reads the settings of PHP whenever PHP runs', () => {
    expect(run('composer install').reads).to.include('/usr/local/etc/php');
    expect(run('php bin/build').reads).to.include('/usr/local/etc/php');
    expect(run('docker-php-ext-install gd').reads).to.not.include('/usr/local/etc/php');
  });
});
