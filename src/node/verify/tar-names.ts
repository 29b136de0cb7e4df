import { isUtf8 } from 'node:buffer';

/** Sizes of a header and of what bodies are filled up to (POSIX pax, "ustar Interchange Format"). */
const BLOCK = 512;
/** Larger ones the reader of the archive passes over. */
const LARGEST_EXTENSION = 1024 * 1024;

/** Gives the chunks of a tar archive with names that are all UTF-8. */
export interface TarNames {
  readonly add: (chunk: Buffer) => Buffer;
  /** What is left of an archive that ends within a header. */
  readonly end: () => Buffer;
}

interface Header {
  readonly type: string;
  readonly size: number;
}

/** What earlier headers say of the next entry. */
interface Pending {
  readonly path?: true;
  readonly linkpath?: true;
  readonly size?: number;
}

function filled(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

function upToZero(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

/** Octal digits, or base 256 after a set bit, as GNU writes large numbers. */
function numberIn(bytes: Buffer): number {
  if ((bytes[0] ?? 0) < 0x80) return Number.parseInt(`0${bytes.toString('latin1').trim()}`, 8);
  return bytes.subarray(1).reduce((value, byte) => value * 256 + byte, (bytes[0] ?? 0) & 0x7f);
}

function checksum(block: Buffer): number {
  let sum = 8 * 0x20;
  for (let at = 0; at < BLOCK; at++) if (at < 148 || at >= 156) sum += block[at] ?? 0;
  return sum;
}

/** Null for what is no header: the end of an archive, or no archive. */
function headerIn(block: Buffer): Header | null {
  if (numberIn(block.subarray(148, 156)) !== checksum(block)) return null;
  const size = numberIn(block.subarray(124, 136));
  return Number.isSafeInteger(size) ? { type: block.toString('latin1', 156, 157), size } : null;
}

/** Bytes of a name as text, with `\xff` for each that is not UTF-8: so no two names become one. */
export function escapedName(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find((each) => isUtf8(bytes.subarray(at, at + each)));
    text +=
      length === undefined
        ? `\\x${bytes.toString('hex', at, at + 1)}`
        : bytes.toString('utf8', at, at + length);
    at += length ?? 1;
  }
  return text;
}

function record(key: string, value: Buffer): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), value, Buffer.from('\n')]);
  let length = rest.length + 1;
  while (`${length}`.length + rest.length !== length) length++;
  return Buffer.concat([Buffer.from(`${length}`), rest]);
}

/** The records of a PAX header; null for one that is damaged. */
function recordsIn(data: Buffer): ReadonlyMap<string, Buffer> | null {
  const records = new Map<string, Buffer>();
  for (let at = 0; at < data.length;) {
    const [digits = ''] = /^\d+(?= )/.exec(data.toString('latin1', at, at + 12)) ?? [];
    const end = at + Number(digits);
    const equals = data.indexOf('=', at);
    if (digits === '' || end > data.length || equals === -1 || equals >= end) return null;
    records.set(data.toString('utf8', at + digits.length + 1, equals), data.subarray(equals + 1, end - 1));
    at = end;
  }
  return records;
}

/** A header and its data in whole blocks; all else of the header stays. */
function entryOf(header: Buffer, type: string, data: Buffer): Buffer {
  const block = Buffer.from(header);
  block.write(type, 156, 'latin1');
  block.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return Buffer.concat([block, data, Buffer.alloc(filled(data.length) - data.length)]);
}

function namesOf(header: Buffer): { readonly path: Buffer; readonly linkpath: Buffer } {
  const name = upToZero(header.subarray(0, 100));
  const posix = header.toString('latin1', 257, 265) === 'ustar\x0000';
  const prefix = posix ? upToZero(header.subarray(345, header[475] === 0 ? 475 : 500)) : Buffer.alloc(0);
  const path = prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name]);
  return { path, linkpath: upToZero(header.subarray(157, 257)) };
}

