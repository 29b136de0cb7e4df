import { expect } from 'chai';
import { scriptPrograms, startedPrograms } from '../../src/verify/programs.js';

const started = (line: string): readonly string[] => startedPrograms(line.split(' '));

describe('programs that words start', () => {
  it('are found behind the options and operands of those that start others', () => {
    const lines: Readonly<Record<string, readonly string[]>> = {
      'su-exec www-data php-fpm': ['su-exec', 'php-fpm'],
      'gosu app:app node x.js': ['gosu', 'node'],
      'nice -n 10 app': ['nice', 'app'],
      'env -u DEBUG A=1 app B=2': ['env', 'app'],
      'setpriv --reuid 1000 --clear-groups app': ['setpriv', 'app'],
      '/sbin/tini -e 143 -g -- app': ['/sbin/tini', 'app'],
      'timeout -k 5 1h app': ['timeout', 'app'],
      'stdbuf -oL app': ['stdbuf', 'app'],
      'dumb-init --rewrite 15:3 -- gosu app nice app': ['dumb-init', 'gosu', 'nice', 'app'],
      'docker-php-entrypoint apache2-foreground': ['docker-php-entrypoint', 'apache2-foreground'],
      '/docker-entrypoint.sh --config /etc/x.conf': ['/docker-entrypoint.sh'],
      'busybox httpd -f': ['busybox'],
      'tini -s': ['tini'],
      'node tini app': ['node'],
    };
    for (const [line, programs] of Object.entries(lines)) {
      expect(started(line), line).to.deep.equal(programs);
    }
    expect(startedPrograms(['env', '-S', 'A=1 node --enable-source-maps', 'a.js'])).to.deep.equal([
      'env',
      'node',
    ]);
    expect(startedPrograms([])).to.deep.equal([]);
  });

  it('are found in the text of a shell, but for what only may run', () => {
    const text = (script: string): readonly string[] => startedPrograms(['/bin/sh', '-ec', script]).slice(1);
    expect(text('exec node a.js')).to.deep.equal(['node']);
    expect(text('cd /x && envsubst < a > b && exec su-exec www-data nginx -g "daemon off;"')).to.deep.equal([
      'envsubst',
      'su-exec',
      'nginx',
    ]);
    expect(text('A=1 ./run "$@"')).to.deep.equal(['./run']);
    expect(text('[ -f x ] || make; "$APP" x')).to.deep.equal([]);
    expect(startedPrograms(['sh', 'run.sh', 'node'])).to.deep.equal(['sh']);
  });

  it('come from the first line of a script', () => {
    expect(scriptPrograms('/usr/bin/env -S A=1 node --x')).to.deep.equal(['/usr/bin/env', 'node']);
    expect(scriptPrograms('/usr/bin/env python3')).to.deep.equal(['/usr/bin/env', 'python3']);
    expect(scriptPrograms('/bin/sh -e')).to.deep.equal(['/bin/sh']);
    expect(scriptPrograms('python3')).to.deep.equal([]);
  });
});
