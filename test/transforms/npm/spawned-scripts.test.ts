import { expect } from 'chai';
import { confidenceOf, contributed, project, traced } from './facts.js';

const called = (spawn: string, lines: string, files: Readonly<Record<string, string>> = {}) =>
  contributed(
    `FROM node:20\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n${lines}CMD ["node", "server.js"]\n`,
    project({ dependencies: { express: '4' } }, { 'server.js': '', ...files }),
    traced([], { spawns: [{ name: spawn, at: 'server.js:1' }] }),
  );
const programs = (found: ReturnType<typeof called>): readonly string[] =>
  found.programs.map((each) => each.name);

describe('npm pack: scripts of the image that the sources start', () => {
  const tool = { 'tools/mytool': '#!/bin/bash\ncurl -sI x | head -1\n' };

  it('are found by PATH where COPY or RUN put them', () => {
    expect(programs(called('mytool', 'COPY tools/mytool /usr/local/bin/mytool\n', tool))).to.include('curl');
    expect(programs(called('mytool', 'RUN cp tools/mytool /usr/local/bin/mytool\n', tool))).to.include(
      'curl',
    );
    expect(programs(called('mytool', 'COPY tools/mytool /srv/mytool\n', tool))).to.not.include('curl');
  });

  it('are read with what they source', () => {
    const files = {
      's/run.sh': '#!/bin/sh\n. /opt/s/lib.sh\nrun_it\n',
      's/lib.sh': 'run_it() { git -v; }\n',
    };
    const found = called('/opt/s/run.sh', 'COPY s /opt/s\n', files);
    expect(programs(found)).to.include('git').and.not.include('run_it');
    expect(confidenceOf(found, 'binaries')).to.equal('strong');
  });

  it('hold the base when they hand code to node', () => {
    const files = { 'tools/mytool': '#!/bin/sh\nexec node /srv/job.js\n' };
    const found = called('mytool', 'COPY tools/mytool /usr/local/bin/mytool\n', files);
    expect(confidenceOf(found, 'binaries')).to.equal('weak');
  });
});
