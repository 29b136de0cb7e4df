import { expect } from 'chai';
import { genericCommands as table } from '../../../src/effects/table.js';
import { call, known, written } from './call.js';

describe('compilers and build tools', () => {
  it('writes what -o names, else what compilers write by themselves', () => {
    expect(written(known(table, 'gcc -O2 -o /usr/local/bin/x x.c -lm'))).to.deep.equal([
      'artefact /usr/local/bin/x',
    ]);
    expect(written(known(table, 'gcc x.c'))).to.deep.equal(['artefact /app/a.out']);
    expect(written(known(table, 'g++ -c a.cpp b.cpp'))).to.deep.equal(['artefact /app/**']);
    expect(known(table, 'gcc -I inc -o x x.c').reads).to.deep.equal(['/app/x.c']);
    expect(known(table, 'gcc -o x x.c').replayable).to.equal(false);
  });

  it('writes nothing when asked for a version', () => {
    for (const line of [
      'gcc --version',
      'cmake --version',
      'pkg-config --libs openssl',
      'gcc -print-file-name=x',
    ]) {
      expect(known(table, line).writes, line).to.deep.equal([]);
      expect(known(table, line).opaque, line).to.equal(null);
    }
  });

  it('changes files in place', () => {
    expect(written(known(table, 'strip /usr/local/bin/x'))).to.deep.equal(['tool /usr/local/bin/x']);
    expect(written(known(table, 'upx -9 -o small big'))).to.deep.equal(['source /app/small']);
    expect(written(known(table, 'ar rcs libx.a x.o'))).to.deep.equal(['artefact /app/libx.a']);
  });

  it('is opaque within the build directory', () => {
    expect(known(table, './configure --prefix=/usr').opaque?.within).to.deep.equal(['/app']);
    expect(known(table, 'cmake -S . -B build').opaque?.within).to.deep.equal(['/app/build']);
    expect(known(table, 'cmake --build out').opaque?.within).to.deep.equal(['/app/out', '/app']);
    expect(known(table, 'ninja -C out').opaque?.within).to.deep.equal(['/app/out', '/app']);
    expect(known(table, './configure', { cwd: null }).opaque?.within).to.equal(null);
  });

  it('may write anywhere when it installs, unless it is told where', () => {
    expect(known(table, 'cmake --install build').opaque?.within).to.equal(null);
    expect(known(table, 'cmake --build build --target install').opaque?.within).to.equal(null);
    expect(known(table, 'ninja install').opaque?.within).to.equal(null);
    expect(known(table, 'cmake --install build --prefix /opt/x').opaque?.within).to.deep.equal([
      '/opt/x',
      '/app/build',
    ]);
    expect(call(table, 'cmake -E frobnicate')).to.equal(null);
  });
});
