import { expect } from 'chai';
import { contributed, traced } from './facts.js';

const APP = {
  'package.json': '{ "name": "app", "dependencies": {} }',
  'package-lock.json': '{ "name": "app", "lockfileVersion": 3, "packages": { "": { "name": "app" } } }',
  'server.js': 'console.log(1);\n',
};

function libraries(cmd: string): string | undefined {
  const text = `FROM node:20\nCOPY . /usr/src/app\nRUN cd /usr/src/app && npm ci\n${cmd}\n`;
  return contributed(text, APP, traced([])).obligations.find((each) => each.id === 'libraries')?.confidence;
}

describe('the place of the project', () => {
  it('is that of the script where the container starts elsewhere', () => {
    expect(libraries('CMD node /usr/src/app/server.js')).to.equal('strong');
    expect(libraries('CMD ["node", "--enable-source-maps", "usr/src/app/server.js"]')).to.equal('strong');
    expect(
      contributed('FROM node:20\nCOPY . /usr/src/app\nCMD node /usr/src/app/server.js\n', APP).wants,
    ).to.have.length(1);
  });

  it('is not known for a script that lies in no project', () => {
    expect(libraries('CMD node /opt/other/server.js')).to.equal('unknown');
    expect(libraries('CMD node $DIR/server.js')).to.not.equal('strong');
  });
});
