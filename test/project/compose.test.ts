import { expect } from 'chai';
import { composeFiles, composeServices } from '../../src/project/compose.js';
import { memoryFileSystem } from '../../src/project/file-system.js';

describe('compose files', () => {
  it('are found at the root by their names', () => {
    const names = [
      'compose.yaml',
      'docker-compose.dev.yml',
      'compose.json',
      'my-compose.yml',
      'a/compose.yml',
    ];
    const context = memoryFileSystem(Object.fromEntries(names.map((name) => [name, 'services: {}\n'])));
    expect([...composeFiles(context)].sort()).to.deep.equal(['compose.yaml', 'docker-compose.dev.yml']);
  });

  it('give their services, those of the first format and of merged keys too', () => {
    const context = memoryFileSystem({
      'compose.yml':
        'x-base: &base\n  build: .\nservices:\n  web:\n    build: *base\n    command: ["./web"]\n  none: 1\n',
      'docker-compose.yml': 'old:\n  build: .\n',
    });
    const found = composeServices(context).map(({ file, name }) => `${file} ${name}`);
    expect(found.sort()).to.deep.equal(['compose.yml web', 'docker-compose.yml old']);
    expect(composeServices(context)[0]?.definition['command']).to.deep.equal(['./web']);
  });

  it('say nothing when they are no YAML', () => {
    for (const text of ['services: [\n', '- 1\n', 'a: *none\n', 'text', ''])
      expect(composeServices(memoryFileSystem({ 'compose.yml': text })), text).to.deep.equal([]);
  });
});
