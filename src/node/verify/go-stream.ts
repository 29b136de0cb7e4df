/** Go's linker writes this in front of the build information that every program it makes holds. */
const MARK = Buffer.from('\xff Go buildinf:', 'latin1');
/** Distance from the mark to the strings of Go 1.18 and later (debug/buildinfo, `buildInfoHeaderSize`). */
const HEADER = 32;
/** Bit of the header's flags that says so. */
const INLINE = 2;
/** Length of the sentinels around the module information (runtime/debug, `infoStart` and `infoEnd`). */
const SENTINEL = 16;
/** Largest build information that is read (bytes): a line for each module. */
const LONGEST = 128 * 1024;
/** The function that every way to a temporary file goes through; the table of functions names it when it is linked. */
const TEMPORARY = Buffer.from('os.TempDir', 'latin1');
/** Functions by which a program asks for zones by name (another one's name goes on), has HTTP, or holds the zones. */
const ZONES = Buffer.from('time.LoadLocation\0', 'latin1');
/** net/http names it in every program that has a server or a client (Go 1.22). */
const HTTP = Buffer.from('net/http.', 'latin1');
const OWN_ZONES = Buffer.from('time/tzdata.', 'latin1');

/** How the linker writes the name of a source: a string that a zero byte ends. */
const SOURCE = Buffer.from('.go\0', 'latin1');
const SLASH = 0x2f;
/** A name that has one is none. */
const CONTROL = /[\0-\x1f]/;
/** A source that every program has. */
const RUN_TIME = '/src/runtime/proc.go';
/** Longest path that Linux takes (`PATH_MAX`, bytes). */
const LONGEST_PATH = 4096;
/** Most sources that are kept of one program. */
const MOST_SOURCES = 50_000;

export interface GoStream {
  readonly add: (chunk: Buffer) => void;
  /** True for a program that Go's linker made. */
  readonly made: () => boolean;
  /** The text that `go version -m` prints; null for a program that does not hold it. */
  readonly build: () => string | null;
  /**
   * The sources that lay in the directories of the build: neither Go's own nor of the module cache, by absolute path and
   * sorted. None with `-trimpath`.
   */
  readonly sources: () => readonly string[];
  /** True when the program can make temporary files. */
  readonly temporary: () => boolean;
  /**
   * True when the program asks for time zones by name. net/http brings the function along for nothing, so that it says
   * nothing of a program that has it.
   */
  readonly zones: () => boolean;
  /** True when the program holds all time zones (`time/tzdata`). */
  readonly ownZones: () => boolean;
}

/** A length as Go writes it, seven bits a byte, and where it ends. */
function lengthAt(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  let at = start;
  for (let shift = 0; at < bytes.length && shift < 28; shift += 7) {
    const byte = bytes[at++] ?? 0;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return { value, end: at };
}

function buildIn(bytes: Buffer): string | null {
  if (bytes.length < HEADER || ((bytes[MARK.length + 1] ?? 0) & INLINE) === 0) return null;
  const version = lengthAt(bytes, HEADER);
  const modules = lengthAt(bytes, version.end + version.value);
  const end = modules.end + modules.value;
  if (modules.value <= 2 * SENTINEL || end > bytes.length) return null;
  const text = bytes.toString('utf8', modules.end + SENTINEL, end - SENTINEL);
  return `go\t${bytes.toString('utf8', version.end, version.end + version.value)}\n${text}`;
}

/** Absolute paths that end with `.go`, in the linker's table of files; those of the module cache have a version. */
function addSources(bytes: Buffer, found: Set<string>): void {
  for (let at = bytes.indexOf(SOURCE); at !== -1; at = bytes.indexOf(SOURCE, at + 1)) {
    const start = bytes.lastIndexOf(0, at) + 1;
    // Without a zero byte in front of it, it may be the end of a path.
    if (start === 0 || bytes[start] !== SLASH || at - start > LONGEST_PATH) continue;
    if (found.size >= MOST_SOURCES) return;
    const path = bytes.toString('utf8', start, at + SOURCE.length - 1);
    if (!/@v\d/.test(path) && !CONTROL.test(path)) found.add(path);
  }
}

/** Go's own sources lie where those of its run time do. */
function withoutGoRoot(paths: ReadonlySet<string>): readonly string[] {
  const own = [...paths].find((path) => path.endsWith(RUN_TIME));
  const root = own?.slice(0, -RUN_TIME.length);
  return [...paths].filter((path) => root === undefined || !path.startsWith(`${root}/src/`)).sort();
}

/** Looks for what Go's linker notes of a build in a program that streams by. Chunks come in order. */
export function goStream(): GoStream {
  let tail: Buffer = Buffer.alloc(0);
  let taken: Buffer | null = null;
  const seen = new Set<Buffer>();
  const names = [TEMPORARY, ZONES, HTTP, OWN_ZONES];
  const sources = new Set<string>();
  // Longer than the mark and the names of functions.
  const overlap = LONGEST_PATH + SOURCE.length;
  return {
    add(chunk) {
      const bytes = Buffer.concat([tail, chunk]);
      for (const name of names) if (!seen.has(name) && bytes.includes(name)) seen.add(name);
      addSources(bytes, sources);
      if (taken === null) {
        const at = bytes.indexOf(MARK);
        if (at !== -1) taken = Buffer.from(bytes.subarray(at, at + LONGEST));
      } else if (taken.length < LONGEST)
        taken = Buffer.concat([taken, chunk.subarray(0, LONGEST - taken.length)]);
      tail = Buffer.from(bytes.subarray(-overlap));
    },
    made: () => taken !== null,
    build: () => (taken === null ? null : buildIn(taken)),
    sources: () => withoutGoRoot(sources),
    temporary: () => seen.has(TEMPORARY),
    zones: () => seen.has(ZONES) && !seen.has(HTTP) && !seen.has(OWN_ZONES),
    ownZones: () => seen.has(OWN_ZONES),
  };
}
