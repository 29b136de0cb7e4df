import { expect } from 'chai';
import { isProgram, namedFiles, namesOfLost } from '../../src/verify/named-files.js';

describe('files that a program names', () => {
  it('are found by their own name, directories with a slash', () => {
    const text = `
      app.set('views', path.join(__dirname, 'views'));
      loadSync(__dirname + '/protos/price.proto');
      response.sendFile('public/index.html');
      open("./data/tides.csv")`;
    expect(namedFiles(text)).to.include.members([
      'views/',
      'price.proto',
      'public/',
      'index.html',
      'data/',
      'tides.csv',
    ]);
  });

  it('are not the words of a route or a sentence', () => {
    const names = namedFiles(
      "app.use('/docs', docs); // the docs are in no directory\napp.get('/api/price', list)",
    );
    expect(names).to.not.include.members(['docs/']);
    expect(names).to.not.include.members(['api/']);
  });

  it('are looked for in programs alone', () => {
    expect(['/app/a.mjs', '/app/a.php', '/app/a.sh'].every(isProgram)).to.equal(true);
    expect(['/app/README.md', '/app/a.css', '/app/a.map'].some(isProgram)).to.equal(false);
  });

  it('are known by their directories too, as far as those are lost', () => {
    expect(namesOfLost('/app/views/mail/a.html', '/app/views')).to.deep.equal(['a.html', 'views/', 'mail/']);
    expect(namesOfLost('/app/notes.md', '/app/notes.md')).to.deep.equal(['notes.md']);
  });
});
