import type { ElfFacts } from './types.js';

/** Gives `length` bytes of a file from `offset` (bytes), or null when they are not all there. */
export type ReadBytes = (offset: number, length: number) => Uint8Array | null;

export interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly size: number;
  readonly address: number;
}

/** The part of an ELF file that its header and program headers tell. */
export interface ElfHeader {
  readonly machine: number;
  readonly bits: 32 | 64;
  readonly littleEndian: boolean;
  readonly segments: readonly Segment[];
}

/** Program header types and dynamic tags of the System V ABI (gABI chapter 5). */
export const PT_LOAD = 1;
export const PT_DYNAMIC = 2;
export const PT_INTERP = 3;
const DT_NEEDED = 1;
const DT_STRTAB = 5;
const DT_STRSZ = 10;
const DT_RPATH = 15;
const DT_RUNPATH = 29;

/** A sane file has less than 100 segments, a dynamic section of some hundred bytes, and names shorter than this. */
const MAX_SEGMENTS = 512;
const MAX_DYNAMIC = 1024 * 1024;
const MAX_NAME = 4096;

/** True when the bytes start an ELF file. */
export function isElf(head: Uint8Array): boolean {
  return head[0] === 0x7f && head[1] === 0x45 && head[2] === 0x4c && head[3] === 0x46;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Offsets and sizes beyond 2^53 are nonsense in a file; they become a number that no range check passes. */
function word(view: DataView, at: number, bits: 32 | 64, little: boolean): number {
  return bits === 32 ? view.getUint32(at, little) : Number(view.getBigUint64(at, little));
}

function segmentAt(view: DataView, at: number, bits: 32 | 64, little: boolean): Segment {
  const wide = bits === 64;
  return {
    type: view.getUint32(at, little),
    offset: word(view, at + (wide ? 8 : 4), bits, little),
    address: word(view, at + (wide ? 16 : 8), bits, little),
    size: word(view, at + (wide ? 32 : 16), bits, little),
  };
}

/**
 * Reads the ELF header and the program headers. Null when it is no ELF file, or they are not within reach: the caller may
 * have to wait for more of the file. Layout: System V ABI, chapter 4 "ELF header" and chapter 5 "Program header".
 */
export function elfHeader(read: ReadBytes): ElfHeader | null {
  const ident = read(0, 16);
  if (ident === null || !isElf(ident)) return null;
  const bits = ident[4] === 1 ? 32 : 64;
  const littleEndian = ident[5] !== 2;
  const head = read(0, bits === 32 ? 52 : 64);
  if (head === null) return null;
  const view = viewOf(head);
  const table = word(view, bits === 32 ? 28 : 32, bits, littleEndian);
  const entrySize = view.getUint16(bits === 32 ? 42 : 54, littleEndian);
  const count = view.getUint16(bits === 32 ? 44 : 56, littleEndian);
  const machine = view.getUint16(18, littleEndian);
  if (count === 0) return { machine, bits, littleEndian, segments: [] };
  if (count > MAX_SEGMENTS || entrySize < (bits === 32 ? 32 : 56)) return null;
  const headers = read(table, entrySize * count);
  if (headers === null) return null;
  const headersView = viewOf(headers);
  const segments: Segment[] = [];
  for (let index = 0; index < count; index++) {
    segments.push(segmentAt(headersView, index * entrySize, bits, littleEndian));
  }
  return { machine, bits, littleEndian, segments };
}

/** What the dynamic section says: name offsets into the string table, and where that table is in the file. */
export interface DynamicSection {
  readonly needed: readonly number[];
  readonly runpath: number | null;
  /** The string table's range in the file, bytes. */
  readonly strings: { readonly offset: number; readonly size: number };
}

function fileOffset(header: ElfHeader, address: number): number | null {
  for (const segment of header.segments) {
    if (segment.type !== PT_LOAD) continue;
    if (address >= segment.address && address < segment.address + segment.size) {
      return segment.offset + (address - segment.address);
    }
  }
  return null;
}

/** Reads the dynamic section. Null when the file has none, or it is not within reach. */
export function dynamicSection(header: ElfHeader, read: ReadBytes): DynamicSection | null {
  const segment = header.segments.find((one) => one.type === PT_DYNAMIC);
  if (segment === undefined || segment.size > MAX_DYNAMIC) return null;
  const bytes = read(segment.offset, segment.size);
  if (bytes === null) return null;
  const view = viewOf(bytes);
  const step = header.bits === 32 ? 4 : 8;
  const needed: number[] = [];
  let runpath: number | null = null;
  let rpath: number | null = null;
  let table: number | null = null;
  let size = 0;
  for (let at = 0; at + 2 * step <= bytes.length; at += 2 * step) {
    const tag = word(view, at, header.bits, header.littleEndian);
    const value = word(view, at + step, header.bits, header.littleEndian);
    if (tag === 0) break;
    if (tag === DT_NEEDED) needed.push(value);
    if (tag === DT_STRTAB) table = fileOffset(header, value);
    if (tag === DT_STRSZ) size = value;
    if (tag === DT_RPATH) rpath = value;
    if (tag === DT_RUNPATH) runpath = value;
  }
  if (table === null) return null;
  return { needed, runpath: runpath ?? rpath, strings: { offset: table, size } };
}

/** Latin-1 is what the loader compares: bytes. */
function textOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    if (byte === 0) break;
    text += String.fromCharCode(byte);
  }
  return text;
}

