import { expect } from 'chai';
import { goStream } from '../../../src/node/verify/go-stream.js';

/** Build information as Go 1.18 and later write it: header, version, and the module text between two sentinels. */
function information(text: string, version = 'go1.22.1'): Buffer {
  const header = Buffer.alloc(32);
  header.write('\xff Go buildinf:', 'latin1');
  header[14] = 8;
  header[15] = 2;
  const body = Buffer.concat([Buffer.alloc(16, 1), Buffer.from(text), Buffer.alloc(16, 2)]);
  const length = Buffer.from([(body.length & 0x7f) | 0x80, body.length >> 7]);
  return Buffer.concat([header, Buffer.from([version.length]), Buffer.from(version), length, body]);
}

function read(bytes: Buffer, step: number) {
  const stream = goStream();
  for (let at = 0; at < bytes.length; at += step) stream.add(bytes.subarray(at, at + step));
  return { build: stream.build(), temporary: stream.temporary() };
}

describe('what Go’s linker notes', () => {
  const text = `path\texample.com/a\n${'dep\tgithub.com/x/y\tv1.0.0\n'.repeat(8)}`;
  const program = Buffer.concat([
    Buffer.alloc(1000),
    information(text),
    Buffer.from('runtime.main\0os.TempDir\0'),
  ]);

  it('is read whatever the chunks are', () => {
    for (const step of [1, 7, 64, 100_000]) {
      expect(read(program, step), String(step)).to.deep.equal({
        build: `go\tgo1.22.1\n${text}`,
        temporary: true,
      });
    }
  });

  it('is nothing in a program without it, in one that was cut, or in one of an older Go', () => {
    const old = information(text);
    old[15] = 0;
    expect(read(Buffer.from('no program of Go'), 4)).to.deep.equal({ build: null, temporary: false });
    expect(read(information(text).subarray(0, 90), 64).build).to.equal(null);
    expect(read(old, 64).build).to.equal(null);
  });

  it('tells programs that ask for time zones by name', () => {
    const zones = (...functions: readonly string[]): readonly boolean[] => {
      const stream = goStream();
      for (const name of functions) stream.add(Buffer.from(`${name}\0`));
      return [stream.zones(), stream.ownZones()];
    };
    expect(zones('time.Now', 'time.LoadLocation', 'main.main')).to.deep.equal([true, false]);
    expect(zones('time.LoadLocationFromTZData', 'main.main')).to.deep.equal([false, false]);
    expect(zones('time.LoadLocation', 'net/http.(*Server).Serve')).to.deep.equal([false, false]);
    expect(zones('time.LoadLocation', 'time/tzdata.loadFromEmbeddedTZData')).to.deep.equal([false, true]);
  });

  it('tells the sources that lay in the directories of the build', () => {
    const sources = (files: readonly string[], step: number): readonly string[] => {
      const stream = goStream();
      const bytes = Buffer.from(`\0${files.join('\0')}\0`);
      for (let at = 0; at < bytes.length; at += step) stream.add(bytes.subarray(at, at + step));
      return stream.sources();
    };
    const files = [
      '/usr/local/go/src/runtime/proc.go',
      '/usr/local/go/src/fmt/print.go',
      '/go/pkg/mod/github.com/x/y@v1.2.3/y.go',
      '/app/util/u.go',
      '/app/main.go',
      'text /app/no.go',
      '_cgo_gotypes.go',
    ];
    for (const step of [1, 5, 100, 1000])
      expect(sources(files, step), `${step}`).to.deep.equal(['/app/main.go', '/app/util/u.go']);
    expect(sources(['runtime/proc.go', 'example.com/a/main.go'], 5)).to.deep.equal([]);
  });
});
