import type { Confidence, Evidence } from '../classify/types.js';
import type { ImageView } from '../project/types.js';
import type { ShellWord } from '../shell/types.js';

/** What is written, seen from what it is for. */
export type WriteRole =
  | 'source' // the app's own files
  | 'artefact' // made by a build: a binary, dist/, compiled extensions
  | 'dependencies' // node_modules, vendor/
  | 'tool' // a program installed beside the package manager (npm -g, curl to /usr/local/bin, composer)
  | 'cache' // needed by nobody afterwards
  | 'config' // edits files of the base image or adds configuration outside the app
  | 'state'; // empty directories, links, sockets that the app uses

/** A path written by a command. Paths are absolute and normalised; `tree` means everything below it as well. */
export interface Write {
  readonly path: string;
  readonly tree: boolean;
  readonly role: WriteRole;
  /** A directory that has to be there before, else the command fails; absent: none, or one that every image has. */
  readonly into?: string;
  /** True when the command's failure is passed over (`|| true`), so that without the directory nothing is written. */
  readonly maybe?: boolean;
}

/** A package as requested on a command line, e.g. `libpq-dev=1.2`. */
export interface PackageRequest {
  /** Name alone. */
  readonly name: string;
  /** As written. */
  readonly text: string;
  /** The word's span in the script's text: package lists are divided by words. */
  readonly word: ShellWord;
}

export type OsPackageManager = 'apt' | 'apk' | 'dnf';

/** What a call of an OS package manager does. */
export interface PackageChange {
  readonly manager: OsPackageManager;
  readonly op: 'install' | 'remove' | 'update' | 'clean' | 'upgrade' | 'add-repository';
  readonly packages: readonly PackageRequest[];
  /** Patterns of the packages that an added repository brings (`nodejs`, `php*`); absent: any. */
  readonly offers?: readonly string[];
  /** apk's `--virtual NAME`, or null. */
  readonly virtual: string | null;
  /** False with apt's `--no-install-recommends`, with apk and with dnf's weak deps off. */
  readonly recommends: boolean;
}

export interface UserChange {
  readonly op: 'add-user' | 'add-group' | 'modify';
  readonly name: string;
  /** Numeric id when the command gives one. */
  readonly id: number | null;
  /** Set when Debian's adduser or addgroup takes the first free number of a group from 100 up. */
  readonly fromHundred?: boolean;
}

/**
 * An owner, a mode or an attribute set on what is there. COPY --from keeps those of the entries in a directory but
 * creates the directory itself as 0:0 0755, so they must be known apart from the files.
 */
export interface OwnerChange {
  /** Absolute path or glob. */
  readonly path: string;
  readonly recursive: boolean;
  readonly kind: 'owner' | 'mode' | 'capabilities' | 'acl';
  /** As the command has it: `node:node`, `:www-data`, `u+x`, `0755`, `cap_net_bind_service=+ep`. */
  readonly value: string;
}

/** What one command does to the file system and to the build. */
export interface Effects {
  /** The model that spoke: `apt-get install`, `npm ci`. */
  readonly model: string;
  readonly reads: readonly string[];
  readonly writes: readonly Write[];
  /** Absolute paths or globs removed. */
  readonly removes: readonly string[];
  readonly packages: readonly PackageChange[];
  readonly users: readonly UserChange[];
  /** Owners, modes and attributes set; absent means none. */
  readonly owners?: readonly OwnerChange[];
  /** Programs that must be on PATH for it to run (argv[0] included), by base name. */
  readonly programs: readonly string[];
  /** Set when the command is there to fail the build: tests, lint, checksums. */
  readonly gate: Evidence | null;
  readonly network: boolean;
  /**
   * Whether running the same command again on another base of the same family gives the same result: users, links,
   * modes, config edits: yes; compilers, downloads: no.
   */
  readonly replayable: boolean;
  /** Set when what it does is not known: it may write anywhere, or, with `within`, anywhere below these directories. */
  readonly opaque: {
    readonly because: string;
    readonly within: readonly string[] | null;
    /** Absolute paths outside of `within` that its source names: it may write there, and nothing says that it does. */
    readonly named?: readonly string[];
  } | null;
  readonly confidence: Confidence;
}

/** What a command model may look at. Read-only. */
export interface CommandContext {
  /** Absolute; null when a `cd` to an unknown place came before. */
  readonly cwd: string | null;
  readonly user: string;
  readonly home: string;
  /** ENV and ARG in force, shell assignments before it included; undefined when not set or not known. */
  readonly env: (name: string) => string | undefined;
  readonly files: ImageView;
  /** Makes an absolute normalised path out of a word's value, against cwd; null when unknown. */
  readonly resolve: (path: string | null) => string | null;
  /**
   * Effects of what a script text or an argument vector runs (npm scripts, `sh -c`, make recipes), with a cycle guard.
   * `cwd` is where it runs. Package words out of a text have an empty span: they do not stand in the unit's own text.
   */
  readonly run: (what: string | readonly ShellWord[], cwd?: string, changes?: RunChanges) => Effects;
}

/** What is different for a command that another one runs. */
export interface RunChanges {
  /** Variables added to the environment; null: set to something unknown, or taken away. */
  readonly env?: Readonly<Record<string, string | null>>;
  readonly user?: string;
  readonly home?: string;
  /** For a text: the shell that reads it, and whether it was started with `-e`. */
  readonly dialect?: 'sh' | 'bash';
  readonly errexit?: boolean;
}

/** Effects of a call with these arguments (argv[0] included, words as parsed); null: not this model's business, opaque. */
export type CommandModel = (argv: readonly ShellWord[], context: CommandContext) => Effects | null;

/** Command models by base name of argv[0]. */
export type CommandTable = Readonly<Record<string, CommandModel>>;
