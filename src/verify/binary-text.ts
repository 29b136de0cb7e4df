/** How many of its first bytes a binary is known by: most kinds of files begin with eight or fewer of their own. */
export const FIRST_BYTES = 8;

/** What stands in the place of a body that is no text: `first` is its first bytes, `digest` its SHA-256, both in hexadecimal. */
export function binaryText(bytes: number, digest: string, first: string): string {
  return `(binary, ${bytes} bytes, sha256 ${digest}, first bytes ${first})`;
}

interface Binary {
  readonly bytes: number;
  readonly first: string;
}

function binaryOf(text: string): Binary | null {
  const [, bytes, first] =
    /^\(binary, (\d+) bytes, sha256 [0-9a-f]+, first bytes ([0-9a-f]*)\)$/.exec(text) ?? [];
  return bytes === undefined || first === undefined ? null : { bytes: Number(bytes), first };
}

/** What several binaries begin with, in whole bytes. */
function commonStart(binaries: readonly Binary[]): string {
  let common = binaries[0]?.first ?? '';
  while (!binaries.every(({ first }) => first.startsWith(common))) common = common.slice(0, -2);
  return common;
}

/**
 * Whether a body could be one more of several binaries that are drawn anew at every start (a picture, an archive): it begins
 * as they all do, and has half to twice their size. Null when they are not all binary.
 */
export function isBinaryLike(text: string, seen: readonly string[]): boolean | null {
  const binaries = seen.flatMap((each) => binaryOf(each) ?? []);
  if (binaries.length === 0 || binaries.length < seen.length) return null;
  const binary = binaryOf(text);
  if (binary === null) return false;
  const sizes = binaries.map(({ bytes }) => bytes);
  const sized = binary.bytes >= Math.min(...sizes) / 2 && binary.bytes <= 2 * Math.max(...sizes);
  return sized && binary.first.startsWith(commonStart(binaries));
}
