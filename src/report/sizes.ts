import type { SizeEstimate, SizePart, SizeRange } from '../estimate/types.js';
import { totalSize } from '../estimate/sizes.js';
import { shortened, wrap } from './layout.js';
import type { Look } from './style.js';

/** A range of bytes in MB (decimal), as `75` or `70-80`. */
export function megabytes(range: SizeRange): string {
  const low = Math.round(range.low / 1e6);
  const high = Math.round(range.high / 1e6);
  return low === high ? `${low}` : `${low}-${high}`;
}

function cell(part: SizePart | undefined): string {
  return part ? megabytes(part.range) : '-';
}

/** A source's first words: how it was found in every detail is in the JSON. */
function shortSource(source: string): string {
  const ratio = /×[\d.]+/.exec(source);
  if (ratio) return `compressed size ${ratio[0]}`;
  return source.replace(/(\d{4}-\d\d-\d\d):.*$/, '$1');
}

function basis(part: SizePart): string {
  return `${part.basis === 'measured' ? 'measured' : 'estimated'}: ${shortSource(part.source)}`;
}

/** A table of the sizes before and after, part by part, in MB, each range with its basis. */
export function sizeTable(sizes: SizeEstimate, look: Look): readonly string[] {
  const { before, after } = sizes;
  if (!before || !after) return [`  not known: ${sizes.basis}`];
  const parts = [...before, ...after.filter((part) => !before.some((other) => other.name === part.name))];
  const rows = parts.map((part) => ({
    name: part.name,
    before: cell(before.find((other) => other.name === part.name)),
    after: cell(after.find((other) => other.name === part.name)),
    basis: basis(part),
  }));
  const head = { name: 'MB, uncompressed', before: 'before', after: 'after', basis: '' };
  const total = {
    name: 'total',
    before: megabytes(totalSize(before)),
    after: megabytes(totalSize(after)),
    basis: sizes.saved ? `saves ${megabytes(sizes.saved)} MB; estimated, nothing was built` : '',
  };
  const all = [head, ...rows, total];
  const nameWidth = Math.min(Math.max(...all.map((row) => row.name.length)), Math.floor(look.width * 0.4));
  const beforeWidth = Math.max(...all.map((row) => row.before.length));
  const afterWidth = Math.max(...all.map((row) => row.after.length));
  const used = 2 + nameWidth + 2 + beforeWidth + 2 + afterWidth + 2;
  return all.flatMap((row) => {
    const [first = '', ...rest] = wrap(row.basis, Math.max(20, look.width - used));
    const numbers = `${row.before.padStart(beforeWidth)}  ${row.after.padStart(afterWidth)}`;
    const dim = row === total ? look.style.heading : look.style.dim;
    return [
      `  ${shortened(row.name, nameWidth).padEnd(nameWidth)}  ${numbers}${first === '' ? '' : `  ${dim(first)}`}`,
      ...rest.map((line) => ' '.repeat(used) + dim(line)),
    ];
  });
}
