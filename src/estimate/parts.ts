import { alpineSizes } from './alpine-packages.js';
import { closureSize } from '../data/os-packages.js';
import type { ImageFacts } from '../data/types.js';
import { around, MEGABYTE, sum } from './range.js';
import type { SizePart, SizeRange } from './types.js';

/**
 * A base image as it stands in FROM (`node:20-slim`), or null when its size is not known. Measured sizes are of one build of
 * the tag, estimated ones of a sibling or a ratio, which was within 15 % where both were known.
 */
export function basePart(facts: ImageFacts, image: string): SizePart | null {
  const { size } = facts;
  if (size === null) return null;
  const range = size.basis === 'measured' ? around(size.bytes, 0.97, 1.03) : around(size.bytes, 0.85, 1.15);
  return { name: `base ${image}`, range, basis: size.basis, source: size.source };
}

/** What one package that no table knows adds: nothing known below, above it the size of a big library with its data. */
const unknownPackage: SizeRange = { low: 0, high: 50 * MEGABYTE };

/**
 * OS packages with what they pull in, on a Debian or Ubuntu base of `release`; packages that no table knows
 * count from nothing to 50 MB each. dpkg's Installed-Size was 5 % below the bytes on disk for buildpack-deps.
 */
export function packagesPart(
  names: readonly string[],
  release: string | null,
  recommends: boolean,
): SizePart {
  const title = `packages ${[...names].sort().join(' ')}`;
  if (release !== null && /^(3\.\d+|edge)$/.test(release)) {
    const { range, unknown } = alpineSizes(names);
    const source =
      unknown.length > 0 ? `size not known: ${unknown.join(' ')}` : 'the span of these packages on Alpine';
    return { name: title, range, basis: 'estimate', source };
  }
  const sized = names.filter((name) => closureSize([name], release, recommends) !== null);
  const size = closureSize(sized, release, recommends) ?? { bytes: 0, basis: 'estimate' as const };
  const known = size.basis === 'measured' ? around(size.bytes, 0.95, 1.1) : around(size.bytes, 0.7, 1.3);
  const unknown = names.filter((name) => !sized.includes(name));
  const complete = unknown.length === 0;
  return {
    name: title,
    range: sum([known, ...unknown.map(() => unknownPackage)]),
    basis: complete ? size.basis : 'estimate',
    source: complete
      ? `Debian’s package index of ${size.basis === 'measured' ? release : 'bookworm'}`
      : `size not known: ${unknown.join(' ')}`,
  };
}

/**
 * KB on disk (4 KB blocks) per installed package, lowest and highest of the measured sets. npm 11, November 2026:
 * production sets Express 165, Koa 87, NestJS with TypeORM 590, React with Redux 633 (n = 4, 348 packages, median
 * 378); development sets TypeScript with Jest 322, Vite with Vitest 709, react-scripts 279 (n = 3, 1800 packages, median
 * 322). One package that carries binaries (Next, Electron, Chromium) weighs 100 to 400 MB more, and is not in the range.
 */
const nodeModuleKilobytes = {
  production: { low: 80, high: 640 },
  development: { low: 270, high: 720 },
};

/** `node_modules` by the number of packages that the lock file installs, production and development packages apart. */
export function nodeModulesPart(count: number, kind: 'production' | 'development' = 'production'): SizePart {
  const each = nodeModuleKilobytes[kind];
  return {
    name: `npm ${kind} packages`,
    range: { low: count * each.low * 1024, high: count * each.high * 1024 },
    basis: 'estimate',
    source: `${count} packages of ${each.low} to ${each.high} KB, the span of typical sets`,
  };
}

/**
 * What Go leaves beside the binary: the module cache (sources and zips) and the build cache. Go 1.26, November 2026, by modules
 * in go.mod, indirect ones included: standard library alone (net/http, slog) 0 modules 94 MB; gRPC with cobra and
 * Prometheus 16 modules 401 MB; gorm with echo and zap 24 modules 382 MB; gin 31 modules 437 MB; AWS SDK for S3
 * with chi 19 modules 196 MB (n = 5; 5 to 19 MB a module beside the standard library, median 12).
 */
export function goCachesPart(moduleCount: number): SizePart {
  return {
    name: 'Go module and build caches',
    range: {
      low: (60 + moduleCount * 4) * MEGABYTE,
      high: (110 + moduleCount * 20) * MEGABYTE,
    },
    basis: 'estimate',
    source: `${moduleCount} modules, the span of typical sets`,
  };
}

/** A Go program; the five sets of `goCachesPart` gave 5, 16, 9, 17 and 6 MB, not stripped. */
export function binaryPart(): SizePart {
  return {
    name: 'binary',
    range: { low: 3 * MEGABYTE, high: 60 * MEGABYTE },
    basis: 'estimate',
    source: 'the span of typical Go programs',
  };
}

/** Anything else: caches and tools that a command leaves, with the range that its model knows. */
export function otherPart(name: string, range: SizeRange, source: string): SizePart {
  return { name, range, basis: 'estimate', source };
}
