import { expect } from 'chai';
import { memoryFileSystem } from '../../src/project/file-system.js';
import { rewrite } from '../../src/rewrite.js';

const context = memoryFileSystem({ 'composer.json': '{}', 'public/index.php': '<?php echo 1;' });

function runtimeOf(lines: string): string {
  const text = `FROM php:8.2-fpm\n${lines}\nRUN docker-php-ext-install intl\nWORKDIR /srv/app\nCOPY . .\nRUN composer install\n`;
  const { report } = rewrite({ text, source: 'Dockerfile' }, {}, { context });
  expect(report.outcome).to.equal('rewritten');
  return report.text?.slice(report.text.indexOf(' AS runtime')) ?? '';
}

describe('package lists that a later RUN removes', () => {
  it('are removed in the layer that fetched them', () => {
    const runtime = runtimeOf(
      'RUN apt-get update && apt-get install -y git libicu-dev\nRUN apt-get clean && rm -rf /var/lib/apt/lists/*',
    );
    expect(runtime).to.match(/install -y libicu\d+[^R]*apt-get clean[^R]*rm -rf \/var\/lib\/apt\/lists\/\*/);
  });

  it('are removed once, and only where the input does so', () => {
    const own = runtimeOf(
      'RUN apt-get update && apt-get install -y git libicu-dev && rm -rf /var/lib/apt/lists/*\nRUN apt-get clean',
    );
    expect(own.match(/apt-get clean|rm -rf/g)).to.deep.equal(['rm -rf']);
    const never = runtimeOf('RUN apt-get update && apt-get install -y git libicu-dev');
    expect(never).to.not.include('rm -rf');
  });
});
