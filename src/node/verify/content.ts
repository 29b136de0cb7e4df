import { createHash, hash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { withoutBuildVariation } from '../../verify/build-variation.js';
import { isElf } from '../../verify/elf.js';
import type { NamedCalls } from '../../verify/named-calls.js';
import { namedFiles } from '../../verify/named-files.js';
import { withoutUuids } from '../../verify/run-variation.js';
import type { ElfFacts } from '../../verify/types.js';
import { dataNames } from './data-names.js';
import type { DataNames } from './data-names.js';
import { goStream } from './go-stream.js';
import type { GoStream } from './go-stream.js';
import { elfStream } from './elf-stream.js';
import type { ElfStream } from './elf-stream.js';
import { pathNames } from './path-names.js';
import type { PathNames } from './path-names.js';

/** Characters of base64 that are kept of a digest: 96 bits tell a million files apart. */
const DIGEST_LENGTH = 16;
/** Longest `#!` line that the kernel reads (`BINPRM_BUF_SIZE`). */
const MAX_SCRIPT_LINE = 256;

/** What is read of a regular file's content. */
export interface Content {
  readonly digest: string;
  readonly elf: ElfFacts | null;
  readonly script: string | null;
  readonly names: readonly string[];
  readonly text?: string;
  readonly steady?: string;
  readonly unnamed?: string;
  readonly longText?: true;
  readonly mentions?: readonly string[];
  readonly calls?: NamedCalls;
  readonly paths?: readonly string[];
}

/**
 * How much is kept of a file: nothing, its text, its bytes as Latin-1, or the digest of its text without what varies. With
 * that goes the whole text of a `manifest`, and what a `program` names; one that starts with `#!` is a program too. `digests`
 * takes nothing else of the text, `long` only that it is one.
 */
export type Keep = 'nothing' | 'text' | 'bytes' | 'steady' | 'digests' | 'long' | 'manifest' | 'program';

/** Takes a file's content as it streams by. */
export interface ContentReader {
  readonly add: (chunk: Buffer) => void;
  readonly end: () => Content;
}

/** Short digest of some bytes. */
export function digestOf(bytes: Buffer | string): string {
  return hash('sha1', bytes, 'base64').slice(0, DIGEST_LENGTH);
}

/** True for the start of a script: `#!`. */
function isScript(head: Buffer): boolean {
  return head[0] === 0x23 && head[1] === 0x21;
}

function scriptLine(head: Buffer): string | null {
  if (!isScript(head)) return null;
  const end = head.indexOf(0x0a);
  return head
    .toString('utf8', 2, end === -1 ? head.length : end)
    .replace(/\r$/, '')
    .trim();
}

/** Digests of a text without what two builds write differently, and without its uuids too where it has any. */
function steadyDigests(text: string, written: number | null): Pick<Content, 'steady' | 'unnamed'> {
  const steady = withoutBuildVariation(text, { written, now: Date.now() });
  const unnamed = withoutUuids(steady);
  return { steady: digestOf(steady), ...(unnamed === steady ? {} : { unnamed: digestOf(unnamed) }) };
}

/** V8 keeps a whole text alive for a part of it. */
function ownCopy(part: string): string {
  return Buffer.from(part, 'utf8').toString('utf8');
}

type GoFacts = Pick<ElfFacts, 'go' | 'goBuild' | 'goSources' | 'temporary' | 'zones' | 'ownZones'>;

function goFacts(go: GoStream): GoFacts {
  const build = go.build();
  const sources = go.sources();
  return {
    go: true,
    temporary: go.temporary(),
    ...(go.zones() ? { zones: true } : {}),
    ...(go.ownZones() ? { ownZones: true } : {}),
    ...(build === null ? {} : { goBuild: build }),
    ...(sources.length > 0 ? { goSources: sources } : {}),
  };
}

/** Takes the digest of `size` bytes as they stream by. */
function digestStream(size: number): { readonly add: (chunk: Buffer) => void; readonly end: () => string } {
  let digest: Hash | null = null;
  let only: Buffer | null = null;
  return {
    add(chunk) {
      if (chunk.length === size) only = chunk;
      else (digest ??= createHash('sha1')).update(chunk);
    },
    end: () =>
      digest === null ? digestOf(only ?? Buffer.alloc(0)) : digest.digest('base64').slice(0, DIGEST_LENGTH),
  };
}

/** Reads nothing of a file of `size` bytes but its digest. */
export function digestReader(size: number): ContentReader {
  const { add, end } = digestStream(size);
  return { add, end: () => ({ digest: end(), elf: null, script: null, names: [] }) };
}

function isText(bytes: Buffer): boolean {
  return !bytes.includes(0);
}

/**
 * Reads a file of `size` bytes. Nothing but the parts that the facts need outlives its chunk. `known` tells which absolute
 * paths are worth noting where a program or a text names them; without it none is looked for. `callsOf`
 * reads a source. `written` is the file's own time, in milliseconds since 1970.
 */
export function contentReader(
  size: number,
  keep: Keep,
  known: ((path: string) => boolean) | null = null,
  written: number | null = null,
  callsOf: (text: string) => NamedCalls | null = () => null,
): ContentReader {
  let head: Buffer = Buffer.alloc(0);
  let elf: ElfStream | null = null;
  let go: GoStream | null = null;
  let names: DataNames | null = null;
  let paths: PathNames | null = null;
  let sniffed = false;
  let kept: Buffer[] = [];
  let binary = false;
  const digest = digestStream(size);
  const headLength = Math.min(size, MAX_SCRIPT_LINE);

  const sniff = (chunk: Buffer): void => {
    sniffed = true;
    if (isElf(chunk)) {
      elf = elfStream();
      go = goStream();
    }
    if (elf !== null || isScript(chunk)) names = dataNames();
    if (known && (elf !== null || isText(chunk))) paths = pathNames(known, elf !== null);
  };
  const keepPart = (chunk: Buffer): void => {
    if (keep === 'nothing' || binary) return;
    if (keep !== 'bytes' && !isText(chunk)) {
      // Large files are looked at for their texts: of a picture nothing stays.
      binary = true;
      kept = [];
    } else if (keep !== 'long') kept.push(chunk);
  };
  const look = (chunk: Buffer): void => {
    elf?.add(chunk);
    go?.add(chunk);
    names?.add(chunk);
    paths?.add(chunk);
  };

  return {
    add(chunk) {
      digest.add(chunk);
      keepPart(chunk);
      if (sniffed) {
        look(chunk);
        return;
      }
      // The first bytes may come in pieces: they wait until they tell what the file is.
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
      if (head.length < headLength) return;
      sniff(head);
      look(head);
    },
    end() {
      const all = kept.length === 0 ? null : Buffer.concat(kept);
      const text = all !== null && keep !== 'bytes' ? all.toString('utf8') : null;
      const read = keep === 'steady' || keep === 'manifest' || keep === 'program';
      const facts: ElfFacts | null = elf?.end() ?? null;
      const named = paths?.paths() ?? [];
      const calls = text !== null && read ? callsOf(text) : null;
      return {
        digest: digest.end(),
        elf: facts === null || go?.made() !== true ? facts : { ...facts, ...goFacts(go) },
        script: scriptLine(head.subarray(0, MAX_SCRIPT_LINE)),
        names: names?.names() ?? [],
        ...(named.length > 0 ? { paths: named } : {}),
        ...(calls === null ? {} : { calls }),
        ...(text !== null && (keep === 'text' || keep === 'manifest') ? { text } : {}),
        ...(all !== null && keep === 'bytes' ? { text: all.toString('latin1') } : {}),
        ...(text !== null && (read || keep === 'digests') ? steadyDigests(text, written) : {}),
        ...(keep === 'long' && !binary ? { longText: true as const } : {}),
        ...(text !== null && (keep === 'program' || (read && isScript(head)))
          ? { mentions: namedFiles(text).map(ownCopy) }
          : {}),
      };
    },
  };
}
