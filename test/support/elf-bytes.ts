/** What a made ELF file says. Offsets and addresses are equal, as in a file that is mapped once. */
export interface ElfPlan {
  readonly bits?: 32 | 64;
  readonly littleEndian?: boolean;
  readonly machine?: number;
  readonly interpreter?: string;
  readonly needed?: readonly string[];
  readonly runpath?: string;
  readonly rpath?: string;
  /** Bytes between the headers and the names, to push the names away from the file's start. */
  readonly gap?: number;
  /** The string table comes after the dynamic section, as patchelf puts it. */
  readonly stringsLast?: boolean;
}

/** A small ELF file: header, program headers, interpreter, string table and dynamic section. */
export function elfBytes(plan: ElfPlan): Uint8Array {
  const bits = plan.bits ?? 64;
  const little = plan.littleEndian ?? true;
  const wide = bits === 64;
  const step = wide ? 8 : 4;
  const headSize = wide ? 64 : 52;
  const entrySize = wide ? 56 : 32;
  const texts: string[] = [''];
  const place = new Map<string, number>();
  let length = 1;
  const intern = (text: string): number => {
    const at = place.get(text) ?? length;
    if (!place.has(text)) {
      place.set(text, at);
      texts.push(text);
      length += text.length + 1;
    }
    return at;
  };
  const tags: [number, number][] = (plan.needed ?? []).map((name) => [1, intern(name)]);
  if (plan.rpath !== undefined) tags.push([15, intern(plan.rpath)]);
  if (plan.runpath !== undefined) tags.push([29, intern(plan.runpath)]);
  const dynamic = tags.length > 0;
  const interpreter = plan.interpreter === undefined ? '' : `${plan.interpreter}\0`;
  const count = 1 + Number(dynamic) + Number(interpreter !== '');
  const interpreterAt = headSize + count * entrySize;
  const first = interpreterAt + interpreter.length + (plan.gap ?? 0);
  const dynamicSize = (tags.length + 3) * 2 * step;
  const stringsAt = plan.stringsLast === true ? first + dynamicSize : first;
  const dynamicAt = plan.stringsLast === true ? first : first + length;
  const total = first + length + dynamicSize;
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  const word = (at: number, value: number): void => {
    if (wide) view.setBigUint64(at, BigInt(value), little);
    else view.setUint32(at, value, little);
  };
  const text = (at: number, value: string): void => {
    for (let index = 0; index < value.length; index++) bytes[at + index] = value.charCodeAt(index);
  };
  bytes.set([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, little ? 1 : 2, 1]);
  view.setUint16(16, 3, little);
  view.setUint16(18, plan.machine ?? 62, little);
  word(wide ? 32 : 28, headSize);
  view.setUint16(wide ? 54 : 42, entrySize, little);
  view.setUint16(wide ? 56 : 44, count, little);
  let header = headSize;
  const segment = (type: number, offset: number, size: number): void => {
    view.setUint32(header, type, little);
    word(header + (wide ? 8 : 4), offset);
    word(header + (wide ? 16 : 8), offset);
    word(header + (wide ? 32 : 16), size);
    header += entrySize;
  };
  segment(1, 0, total);
  if (interpreter !== '') segment(3, interpreterAt, interpreter.length);
  if (dynamic) segment(2, dynamicAt, dynamicSize);
  text(interpreterAt, interpreter);
  if (!dynamic) return bytes;
  text(stringsAt, `${texts.join('\0')}\0`);
  [...tags, [5, stringsAt], [10, length], [0, 0]].forEach(([tag = 0, value = 0], index) => {
    word(dynamicAt + index * 2 * step, tag);
    word(dynamicAt + index * 2 * step + step, value);
  });
  return bytes;
}
