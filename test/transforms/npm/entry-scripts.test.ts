import { expect } from 'chai';
import { contributed, traced, type Files } from './facts.js';

const APP = {
  'package.json': '{ "name": "app", "dependencies": {} }',
  'package-lock.json': '{ "name": "app", "lockfileVersion": 3, "packages": { "": { "name": "app" } } }',
  'server.js': 'console.log(1);\n',
};

interface Told {
  readonly programs: readonly string[];
  readonly binaries: string | undefined;
  readonly entry: string | undefined;
}

function told(lines: string, files: Files): Told {
  const text = `FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\n${lines}\n`;
  const found = contributed(text, { ...APP, ...files }, traced([]));
  return {
    programs: found.programs.map((each) => each.name),
    binaries: found.obligations.find((each) => each.id === 'binaries')?.confidence,
    entry: found.entry?.words.join(' '),
  };
}

const script = (...lines: readonly string[]): { readonly text: string; readonly mode: number } => ({
  text: `${lines.join('\n')}\n`,
  mode: 0o755,
});

describe('scripts that start the app', () => {
  it('are read where a command copied them to a directory of PATH', () => {
    const files = { 'tools/runit': script('#!/bin/sh', 'git --version', 'exec node "$@"') };
    for (const path of ['/opt/bin:$PATH', '/app/node_modules/.bin:/opt/bin:$PATH']) {
      const found = told(
        `ENV PATH=${path}\nRUN mkdir -p /opt/bin && cp tools/runit /opt/bin/\nCMD ["runit", "server.js"]`,
        files,
      );
      expect(found.programs, path).to.include('git');
      expect(found.entry, path).to.equal('node server.js');
    }
    const moved = told('RUN mv tools/runit /start\nENTRYPOINT ["/start"]\nCMD ["server.js"]', files);
    expect(moved.programs).to.include('git');
  });

  it('are not known when another stage has them', () => {
    const text =
      'FROM node:20 AS build\nRUN true\nFROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCOPY --from=build /opt/bin/runit /opt/bin/runit\nENV PATH=/opt/bin:$PATH\nCMD ["runit", "server.js"]\n';
    const found = contributed(text, APP, traced([]));
    expect(found.obligations.find((each) => each.id === 'binaries')?.confidence).to.not.equal('strong');
  });

  it('know the functions of the scripts that they source', () => {
    const found = told('CMD ["./start.sh"]', {
      'start.sh': script('#!/bin/bash', 'source ./lib/common.sh', 'wait_for_db', 'exec node server.js'),
      'lib/common.sh': script('. ./lib/more.sh', 'wait_for_db() { ps aux; say done; }'),
      'lib/more.sh': script('say() { jq -n "$1"; }'),
    });
    expect(found.programs).to.include.members(['ps', 'jq']);
    expect(found.programs).to.not.include.members(['wait_for_db']);
    expect(found.programs).to.not.include.members(['say']);
  });

  it('do not know functions of scripts that they run', () => {
    const found = told('CMD ["./start.sh"]', {
      'start.sh': script('#!/bin/bash', 'bash lib/common.sh', 'wait_for_db', 'exec node server.js'),
      'lib/common.sh': script('wait_for_db() { ps aux; }'),
    });
    expect(found.programs).to.include('wait_for_db');
  });

  it('may start themselves again as another user', () => {
    const found = told('ENTRYPOINT ["./entry.sh"]\nCMD ["node", "server.js"]', {
      'entry.sh': script(
        '#!/bin/bash',
        'if [ "$(id -u)" = 0 ]; then openssl rand -hex 8 > /data/key; exec gosu node "$0" "$@"; fi',
        'exec "$@"',
      ),
    });
    expect(found.entry).to.equal('node server.js');
    expect(found.binaries).to.equal('strong');
    expect(found.programs).to.include.members(['gosu', 'openssl']);
  });

  it('are not known when they start a computed program', () => {
    const found = told('ENTRYPOINT ["./entry.sh"]\nCMD ["node", "server.js"]', {
      'entry.sh': script('#!/bin/bash', '"$1x" now', 'exec "$@"'),
    });
    expect(found.binaries).to.equal('weak');
  });

  it('have cron beside them, when they start it', () => {
    const files = {
      'docker/cron': '*/5 * * * * root /app/docker/job.sh\n0 1 * * * root cd /app && node job.js\n',
      'docker/job.sh': script('#!/bin/bash', 'curl -fsS http://localhost:3000/'),
      'job.js': 'console.log(1);\n',
    };
    const table = 'COPY docker/cron /etc/cron.d/app\n';
    const found = told(`${table}CMD service cron start && node server.js`, files);
    expect(found.programs).to.include('curl');
    expect(found.entry).to.equal('node server.js');
    expect(found.binaries).to.equal('strong');
    expect(told(`${table}CMD ["node", "server.js"]`, files).programs).to.not.include('curl');
    const unread = told(`${table}CMD cron && node server.js`, {
      'docker/cron': '* * * * * root /opt/job.sh\n',
    });
    expect(unread.binaries).to.equal('weak');
  });
});
