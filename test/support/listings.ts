import type { ElfFacts, ListedFile, Listing } from '../../src/verify/types.js';

type Change = Partial<ListedFile>;

const nothing: ListedFile = {
  kind: 'other',
  mode: 0o644,
  uid: 0,
  gid: 0,
  size: 0,
  digest: null,
  link: null,
  elf: null,
  script: null,
  names: [],
};

/** A file whose digest is its content. */
export function file(content: string, change: Change = {}): ListedFile {
  return { ...nothing, kind: 'file', size: content.length, digest: content, ...change };
}

export function directory(change: Change = {}): ListedFile {
  return { ...nothing, kind: 'directory', mode: 0o755, ...change };
}

export function link(target: string, change: Change = {}): ListedFile {
  return { ...nothing, kind: 'symlink', mode: 0o777, link: target, ...change };
}

export function facts(change: Partial<ElfFacts> = {}): ElfFacts {
  return { machine: 62, bits: 64, interpreter: null, needed: [], runpath: [], complete: true, ...change };
}

/** A dynamic program for glibc on x86-64. */
export function program(needed: readonly string[], change: Change = {}): ListedFile {
  const elf = facts({ interpreter: '/lib64/ld-linux-x86-64.so.2', needed });
  return file('program', { mode: 0o755, elf, ...change });
}

export function library(needed: readonly string[] = [], change: Change = {}): ListedFile {
  return file('library', { elf: facts({ needed }), ...change });
}

export function script(line: string, change: Change = {}): ListedFile {
  return file(`#!${line}`, { mode: 0o755, script: line, ...change });
}

/** A listing with the directories that its paths need. */
export function listing(files: Readonly<Record<string, ListedFile>>): Listing {
  const all = new Map<string, ListedFile>();
  for (const [path, entry] of Object.entries(files)) {
    for (let at = path.indexOf('/', 1); at !== -1; at = path.indexOf('/', at + 1)) {
      const parent = path.slice(0, at);
      if (!all.has(parent) && files[parent] === undefined) all.set(parent, directory());
    }
    all.set(path, entry);
  }
  return all;
}

/** Parts of a Debian image: its C library, loader, shell, `/tmp` and root's account. */
export const debian: Readonly<Record<string, ListedFile>> = {
  '/lib': link('usr/lib'),
  '/lib64': link('usr/lib64'),
  '/bin': link('usr/bin'),
  '/usr/lib64/ld-linux-x86-64.so.2': library([], { mode: 0o755 }),
  '/usr/lib/x86_64-linux-gnu/libc.so.6': library(['ld-linux-x86-64.so.2'], { mode: 0o755 }),
  '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2': library([], { mode: 0o755 }),
  '/usr/bin/dash': program(['libc.so.6']),
  '/usr/bin/sh': link('dash'),
  '/usr/bin/env': program(['libc.so.6']),
  '/etc/passwd': file('passwd', {
    text: 'root:x:0:0:root:/root:/bin/bash\nnode:x:1000:1000::/home/node:/bin/sh\n',
  }),
  '/etc/group': file('group', { text: 'root:x:0:\nnode:x:1000:\n' }),
  '/tmp': directory({ mode: 0o1777 }),
};
