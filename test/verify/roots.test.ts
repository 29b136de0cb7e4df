import { expect } from 'chai';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import type { ImageConfig } from '../../src/dockerfile/types.js';
import { appRoots, systemPlaces } from '../../src/verify/roots.js';
import { EMPTY_CONFIG } from '../support/image-configs.js';

function ask(text: string, config: Partial<ImageConfig>, which: typeof appRoots): readonly string[] {
  const doc = parseDockerfile(text.startsWith('FROM') ? text : `FROM debian\n${text}`);
  const stage = doc.stages.at(-1);
  return stage ? which(doc, stage, { ...EMPTY_CONFIG, ...config }, {}) : [];
}

describe('places of the app', () => {
  it('are the working directory, volumes and what is copied to a place of its own', () => {
    const text = 'WORKDIR /app\nCOPY . .\nCOPY data /srv/data\nCOPY site.conf /etc/nginx/nginx.conf';
    expect(
      ask(text, { workdir: '/app', volumes: ['/var/lib/notes', '/app/data', '/tmp'] }, appRoots),
    ).to.have.members(['/app', '/srv/data', '/var/lib/notes']);
  });

  it('are those of the stages, too, that the last one is built on', () => {
    const text =
      'FROM debian AS tools\nCOPY a /opt/not\nFROM debian AS base\nCOPY data /srv/data\nWORKDIR /app\n' +
      'COPY conf/site.ini /etc/site.ini\nFROM base\nCOPY . code\n';
    expect(ask(text, {}, appRoots)).to.have.members(['/app/code', '/srv/data']);
    expect(ask(text, {}, systemPlaces)).to.have.members(['/etc/site.ini', '/etc/site.ini/site.ini']);
  });

  it('start in the working directory of the base image', () => {
    expect(ask('FROM php:8.3-apache\nCOPY . .', {}, appRoots)).to.deep.equal(['/var/www/html']);
    expect(ask('FROM nobody/knows\nCOPY . .', {}, appRoots)).to.deep.equal([]);
  });

  it('are directories of the system that nobody else uses', () => {
    expect(ask('COPY . /var/www', { workdir: '/srv' }, appRoots)).to.have.members(['/var/www', '/srv']);
    expect(ask('COPY . /opt', { workdir: '/usr' }, appRoots)).to.deep.equal([]);
  });

  it('in the system are the files that come out of the context', () => {
    const text =
      'ARG name=desk\nWORKDIR /etc\nCOPY docker/$name.ini .\nCOPY a.sh /usr/local/bin/run\nCOPY . /app\n' +
      'COPY auth.json /root/.composer/auth.json\nCOPY --from=tools /bin/tool /usr/bin/tool';
    expect(ask(text, {}, systemPlaces)).to.have.members([
      '/etc',
      '/etc/desk.ini',
      '/usr/local/bin/run',
      '/usr/local/bin/run/a.sh',
    ]);
  });
});