/** A string that ends with a zero byte, of a table that may be within reach in parts only. */
function nameAt(read: ReadBytes, table: { offset: number; size: number }, at: number): string | null {
  if (at >= table.size) return null;
  const limit = Math.min(MAX_NAME, table.size - at);
  for (let length = Math.min(64, limit); ; length = Math.min(length * 8, limit)) {
    const bytes = read(table.offset + at, length);
    if (bytes === null) return length > 1 ? shortName(read, table.offset + at, length) : null;
    if (bytes.includes(0)) return textOf(bytes);
    if (length === limit) return null;
  }
}

/** The bytes after a name may be out of reach while the name itself is not. */
function shortName(read: ReadBytes, offset: number, limit: number): string | null {
  let text = '';
  for (let at = 0; at < limit; at++) {
    const byte = read(offset + at, 1)?.[0];
    if (byte === undefined) return null;
    if (byte === 0) return text;
    text += String.fromCharCode(byte);
  }
  return null;
}

/**
 * What the dynamic loader reads of an ELF file. Null when it is none. What `read` cannot give (a stream has passed it by)
 * is left out, and `complete` is false.
 */
export function elfFacts(read: ReadBytes): ElfFacts | null {
  const header = elfHeader(read);
  if (header === null) return null;
  const { machine, bits } = header;
  let complete = true;
  let interpreter: string | null = null;
  const wanted = header.segments.find((segment) => segment.type === PT_INTERP);
  if (wanted !== undefined && wanted.size > 0) {
    const bytes = wanted.size <= MAX_NAME ? read(wanted.offset, wanted.size) : null;
    if (bytes === null) complete = false;
    else interpreter = textOf(bytes);
  }
  // A file of debug information keeps its program's headers, and none of what they point to.
  if (!header.segments.some((segment) => segment.type === PT_DYNAMIC && segment.size > 0)) {
    return { machine, bits, interpreter, needed: [], runpath: [], complete };
  }
  const dynamic = dynamicSection(header, read);
  if (dynamic === null) return { machine, bits, interpreter, needed: [], runpath: [], complete: false };
  const needed: string[] = [];
  for (const at of dynamic.needed) {
    const name = nameAt(read, dynamic.strings, at);
    if (name === null) complete = false;
    else needed.push(name);
  }
  const path = dynamic.runpath === null ? '' : nameAt(read, dynamic.strings, dynamic.runpath);
  if (path === null) complete = false;
  const runpath = (path ?? '').split(':').filter((entry) => entry !== '');
  return { machine, bits, interpreter, needed, runpath, complete };
}
