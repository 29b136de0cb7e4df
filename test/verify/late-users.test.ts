import { expect } from 'chai';
import { compareFiles } from '../../src/verify/files.js';
import { switchedUsers } from '../../src/verify/late-users.js';
import { namedCalls } from '../../src/verify/named-calls.js';
import type { Listing } from '../../src/verify/types.js';
import { file, listing, program, script } from '../support/listings.js';

describe('users that scripts change to', () => {
  it('are read from what starts a program as another user', () => {
    const found = (line: string): readonly string[] => switchedUsers(`#!/bin/sh\nset -e\n${line}\n`);
    expect(found('exec gosu app node server.js')).to.deep.equal(['app']);
    expect(found('exec su-exec "app" "$@"')).to.deep.equal(['app']);
    expect(found('exec su-exec app:app "$@"')).to.deep.equal(['app']);
    expect(found('exec setpriv --regid=app --reuid=app --init-groups "$@"')).to.deep.equal(['app']);
    expect(found('exec setpriv --reuid app \\\n  "$@"')).to.deep.equal(['app']);
    expect(found('runuser -u app -- node server.js')).to.deep.equal(['app']);
    expect(found('su app -c "node server.js"')).to.deep.equal(['app']);
    expect(found('su -s /bin/sh -c "node server.js" app')).to.deep.equal(['app']);
    expect(found('su - app -c x')).to.deep.equal(['app']);
    expect(found('[ -x a ] && /usr/sbin/gosu app true || exec gosu web true')).to.deep.equal(['app', 'web']);
  });

  it('are not numbers, variables or other words', () => {
    for (const line of ['exec gosu 1000 x', 'exec gosu "$APP" x', 'echo issue app', 'su -c whoami', 'ls su'])
      expect(switchedUsers(`${line}\n`), line).to.deep.equal([]);
    expect(namedCalls('/start.sh', '#!/bin/sh\n# gosu app\ngosu web node a.js\n')?.users).to.deep.equal([
      'web',
    ]);
    expect(namedCalls('/start.js', 'run("gosu app")\n')?.users).to.equal(undefined);
  });

  it('must have their entry in the candidate', () => {
    const calls = { programs: ['gosu'], libraries: [], zones: [], users: ['app', 'nobody-knows'] };
    const image = (passwd: string, shell = true, calling = true): Listing =>
      listing({
        ...(shell ? { '/bin/sh': program([]) } : {}),
        '/etc/passwd': file('p', { text: `root:x:0:0::/root:/bin/sh\n${passwd}` }),
        '/app/start.sh': script('/bin/sh', calling ? { calls } : {}),
      });
    const app = 'app:x:999:999::/:/bin/sh\n';
    const weights = (before: Listing, after: Listing): readonly string[] =>
      compareFiles(before, after, { roots: ['/app'], user: '', explained: () => null })
        .findings.filter(({ code }) => code === 'V-USER')
        .map(({ weight, subject }) => `${weight} ${subject}`);
    expect(weights(image(app), image(''))).to.deep.equal(['unsure user app']);
    expect(weights(image(app), image(app.replace('999:999', '999:5')))).to.deep.equal(['unsure user app']);
    expect(weights(image(app), image(app.replace('999:999', '998:999')))).to.deep.equal(['allowed user app']);
    expect(weights(image(app), image(app))).to.deep.equal([]);
    // Without a shell the script runs in no way, and without such a script nobody asks for the user.
    expect(weights(image(app), image('', false))).to.deep.equal([]);
    expect(weights(image(app, true, false), image('', true, false))).to.deep.equal([]);
  });
});
