import { expect } from 'chai';
import { memoryFileSystem } from '../../src/project/file-system.js';
import { rewrite } from '../../src/rewrite.js';

const context = memoryFileSystem({
  'composer.json': '{}',
  'public/index.php': '<?php echo 1;',
  'index.html': 'own',
});

function runtimeOf(text: string): string {
  const { report } = rewrite({ text, source: 'Dockerfile' }, {}, { context });
  expect(report.outcome).to.equal('rewritten');
  return report.text?.slice(report.text.indexOf(' AS runtime')) ?? '';
}

const TOOLS =
  'RUN apt-get update && apt-get install -y git libicu-dev && docker-php-ext-install intl && rm -rf /var/lib/apt/lists/*';

describe('what the base image brought', () => {
  it('is removed again when a link takes its place', () => {
    const runtime = runtimeOf(
      `FROM php:8.1-apache-bullseye\n${TOOLS}\nWORKDIR /var/www\nCOPY . /var/www/\nRUN composer install && rm -rf html && ln -s public html\n`,
    );
    expect(runtime.indexOf('RUN rm -rf html')).to.be.within(0, runtime.indexOf('build /var/www '));
  });

  it('is removed again when it is the default page of a package', () => {
    const runtime = runtimeOf(
      'FROM debian:bookworm\nRUN apt-get update && apt-get install -y apache2 libapache2-mod-php git composer && rm -rf /var/lib/apt/lists/*\nWORKDIR /var/www/html\nRUN rm index.html\nCOPY public .\nCMD ["apache2ctl", "-D", "FOREGROUND"]\n',
    );
    expect(runtime).to.include('RUN rm index.html');
  });

  it('is not what a COPY brought', () => {
    const runtime = runtimeOf(
      `FROM php:8.1-apache-bullseye\n${TOOLS}\nWORKDIR /var/www/html\nCOPY . .\nRUN composer install && rm index.html\n`,
    );
    expect(runtime).to.not.include('rm index.html');
  });
});
