import { expect } from 'chai';
import { memoryFileSystem } from '../../src/project/file-system.js';
import { rewrite } from '../../src/rewrite.js';

const context = memoryFileSystem({
  'composer.json': '{}',
  'docker/app.conf': 'DocumentRoot /srv/app/public\n',
  'docker/big.ini': 'memory_limit = -1\n',
  'docker/www.conf': '[www]\n',
  'public/index.php': '<?php echo 1;',
});

function buildOf(lines: string): string {
  const text = `FROM php:8.2-apache\nRUN apt-get update && apt-get install -y git libicu-dev && rm -rf /var/lib/apt/lists/*\n${lines}\nWORKDIR /srv/app\nCOPY . .\nRUN composer install\n`;
  const { report } = rewrite({ text, source: 'Dockerfile' }, {}, { context });
  expect(report.outcome).to.equal('rewritten');
  return report.text?.slice(0, report.text.indexOf(' AS runtime')) ?? '';
}

describe('files that only run time needs', () => {
  it('stay in the build stage when a command there reads them, whatever name it uses', () => {
    expect(buildOf('COPY docker/app.conf /etc/apache2/sites-available/\nRUN a2ensite app')).to.include(
      'docker/app.conf',
    );
    expect(buildOf('COPY docker/big.ini ${PHP_INI_DIR}/')).to.include('docker/big.ini');
  });

  it('leave it when nothing there reads them', () => {
    expect(buildOf('COPY docker/www.conf /etc/php-fpm/www.conf')).to.not.include('docker/www.conf');
  });
});
