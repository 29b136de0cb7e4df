import type { ImageMeasure, LayerMeasure, Verification } from '../verify/types.js';
import type { Look } from './style.js';

export interface MeasuredSizes {
  readonly before: ImageMeasure;
  readonly after: ImageMeasure;
}

/** The measured sizes of both images; null when one of them was not measured, since half a comparison says nothing. */
export function measuredSizes(verification: Verification | null): MeasuredSizes | null {
  const before = verification?.before.size ?? null;
  const after = verification?.after?.size ?? null;
  return before && after ? { before, after } : null;
}

/** Bytes in MB (decimal), with a decimal below 10 so that a small image is not 0. */
export function megabytesOf(bytes: number): string {
  const value = bytes / 1e6;
  return value >= 9.95 || bytes === 0 ? String(Math.round(value)) : value.toFixed(1);
}

/** Bytes of layers by stage, in the order in which the stages come. */
function byStage(layers: readonly LayerMeasure[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { stage, bytes } of layers) sums.set(stage, (sums.get(stage) ?? 0) + bytes);
  return sums;
}

function stageName(stage: string): string {
  if (stage === '') return 'layers';
  return stage === 'base' ? 'layers of the base' : `layers of stage ${stage}`;
}

function share(before: number, after: number): string {
  if (before === 0 || before === after) return 'as before';
  const percent = Math.round((Math.abs(before - after) / before) * 100);
  return `${after < before ? 'saves' : 'costs'} ${megabytesOf(Math.abs(before - after))} MB, ${percent} %`;
}

interface Row {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly remark: string;
}

function layerRows({ before, after }: MeasuredSizes): readonly Row[] {
  const [old, fresh] = [byStage(before.layers), byStage(after.layers)];
  const cell = (value: number | undefined): string => (value === undefined ? '-' : megabytesOf(value));
  return [...new Set([...old.keys(), ...fresh.keys()])].map((stage) => ({
    name: stageName(stage),
    before: cell(old.get(stage)),
    after: cell(fresh.get(stage)),
    remark: '',
  }));
}

/** Stages that are built and do not ship; their share is no part of the image. */
function otherRows({ before, after }: MeasuredSizes): readonly Row[] {
  const bytes = ({ others }: ImageMeasure, stage: string): string => {
    const found = others.find((each) => each.stage === stage);
    return found ? megabytesOf(found.bytes) : '-';
  };
  const names = [...new Set([...before.others, ...after.others].map((each) => each.stage))];
  return names.map((name) => ({
    name: `stage ${name}`,
    before: bytes(before, name),
    after: bytes(after, name),
    remark: 'built, and not in the image',
  }));
}

/** A table of what was measured: the layers by stage, the image, and what a pull transfers. */
export function measuredTable(sizes: MeasuredSizes, look: Look): readonly string[] {
  const { before, after } = sizes;
  const pull: readonly Row[] =
    before.compressed === null || after.compressed === null
      ? []
      : [
          {
            name: 'pull (compressed)',
            before: megabytesOf(before.compressed),
            after: megabytesOf(after.compressed),
            remark: share(before.compressed, after.compressed),
          },
        ];
  const total: Row = {
    name: 'image',
    before: megabytesOf(before.bytes),
    after: megabytesOf(after.bytes),
    remark: share(before.bytes, after.bytes),
  };
  const head: Row = { name: 'MB, measured', before: 'before', after: 'after', remark: '' };
  const all = [head, ...layerRows(sizes), total, ...pull, ...otherRows(sizes)];
  const width = (pick: (row: Row) => string): number => Math.max(...all.map((row) => pick(row).length));
  const [name, left, right] = [
    width((row) => row.name),
    width((row) => row.before),
    width((row) => row.after),
  ];
  return all.map((row) => {
    const numbers = `  ${row.name.padEnd(name)}  ${row.before.padStart(left)}  ${row.after.padStart(right)}`;
    return row.remark === '' ? numbers : `${numbers}  ${look.style.heading(row.remark)}`;
  });
}
