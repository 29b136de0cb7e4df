/** What a directory entry is. */
export type FileKind = 'file' | 'directory' | 'symlink';

export interface FileEntry {
  readonly kind: FileKind;
  /** Unix permission bits, e.g. 0o755. */
  readonly mode: number;
  /** Bytes, for files. */
  readonly size: number;
  /** The link's text, for symbolic links. */
  readonly link?: string;
}

/**
 * A directory tree that can be read, and nothing else. Paths are POSIX, relative to its root, without a
 * leading `./` or `/`; the root itself is `''`. Reading never throws: what is not there is `null` or empty.
 */
export interface ReadonlyFileSystem {
  /** False when files may exist that this view does not show (a Dockerfile without its context). */
  readonly complete: boolean;
  readonly stat: (path: string) => FileEntry | null;
  /** UTF-8 text of a file, symbolic links followed inside the tree; null when absent, not a file or binary. */
  readonly read: (path: string) => string | null;
  /** Names in a directory, sorted; empty when it is none. */
  readonly list: (path: string) => readonly string[];
}

/**
 * The image's file system as far as COPY and ADD from the build context tell: absolute image paths mapped to
 * context files. What commands made is not in it.
 */
export interface ImageView {
  /** True when a path that is not found here was certainly not copied from the context. */
  readonly complete: boolean;
  readonly stat: (path: string) => FileEntry | null;
  readonly read: (path: string) => string | null;
  readonly list: (path: string) => readonly string[];
  /** The context path that an absolute image path came from, or null. */
  readonly origin: (path: string) => string | null;
}
