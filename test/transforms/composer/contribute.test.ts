import { expect } from 'chai';
import { codes, confidence, contributed, libraries, programs } from './facts.js';

function lines(...text: readonly string[]): string {
  return `${text.join('\n')}\n`;
}

const GD =
  'RUN apt-get update && apt-get install -y libpng-dev libjpeg62-turbo-dev libfreetype6-dev && docker-php-ext-configure gd --with-freetype --with-jpeg && docker-php-ext-install gd pdo_mysql';

describe('transforms/composer/contribute', () => {
  describe('extensions', () => {
    it('asks for the run-time libraries of the release, and for a check that they load', () => {
      const bookworm = contributed(lines('FROM php:8.2-fpm-bookworm', GD));
      expect(libraries(bookworm)).to.deep.equal(['libfreetype6', 'libjpeg62-turbo', 'libpng16-16']);
      expect(bookworm.guards).to.have.length(1);
      expect(bookworm.roots.map((root) => root.path)).to.include.members([
        '/usr/local/lib/php/extensions',
        '/usr/local/etc/php/conf.d',
      ]);
      const trixie = contributed(lines('FROM php:8.3-fpm-trixie', GD));
      expect(libraries(trixie)).to.include('libpng16-16t64').and.not.include('libpng16-16');
    });

    it('takes nothing for extensions without libraries, and no check without extensions', () => {
      const found = contributed(
        lines('FROM php:8.2-fpm-bookworm', 'RUN docker-php-ext-install pdo_mysql bcmath'),
      );
      expect(libraries(found)).to.deep.equal([]);
      expect(found.guards).to.have.length(1);
      const none = contributed(
        lines('FROM php:8.2-fpm-bookworm', 'RUN apt-get update && apt-get install -y git'),
      );
      expect(none.guards).to.deep.equal([]);
      expect(none.roots.map((root) => root.path)).to.not.include('/usr/local/lib/php/extensions');
    });

    it('asks Alpine for icu-libs and never for the full data', () => {
      const found = contributed(
        lines('FROM php:8.2-fpm-alpine3.20', 'RUN apk add --no-cache icu-dev && docker-php-ext-install intl'),
      );
      expect(libraries(found))
        .to.include('icu-libs')
        .and.not.include('icu-data-full')
        .and.not.include('icu-dev');
    });

    it('keeps the headers beside an extension that it does not know', () => {
      const found = contributed(
        lines(
          'FROM php:8.2-cli-bookworm',
          'RUN apt-get update && apt-get install -y libfoo-dev libpq-dev libzip-dev && docker-php-ext-install zip && pecl install strange-1.0 && docker-php-ext-enable strange',
        ),
      );
      expect(libraries(found)).to.include.members(['libzip4', 'libpq-dev']);
      expect(libraries(found)).to.not.include('libzip-dev');
      expect(codes(found)).to.include('H-AMBIGUOUS-PKG');
    });

    it('finds extensions in loops', () => {
      const found = contributed(
        lines(
          'FROM php:8.2-cli-bookworm',
          'RUN apt-get update && apt-get install -y libzip-dev libicu-dev; for e in zip intl; do docker-php-ext-install $e; done',
        ),
      );
      expect(libraries(found)).to.include.members(['libzip4', 'libicu72']);
    });

    it('keeps the headers when the release is not known', () => {
      const found = contributed(lines('FROM registry.example.com/php:8.2-fpm', GD));
      expect(libraries(found)).to.include('libpng-dev');
    });

    it('checks for missing libraries only when an ini file names an extension that nobody installs', () => {
      const file = lines('FROM php:8.2-fpm-bookworm', 'COPY php.ini /usr/local/etc/php/conf.d/', GD);
      const foreign = contributed(file, { 'php.ini': 'extension=ioncube_loader.so\n' });
      expect(foreign.guards[0]?.command).to.not.include('Unable to load');
      const own = contributed(file, { 'php.ini': 'extension=gd\n' });
      expect(own.guards[0]?.command).to.include('Unable to load');
    });

    it('refuses where new package calls cannot work', () => {
      expect(codes(contributed(lines('FROM php:7.4-fpm-buster', GD)))).to.include.members([
        'W-EOL',
        'E-ARCHIVE-DEAD',
      ]);
      const moved = contributed(
        lines(
          'FROM php:7.4-fpm-buster',
          'RUN sed -i s/deb.debian.org/archive.debian.org/g /etc/apt/sources.list',
          GD,
        ),
      );
      expect(codes(moved)).to.not.include('E-ARCHIVE-DEAD');
      const none = contributed(lines('FROM php:7.4-fpm-buster', 'RUN docker-php-ext-install pdo_mysql'));
      expect(codes(none)).to.not.include('E-ARCHIVE-DEAD');
    });
  });

  describe('the started process', () => {
    it('takes the image command for an answer, but not the interactive shell', () => {
      expect(contributed(lines('FROM php:8.2-fpm')).owns).to.equal(true);
      expect(contributed(lines('FROM php:8.2-apache')).entry?.confidence).to.equal('proven');
      expect(codes(contributed(lines('FROM php:8.2-cli')))).to.include('E-ENTRY-UNKNOWN');
      expect(codes(contributed(lines('FROM php:8.2-cli', 'CMD ["php", "server.php"]')))).to.not.include(
        'E-ENTRY-UNKNOWN',
      );
    });

    it('reads entry scripts, supervisor programs and cron tables', () => {
      const found = contributed(
        lines(
          'FROM php:8.2-fpm-alpine3.20',
          'COPY entry.sh /entry.sh',
          'COPY supervisord.conf /etc/supervisord.conf',
          'COPY jobs /etc/crontabs/root',
          'ENTRYPOINT ["/entry.sh"]',
          'CMD ["supervisord", "-c", "/etc/supervisord.conf"]',
        ),
        {
          'entry.sh':
            '#!/bin/sh\nset -e\nuntil nc -z db 3306; do sleep 1; done\nenvsubst < a > b\nexec "$@"\n',
          'supervisord.conf':
            '[program:php]\ncommand=php-fpm -F\n[program:nginx]\ncommand=nginx -g "daemon off;" ; comment\n[program:queue]\ncommand = php /app/artisan queue:work\n',
          jobs: '# m h\n* * * * * cd /app && php artisan schedule:run\n0 3 * * * pg_dump app | gzip > /b.gz\n',
        },
      );
      expect(programs(found)).to.include.members([
        'nc',
        'envsubst',
        'supervisord',
        'php-fpm',
        'nginx',
        'php',
        'pg_dump',
        'gzip',
      ]);
      expect(confidence(found, 'binaries')).to.equal('strong');
      expect(found.owns).to.equal(true);
    });

    it('says that it did not see everything when a script is out of sight or computes a program', () => {
      const missing = contributed(lines('FROM php:8.2-fpm', 'ENTRYPOINT ["/opt/start.sh"]'));
      expect(confidence(missing, 'binaries')).to.equal('weak');
      const computed = contributed(lines('FROM php:8.2-fpm', 'COPY e.sh /e.sh', 'ENTRYPOINT ["/e.sh"]'), {
        'e.sh': '#!/bin/bash\n$TOOL --run\nexec php-fpm\n',
      });
      expect(confidence(computed, 'binaries')).to.equal('weak');
      expect(codes(computed)).to.include('H-AMBIGUOUS-PKG');
      expect(confidence(contributed(lines('FROM php:8.2-fpm', 'COPY . .'), null), 'binaries')).to.equal(
        'weak',
      );
    });

    it('reads health checks, scripts of init systems, services and Composer scripts', () => {
      const found = contributed(
        lines(
          'FROM php:8.2-fpm-alpine3.20',
          'WORKDIR /app',
          'COPY . .',
          'COPY check.sh /usr/local/bin/check',
          'COPY init.sh /etc/cont-init.d/10-init',
          'HEALTHCHECK --interval=5s CMD check --all || exit 1',
          'CMD service cron start && composer start',
        ),
        {
          'check.sh': '#!/bin/sh\ncgi-fcgi -bind -connect 127.0.0.1:9000\n',
          'init.sh': '#!/bin/sh\njq . x\n',
          'composer.json': '{"scripts": {"start": "@php -S 0.0.0.0:80"}}',
        },
      );
      expect(programs(found)).to.include.members(['check', 'cgi-fcgi', 'jq', 'cron', 'composer', 'php']);
    });

    it('takes what an entry script hands on for the command', () => {
      const found = contributed(
        lines('FROM php:8.2-apache', 'COPY e /e', 'ENTRYPOINT ["/e"]', 'CMD ["help", "run"]'),
        {
          e: '#!/usr/bin/env php\n<?php echo 1;',
        },
      );
      expect(programs(found)).to.include('php').and.not.include('help');
    });

    it('leaves images to others when their process is not PHP', () => {
      expect(
        contributed(
          lines('FROM node:20', 'RUN apt-get update && apt-get install -y php-cli', 'CMD ["node", "x.js"]'),
        ).owns,
      ).to.equal(false);
    });
  });

  describe('Composer', () => {
    const app = [
      'FROM php:8.2-apache',
      'RUN apt-get update && apt-get install -y git unzip',
      'COPY --from=composer:2 /usr/bin/composer /usr/bin/composer',
      'COPY . .',
      'RUN composer install --no-dev',
    ];

    it('is for the build only when nothing calls it', () => {
      const found = contributed(lines(...app), {
        'composer.json': '{}',
        'composer.lock': '{}',
        'index.php': '<?php echo 1;',
      });
      expect(found.buildOnly.map((claim) => claim.path)).to.include.members([
        '/usr/bin/composer',
        '/root/.composer',
      ]);
      expect(programs(found)).to.not.include.members(['git']);
      expect(confidence(found, 'binaries')).to.equal('strong');
    });

    it('stays with what it calls when an entry script or the app calls it', () => {
      const entry = contributed(
        lines(...app, 'ENTRYPOINT ["./docker/entry.sh"]', 'CMD ["apache2-foreground"]'),
        {
          'composer.json': '{}',
          'docker/entry.sh':
            '#!/bin/sh\ncomposer dump-autoload && php artisan migrate --force --seed\nexec docker-php-entrypoint "$@"\n',
        },
      );
      expect(codes(entry)).to.include('H-COMPOSER-RUNTIME');
      expect(programs(entry)).to.include.members(['composer', 'git', 'unzip', 'apache2-foreground']);
      expect(entry.buildOnly.map((claim) => claim.path))
        .to.not.include('/usr/bin/composer')
        .and.not.include('/root/.composer');
      const code = contributed(lines(...app), {
        'composer.json': '{}',
        'a.php': "<?php exec('composer show');",
      });
      expect(codes(code)).to.include('H-COMPOSER-RUNTIME');
    });

    it('stays when not everything could be read', () => {
      const found = contributed(lines(...app), { 'composer.json': '{}', 'a.php': '<?php exec($tool);' });
      expect(found.buildOnly.map((claim) => claim.path)).to.not.include('/usr/bin/composer');
      expect(codes(found)).to.include('H-AMBIGUOUS-PKG');
    });

    it('says that development packages stay, and adds no flag', () => {
      const lock = {
        'composer.json': '{}',
        'composer.lock': '{"packages": [], "packages-dev": [{"name": "barryvdh/laravel-debugbar"}]}',
      };
      const found = contributed(lines('FROM php:8.2-apache', 'COPY . .', 'RUN composer install'), lock);
      expect(codes(found)).to.include('H-COMPOSER-DEV');
      expect(found.prune).to.deep.equal([]);
      expect(codes(contributed(lines(...app), lock))).to.not.include('H-COMPOSER-DEV');
      expect(
        codes(
          contributed(
            lines('FROM php:8.2-apache', 'ENV COMPOSER_NO_DEV=1', 'COPY . .', 'RUN composer install'),
            lock,
          ),
        ),
      ).to.not.include('H-COMPOSER-DEV');
      expect(
        codes(
          contributed(lines('FROM php:8.2-apache', 'COPY . .', 'RUN composer install'), {
            ...lock,
            'composer.lock': '{"packages": [], "packages-dev": []}',
          }),
        ),
      ).to.not.include('H-COMPOSER-DEV');
    });

    it('does not take another install for one of Composer', () => {
      const file = lines(
        'FROM php:8.2-apache',
        'COPY . .',
        'RUN composer install --no-dev',
        'RUN composer dump-autoload && apt-get install -y nano',
      );
      expect(codes(contributed(file, { 'composer.json': '{"require-dev": {"a/b": "*"}}' }))).to.not.include(
        'H-COMPOSER-DEV',
      );
    });

    it('keeps path repositories that vendor links to', () => {
      const found = contributed(
        lines(
          'FROM php:8.2-cli',
          'WORKDIR /app',
          'COPY app .',
          'COPY packages /packages',
          'RUN composer install',
          'CMD ["php", "run.php"]',
        ),
        {
          'app/composer.json':
            '{"repositories": [{"type": "path", "url": "../packages/*"}, {"type": "path", "url": "local"}]}',
          'packages/a/composer.json': '{}',
        },
      );
      expect(found.roots.map((root) => root.path))
        .to.include.members(['/app', '/packages'])
        .and.not.include('/app/local');
    });

    it('warns about caches that come from the host', () => {
      const found = contributed(lines(...app), {
        'composer.json': '{}',
        'bootstrap/cache/packages.php': '<?php return [];',
      });
      expect(codes(found)).to.include('W-DOCKERIGNORE');
      expect(codes(contributed(lines(...app), { 'composer.json': '{}' }))).to.not.include('W-DOCKERIGNORE');
    });

    it('keeps tools that are installed for all projects, but not install plugins', () => {
      const tools = contributed(lines('FROM php:8.2-apache', 'RUN composer global require drush/drush'));
      expect(tools.roots.map((root) => root.path)).to.include('/root/.composer');
      const plugin = contributed(
        lines('FROM php:8.2-apache', 'RUN composer global require hirak/prestissimo'),
      );
      expect(plugin.roots.map((root) => root.path)).to.not.include('/root/.composer');
    });

    it('takes one directory for them, the one on PATH when it is known', () => {
      const xdg = contributed(
        lines(
          'FROM php:8.2-apache',
          'ENV PATH=$PATH:/root/.config/composer/vendor/bin',
          'RUN composer global require drush/drush',
        ),
      );
      expect(xdg.roots.map((root) => root.path))
        .to.include('/root/.config/composer')
        .and.not.include('/root/.composer');
    });

    it('stays with tools for all projects that can be called by name', () => {
      const text = lines(
        'FROM php:8.2-apache',
        'RUN apt-get update && apt-get install -y git',
        'ENV PATH=$PATH:/root/.composer/vendor/bin',
        'RUN composer global require laravel/installer',
      );
      expect(programs(contributed(text))).to.include.members(['composer', 'git']);
      expect(programs(contributed(text.replace(/ENV.*\n/, '')))).to.not.include('composer');
      const linked = text.replace(
        'RUN composer',
        'RUN php composer-setup.php --install-dir=/usr/local/bin && ln -s /usr/local/bin/composer.phar /usr/local/bin/composer\nRUN composer',
      );
      expect(contributed(linked).roots.map((root) => root.path)).to.include('/usr/local/bin/composer.phar');
    });
  });

  describe('programs that the app calls', () => {
    const base = [
      'FROM php:8.2-apache',
      'RUN apt-get update && apt-get install -y git zip ghostscript nodejs',
      'COPY . .',
    ];

    it('come from its PHP code, not from vendor and tests of others', () => {
      const found = contributed(lines(...base), {
        'src/a.php': "<?php shell_exec('zip -r x');",
        'vendor/x/y.php': "<?php exec('git');",
      });
      expect(programs(found)).to.include('zip').and.not.include('git');
    });

    it('are not all known when sources come out of another stage', () => {
      const stages = lines('FROM alpine AS src', 'COPY . /app', ...base.slice(0, 2));
      const copied = contributed(`${stages}COPY --from=src /app /var/www/html\n`);
      expect(confidence(copied, 'binaries')).to.equal('weak');
      const vendor = contributed(`${stages}COPY . .\nCOPY --from=src /app/vendor vendor\n`);
      expect(confidence(vendor, 'binaries')).to.equal('strong');
    });

    it('are found behind a variable that holds their place', () => {
      const text = lines(...base.slice(0, 2), 'COPY run.sh /run.sh', 'ENTRYPOINT ["/run.sh"]');
      const found = contributed(text, { 'run.sh': '#!/bin/sh\nZIP=`which zip`\n$ZIP -r /x.zip /data\n' });
      expect(programs(found)).to.include('zip');
      expect(confidence(found, 'binaries')).to.equal('strong');
      const other = contributed(text, { 'run.sh': '#!/bin/sh\nZIP=$(pick zip)\n$ZIP -r /x.zip /data\n' });
      expect(confidence(other, 'binaries')).to.equal('weak');
    });

    it('come from packages that are known to call them', () => {
      const found = contributed(lines(...base), {
        'composer.json': '{"require": {"spatie/browsershot": "^4", "spatie/pdf-to-image": "*"}}',
      });
      expect(programs(found)).to.include.members(['gs']);
      expect(programs(found)).to.include('node');
      expect(
        programs(contributed(lines(...base), { 'composer.json': '{"require": {"a/b": "*"}}' })),
      ).to.not.include('node');
    });

    it('are not all known when sources are fetched by a command', () => {
      const found = contributed(
        lines(
          'FROM php:8.2-apache',
          'WORKDIR /srv/app',
          'RUN composer create-project drupal/recommended-project .',
        ),
      );
      expect(confidence(found, 'binaries')).to.equal('weak');
    });
  });
});
