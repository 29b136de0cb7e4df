import { expect } from 'chai';
import { assert, nat, property } from 'fast-check';
import { elfFacts } from '../../src/verify/elf.js';
import type { ReadBytes } from '../../src/verify/elf.js';
import { elfBytes } from '../support/elf-bytes.js';

function reader(bytes: Uint8Array, hole: readonly [number, number] = [0, 0]): ReadBytes {
  return (offset, length) => {
    if (offset + length > bytes.length) return null;
    if (offset < hole[1] && offset + length > hole[0]) return null;
    return bytes.subarray(offset, offset + length);
  };
}

describe('ELF facts', () => {
  for (const bits of [32, 64] as const) {
    for (const littleEndian of [true, false]) {
      it(`are read from a ${bits} bit file, ${littleEndian ? 'little' : 'big'} endian`, () => {
        const bytes = elfBytes({
          bits,
          littleEndian,
          machine: 183,
          interpreter: '/lib/ld-linux-aarch64.so.1',
          needed: ['libssl.so.3', 'libc.so.6'],
          runpath: '$ORIGIN/../lib:/opt/lib',
        });
        expect(elfFacts(reader(bytes))).to.deep.equal({
          machine: 183,
          bits,
          interpreter: '/lib/ld-linux-aarch64.so.1',
          needed: ['libssl.so.3', 'libc.so.6'],
          runpath: ['$ORIGIN/../lib', '/opt/lib'],
          complete: true,
        });
      });
    }
  }

  it('take RPATH only where there is no RUNPATH', () => {
    expect(elfFacts(reader(elfBytes({ needed: ['a'], rpath: '/r' })))?.runpath).to.deep.equal(['/r']);
    expect(
      elfFacts(reader(elfBytes({ needed: ['a'], rpath: '/r', runpath: '/run' })))?.runpath,
    ).to.deep.equal(['/run']);
  });

  it('of a static program need nothing', () => {
    expect(elfFacts(reader(elfBytes({})))).to.deep.include({ interpreter: null, needed: [], complete: true });
  });

  it('are none for another file', () => {
    expect(elfFacts(reader(new TextEncoder().encode('#!/bin/sh\n')))).to.equal(null);
    expect(elfFacts(reader(new Uint8Array()))).to.equal(null);
  });

  it('are not complete when the names are out of reach', () => {
    const plan = { needed: ['libssl.so.3', 'libc.so.6'], gap: 1000 };
    const at = 64 + 2 * 56 + 1000;
    expect(elfFacts(reader(elfBytes(plan), [at, at + 5]))).to.deep.include({
      complete: false,
      needed: ['libc.so.6'],
    });
  });

  it('of a broken file are read without an exception', () => {
    const whole = elfBytes({ interpreter: '/lib/ld', needed: ['libc.so.6'], runpath: '/x' });
    assert(
      property(nat(whole.length - 1), nat(255), nat(whole.length), (at, value, length) => {
        const bytes = whole.slice(0, length);
        if (at < bytes.length) bytes[at] = value;
        elfFacts(reader(bytes));
      }),
    );
  });
});