/** A PAX header for an entry whose own one has names that are not UTF-8; null when there is no need. */
function added(header: Buffer, pending: Pending): Buffer | null {
  const { path, linkpath } = namesOf(header);
  const records: Buffer[] = [];
  if (!pending.path && !isUtf8(path)) records.push(record('path', Buffer.from(escapedName(path))));
  if (!pending.linkpath && !isUtf8(linkpath))
    records.push(record('linkpath', Buffer.from(escapedName(linkpath))));
  if (records.length === 0) return null;
  const block = Buffer.from(header);
  block.fill(0, 0, 100).fill(0, 157, 257).fill(0, 345, 500).write('PaxHeader', 'latin1');
  return entryOf(block, 'x', Buffer.concat(records));
}

/** What a header says of the next entry, and its data with names in UTF-8 (null: as it is). */
function extension(type: string, data: Buffer): { readonly says: Pending; readonly data: Buffer | null } {
  if (type !== 'x') {
    const name = upToZero(data);
    const says = type === 'L' ? { path: true as const } : { linkpath: true as const };
    return { says, data: isUtf8(name) ? null : Buffer.from(`${escapedName(name)}\0`) };
  }
  const records = recordsIn(data);
  const [path, linkpath, size] = [records?.get('path'), records?.get('linkpath'), records?.get('size')];
  const bytes = Number(size?.toString('latin1'));
  const says = {
    ...(path ? { path: true as const } : {}),
    ...(linkpath ? { linkpath: true as const } : {}),
    ...(Number.isSafeInteger(bytes) && bytes >= 0 ? { size: bytes } : {}),
  };
  const named = [path, linkpath].every((name) => name === undefined || isUtf8(name));
  if (records === null || named) return { says, data: null };
  const rewritten = [...records].map(([key, value]) =>
    record(key, key === 'path' || key === 'linkpath' ? Buffer.from(escapedName(value)) : value),
  );
  return { says, data: Buffer.concat(rewritten) };
}

/**
 * Follows a tar archive and escapes names that are not UTF-8. The reader of archives takes each wrong byte for the same
 * character, or takes the name of the older header, without its letters: two files would become one. It also gets the headers
 * of names in one piece, as it would break a letter that two chunks share. What is no plain archive passes as it is.
 */
export function tarNames(): TarNames {
  let rest: Buffer = Buffer.alloc(0);
  let pending: Pending = {};
  let body = 0;
  let plain = true;

  return {
    add(chunk) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const out: Buffer[] = [];
      let [from, at] = [0, 0];
      while (at < bytes.length) {
        if (!plain || body > 0) {
          const passed = plain ? Math.min(body, bytes.length - at) : bytes.length - at;
          at += passed;
          body -= passed;
          continue;
        }
        if (bytes.length - at < BLOCK) break;
        const block = bytes.subarray(at, at + BLOCK);
        const header = headerIn(block);
        if (header === null) {
          plain = false;
          continue;
        }
        const { type, size } = header;
        if ('xLK'.includes(type) && size > 0 && size <= LARGEST_EXTENSION) {
          const end = at + BLOCK + filled(size);
          if (end > bytes.length) break;
          const { says, data } = extension(type, bytes.subarray(at + BLOCK, at + BLOCK + size));
          pending = { ...pending, ...says };
          if (data !== null) {
            out.push(bytes.subarray(from, at), entryOf(block, type, data));
            from = end;
          }
          at = end;
          continue;
        }
        const extra = type === 'g' ? null : added(block, pending);
        if (extra !== null) {
          out.push(bytes.subarray(from, at), extra);
          from = at;
        }
        body = type === '5' ? 0 : filled(type === 'g' ? size : (pending.size ?? size));
        if (type !== 'g') pending = {};
        at += BLOCK;
      }
      rest = bytes.subarray(at);
      out.push(bytes.subarray(from, at));
      return out.length === 1 ? (out[0] ?? bytes) : Buffer.concat(out);
    },
    end: () => rest,
  };
}
