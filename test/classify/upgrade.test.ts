import { expect } from 'chai';
import { memoryFileSystem } from '../../src/project/file-system.js';
import { rewrite } from '../../src/rewrite.js';

const context = memoryFileSystem({
  'composer.json': '{}',
  'public/index.php': '<?php echo 1;',
  'go.mod': 'module example.com/x\n\ngo 1.22\n',
  'main.go': 'package main\n\nfunc main() { println("x") }\n',
});

function runtimeOf(text: string): string {
  const { report } = rewrite({ text, source: 'Dockerfile' }, {}, { context });
  expect(report.outcome).to.equal('rewritten');
  return report.text?.slice(report.text.indexOf(' AS runtime')) ?? '';
}

describe('updates of the base image', () => {
  it('are made again, with the lists that they need and without leaving them', () => {
    const runtime = runtimeOf(
      'FROM php:8.2-fpm\nRUN apt-get update && apt-get upgrade -y && apt-get install -y git libicu-dev && rm -rf /var/lib/apt/lists/*\nRUN docker-php-ext-install intl\nWORKDIR /srv/app\nCOPY . .\nRUN composer install\n',
    );
    expect(runtime).to.match(/apt-get update [^R]*apt-get upgrade -y[^R]*install -y libicu\d+[^R]*rm -rf/);
  });

  it('need lists also when nothing is installed', () => {
    const runtime = runtimeOf(
      'FROM php:8.2-fpm\nRUN apt-get update && apt-get -y upgrade && rm -rf /var/lib/apt/lists/*\nRUN apt-get update && apt-get install -y git imagemagick-doc nodejs npm\nWORKDIR /srv/app\nCOPY . .\nRUN composer install\n',
    );
    expect(runtime).to.match(/apt-get update [^R]*apt-get -y upgrade[^R]*rm -rf/);
  });

  it('are not made where the packages are not', () => {
    const runtime = runtimeOf(
      'FROM golang:1.22-bookworm\nRUN apt-get update && apt-get upgrade -y\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /srv/x .\nCMD ["/srv/x"]\n',
    );
    expect(runtime).to.not.include('upgrade');
  });
});
