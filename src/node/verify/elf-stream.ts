import { dynamicSection, elfFacts, elfHeader, PT_DYNAMIC, PT_INTERP } from '../../verify/elf.js';
import type { ElfHeader } from '../../verify/elf.js';
import type { ElfFacts } from '../../verify/types.js';

/** Program headers, names and, in most programs, the strings of the dynamic section are in this part (bytes). */
const KEPT_HEAD = 16 * 1024 * 1024;
/** Most that is kept of what lies behind it because it looks like a table of library names (bytes). */
const KEPT_GUESSES = 8 * 1024 * 1024;

interface Range {
  readonly start: number;
  readonly end: number;
}

interface Piece {
  readonly start: number;
  readonly bytes: Buffer;
}

function overlaps(piece: Piece, range: Range): boolean {
  return piece.start < range.end && piece.start + piece.bytes.length > range.start;
}

/** Reads ELF facts from a file that streams by, keeping no more of it than the facts need. */
export interface ElfStream {
  readonly add: (chunk: Buffer) => void;
  readonly end: () => ElfFacts | null;
}

/** Starts at the first byte of a file; chunks come in order. */
export function elfStream(): ElfStream {
  const pieces: Piece[] = [];
  let position = 0;
  let guesses = 0;
  let header: ElfHeader | null = null;
  let wanted: readonly Range[] = [];
  let stringsWanted = false;

  const read = (offset: number, length: number): Uint8Array | null => {
    const range = { start: offset, end: offset + length };
    if (length === 0 || range.end > position) return null;
    const found: Buffer[] = [];
    let next = offset;
    let low = 0;
    let high = pieces.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const piece = pieces[middle];
      if (piece !== undefined && piece.start + piece.bytes.length <= offset) low = middle + 1;
      else high = middle;
    }
    for (let index = low; next < range.end; index++) {
      const piece = pieces[index];
      if (piece === undefined || piece.start > next) return null;
      const part = piece.bytes.subarray(next - piece.start, range.end - piece.start);
      found.push(part);
      next += part.length;
    }
    const [only] = found;
    return found.length === 1 && only !== undefined ? only : Buffer.concat(found, length);
  };

  /** The string table may come after the dynamic section: patchelf moves it to the end of the file. */
  const wantStrings = (): void => {
    if (stringsWanted || header === null) return;
    const dynamic = dynamicSection(header, read);
    if (dynamic === null) return;
    stringsWanted = true;
    const { offset, size } = dynamic.strings;
    wanted = [...wanted, { start: offset, end: offset + Math.min(size, KEPT_HEAD) }];
  };

  const wantSegments = (): void => {
    if (header !== null) return;
    header = elfHeader(read);
    if (header === null) return;
    wanted = header.segments
      .filter((segment) => segment.type === PT_DYNAMIC || segment.type === PT_INTERP)
      .map((segment) => ({ start: segment.offset, end: segment.offset + segment.size }));
  };

  /** Go's own linker puts the names of libraries behind all constants, in front of what says where they are. */
  const looksLikeNames = (piece: Piece): boolean => {
    if (guesses >= KEPT_GUESSES || !piece.bytes.includes('.so.')) return false;
    guesses += piece.bytes.length;
    return true;
  };

  return {
    add(chunk) {
      const piece = { start: position, bytes: chunk };
      position += chunk.length;
      if (piece.start < KEPT_HEAD) {
        pieces.push(piece);
        return;
      }
      wantSegments();
      const dynamic = wanted.some((range) => overlaps(piece, range));
      if (dynamic || looksLikeNames(piece)) pieces.push(piece);
      if (dynamic) wantStrings();
    },
    end: () => elfFacts(read),
  };
}
