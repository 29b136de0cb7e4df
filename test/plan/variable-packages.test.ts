import { expect } from 'chai';
import { memoryFileSystem } from '../../src/project/file-system.js';
import { rewrite } from '../../src/rewrite.js';
import type { Report } from '../../src/report/types.js';

const context = memoryFileSystem({ 'composer.json': '{}', 'bin/serve': '<?php echo 1;' });

function report(run: string, before = ''): Report {
  const text = `FROM php:8.2-cli-alpine\n${before}RUN ${run} && docker-php-ext-install intl\nCOPY . /app\nWORKDIR /app\nRUN composer install\nCMD ["php", "bin/serve"]\n`;
  return rewrite({ text, source: 'Dockerfile' }, {}, { context }).report;
}

describe('package lists with variables', () => {
  it('leave a variable out that stands for build tools only', () => {
    const { outcome, text } = report('apk add --no-cache git composer icu-dev $PHPIZE_DEPS');
    expect(outcome).to.equal('rewritten');
    const runtime = text?.slice(text.indexOf(' AS runtime')) ?? '';
    expect(runtime).to.match(/apk add --no-cache .*icu-libs/);
    expect(runtime).to.not.include('PHPIZE_DEPS');
    expect(runtime).to.not.include('gcc');
  });

  it('stay whole when some of what a variable stands for is needed', () => {
    const { outcome } = report('apk add --no-cache $TOOLS', 'ENV TOOLS="gcc icu-dev bash git"\n');
    expect(outcome).to.equal('unchanged');
  });

  it('keep a variable that nobody knows', () => {
    const { text } = report('apk add --no-cache gcc g++ $EXTRA', 'ARG EXTRA\n');
    const runtime = text?.slice(text.indexOf(' AS runtime')) ?? '';
    expect(runtime).to.include('ARG EXTRA');
    expect(runtime).to.match(/apk add --no-cache .*\$EXTRA/);
  });
});
