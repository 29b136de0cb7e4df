import { expect } from 'chai';
import { pathNames } from '../../../src/node/verify/path-names.js';

const known = new Set(['/opt/tool', '/opt/tool/data', '/opt/tool/data/a.json', '/etc/tool.ini']);

function named(text: string, loose: boolean, step = text.length): readonly string[] {
  const names = pathNames((path) => known.has(path), loose);
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += step) names.add(bytes.subarray(at, at + step));
  return names.paths();
}

describe('paths that a file names', () => {
  it('are whole, or the known part in front of what is put behind it', () => {
    expect(named('x = "/opt/tool/data/a.json"; y = `/etc/tool.ini`', false)).to.deep.equal([
      '/etc/tool.ini',
      '/opt/tool/data/a.json',
    ]);
    expect(named('open("/opt/tool/data/%s.json", "/opt/tool/data/")', false)).to.deep.equal([
      '/opt/tool/data',
    ]);
    expect(named('/opt/tool/data/new.json', false)).to.deep.equal(['/opt/tool/data']);
    expect(named('/opt/toolbox /srv/tool /opt/other/data', false)).to.deep.equal([]);
  });

  it('have no end in a program where Go’s linker puts one behind the other', () => {
    const constants = 'not found/opt/tool/data/a.jsoninvalid';
    expect(named(constants, true)).to.deep.equal(['/opt/tool/data/a.json']);
    expect(named(constants, false)).to.deep.equal(['/opt/tool/data']);
  });

  it('are found whatever the chunks are', () => {
    const text = `${'\0'.repeat(300)}/opt/tool/data/a.json\0${'x'.repeat(500)}/etc/tool.ini`;
    for (const step of [1, 7, 199, 200, 201, 310, 4096]) {
      expect(named(text, true, step), `${step}`).to.deep.equal(['/etc/tool.ini', '/opt/tool/data/a.json']);
    }
  });
});
