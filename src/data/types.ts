import type { ImageConfig } from '../dockerfile/types.js';

/** An image reference taken apart. `registry` is null for Docker Hub; `repository` has no `library/`. */
export interface ImageRef {
  /** As written. */
  readonly text: string;
  readonly registry: string | null;
  readonly repository: string;
  /** Null when none is written (`latest` is meant). */
  readonly tag: string | null;
  readonly digest: string | null;
}

/** A size in bytes with where it comes from. `measured` is a fact, `estimate` is not. */
export interface ImageSize {
  readonly bytes: number;
  readonly basis: 'measured' | 'estimate';
  readonly source: string;
}

/** What is known of one base image (linux/amd64). */
export interface ImageFacts {
  readonly repository: string;
  readonly tag: string;
  readonly distro: 'debian' | 'ubuntu' | 'alpine' | 'busybox' | 'distroless' | 'scratch' | 'other';
  /** Debian code name (`bookworm`), Alpine `3.20`, Ubuntu `22.04`; null when the tag floats past the data. */
  readonly release: string | null;
  /** True when the tag may have moved since the data's date (`latest`, `1`, `lts`, `stable`). */
  readonly floating: boolean;
  readonly libc: 'glibc' | 'musl' | 'none';
  readonly shell: boolean;
  readonly packageManager: 'apt' | 'apk' | 'dnf' | null;
  readonly config: ImageConfig;
  readonly users: readonly { readonly name: string; readonly uid: number }[];
  readonly size: ImageSize | null;
  /** True when the distro release's package archive is gone: no new package manager call may be added. */
  readonly archiveDead: boolean;
  readonly onbuild: boolean;
  readonly date: string;
  readonly source: string;
  /** External bases that it was built on, nearest first (`buildpack-deps:bookworm`, …); absent or empty when not known. */
  readonly chain?: readonly string[];
}

/** Three-valued, because a table that does not know must not say no. */
export type Provides = 'yes' | 'no' | 'unknown';

/** How an OS package counts: what it is for. */
export type PackageClass = 'build' | 'runtime' | 'ambiguous' | 'dev' | 'unknown';
