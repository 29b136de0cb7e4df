import { expect } from 'chai';
import { finalLines, rewriteNode } from '../support/apps.js';

const APP = 'WORKDIR /app\nCOPY . .\nRUN npm ci\n';
const START = 'CMD ["node", "server.js"]\n';

function final(...lines: readonly string[]): readonly string[] {
  return finalLines(rewriteNode(`FROM node:20\n${lines.join('\n')}\n`));
}

describe('commands that the final stage repeats', () => {
  it('come after the copy of what they read', () => {
    const lines = final('WORKDIR /app', 'COPY . .', 'RUN npm ci && crontab /app/crontab', START);
    expect(lines.indexOf('RUN crontab /app/crontab')).to.be.greaterThan(
      lines.indexOf('COPY --from=build /app /app'),
    );
  });

  it('come after keys and certificates that the package manager checks a repository with', () => {
    const lines = final(
      'RUN curl -fsSL https://e.com/k | gpg --dearmor -o /usr/share/keyrings/x.gpg' +
        ' && echo "deb [signed-by=/usr/share/keyrings/x.gpg] https://e.com/ stable main" > /etc/apt/sources.list.d/x.list' +
        ' && apt-get update && apt-get install -y google-chrome-stable && rm -rf /var/lib/apt/lists/*',
      APP,
      START,
    );
    const run = lines.findIndex((line) => line.startsWith('RUN'));
    const before = lines.slice(0, run);
    expect(before).to.include('COPY --from=build /usr/share/keyrings/x.gpg /usr/share/keyrings/x.gpg');
    expect(before).to.include(
      'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt',
    );
  });

  it('are refused when they read what only the build has', () => {
    const lines = final(
      'RUN curl -fsSL -o /tmp/x.deb https://e.com/x.deb && dpkg -i /tmp/x.deb && rm /tmp/x.deb',
      APP,
      START,
    );
    expect(lines[0]).to.equal('refused');
    expect(lines[1]).to.include('it reads /tmp/x.deb, which only the build has');
  });

  it('bring a COPY along that they read, and the rm that ends it', () => {
    const lines = final(
      'COPY conf/app.conf /tmp/app.conf',
      'RUN mkdir -p /etc/x && cat /tmp/app.conf >> /etc/x/y && rm /tmp/app.conf',
      APP,
      START,
    );
    expect(lines.slice(1, 3)).to.deep.equal([
      'COPY conf/app.conf /tmp/app.conf',
      'RUN mkdir -p /etc/x && cat /tmp/app.conf >> /etc/x/y && rm /tmp/app.conf',
    ]);
  });

  it('do without a directory that they do not work in', () => {
    const lines = final(
      'RUN mkdir -p /tmp/x && cd /tmp/x && curl -fsSLO https://e.com/a.sh && groupadd -g 3000 ops',
      APP,
      START,
    );
    expect(lines).to.include('RUN groupadd -g 3000 ops');
  });

  it('set modes by a pattern only where something is left to match', () => {
    const copy = 'COPY bin/tool /usr/local/bin/\nRUN chmod +x /usr/local/bin/*';
    expect(final(copy, APP, 'HEALTHCHECK CMD tool', START)).to.include('RUN chmod +x /usr/local/bin/*');
    expect(final(copy, APP, START).join('\n')).to.not.include('chmod');
  });

  it('do not prepare a git that nothing calls', () => {
    const lines = final('RUN git config --global http.sslVerify true', APP, START);
    expect(lines.join('\n')).to.not.include('git');
  });

  it('keep package lists whole that cannot be divided', () => {
    const loop = 'RUN apt-get update && for p in ffmpeg git; do apt-get install -y $p; done';
    expect(final(loop, APP, START)).to.include(loop);
    const plain = final('RUN apt-get update && apt-get install -y ffmpeg git', APP, START);
    expect(plain).to.include('RUN apt-get update && apt-get install -y ffmpeg');
  });

  it('take pinned packages for the same packages', () => {
    const lines = final('RUN apt-get update && apt-get install -y ffmpeg=7:5.1.6-0+deb12u1 gcc', APP, START);
    expect(lines).to.include('RUN apt-get update && apt-get install -y ffmpeg=7:5.1.6-0+deb12u1');
  });

  it('come out of a script that ends at the first error', () => {
    const text =
      '# syntax=docker/dockerfile:1\nFROM node:20\nWORKDIR /app\nCOPY . .\nRUN <<EOT\nset -e\nnpm ci\napt-get update\n' +
      'apt-get install -y curl\nEOT\nHEALTHCHECK CMD curl -f http://localhost:3000/\n';
    const lines = finalLines(rewriteNode(text + START));
    expect(lines).to.include('RUN set -e && apt-get update && apt-get install -y curl');
    const loose = finalLines(rewriteNode(text.replace('set -e\n', '') + START));
    expect(loose[0]).to.equal('refused');
    expect(loose[1]).to.match(/^E-SHELL-STATE/);
  });

  it('that make a link bring what run time calls through it', () => {
    const link = 'RUN ln -s /usr/bin/python3 /usr/local/bin/python';
    const called = final(APP, link, 'CMD python --version && node server.js');
    expect(called).to.include(link);
    expect(called.join('\n')).to.match(/install .*python3/);
    expect(final(APP, link, START).join('\n')).not.to.match(/install .*python3/);
  });
});
