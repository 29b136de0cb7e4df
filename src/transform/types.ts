import type { Confidence, Evidence, Note, Obligation, Refusal } from '../classify/types.js';
import type { ImageFacts, ImageRef } from '../data/types.js';
import type { DockerfileDoc, Instruction, RuntimeContract, Stage } from '../dockerfile/types.js';
import type { CommandTable, Effects } from '../effects/types.js';
import type { SizePart } from '../estimate/types.js';
import type { ImageView, ReadonlyFileSystem } from '../project/types.js';
import type { ShellUnit } from '../shell/types.js';
import type { Place } from '../source/span.js';

export type Level = 'safe' | 'standard' | 'minimal';
export type AllowKind =
  'nginx' | 'libc' | 'unwrap' | 'static-go' | 'scratch' | 'dev-server' | 'non-root' | 'cache-mounts';

/** One movable piece of the target stage with everything known about it: an instruction, or a command in a RUN. */
export interface UnitFacts {
  /** `7` for an instruction, `7.2` for the third command of instruction 7's RUN. */
  readonly id: string;
  readonly instruction: Instruction;
  /** Null for anything but RUN. */
  readonly unit: ShellUnit | null;
  /** False when it stands or falls with the other commands of its RUN. */
  readonly divisible: boolean;
  readonly place: Place;
  readonly cwd: string;
  readonly user: string;
  /** Environment in force (ENV over ARG). */
  readonly env: Readonly<Record<string, string>>;
  readonly effects: Effects;
  /** The image as COPY/ADD made it before this unit. */
  readonly files: ImageView;
}

/** Facts about own source code that only an expensive trace can give (ts-morph). */
export interface SourceFacts {
  readonly pack: string;
  /** Package names that run-time code imports, with one place each. Type-only imports are not among them. */
  readonly imports: readonly { readonly name: string; readonly at: string; readonly guarded: boolean }[];
  /** Absolute image paths (or globs) that run-time code reads. */
  readonly reads: readonly { readonly path: string; readonly at: string }[];
  readonly writes: readonly { readonly path: string; readonly at: string }[];
  /** External programs that run-time code starts, by name. */
  readonly spawns: readonly { readonly name: string; readonly at: string }[];
  /** Environment variables read. */
  readonly env: readonly string[];
  /** What could not be followed: a dynamic import, a computed path, a computed program name. */
  readonly gaps: readonly {
    readonly kind: 'import' | 'read' | 'write' | 'spawn' | 'parse';
    readonly because: string;
    readonly at: string;
  }[];
}

/** What a pack may ask its caller for; the caller supplies it and runs `rewrite` again. */
export interface TraceNeed {
  readonly kind: 'trace';
  readonly pack: string;
  /** Context paths of entry files; empty: trace every source file under `root`. */
  readonly entries: readonly string[];
  /** Context path of the package's directory. */
  readonly root: string;
  /** Absolute image path where `root` is. */
  readonly imageRoot: string;
}

/** Everything that packs and the planner look at. Computed once, read-only. */
export interface Facts {
  readonly doc: DockerfileDoc;
  readonly stage: Stage;
  readonly contract: RuntimeContract;
  readonly units: readonly UnitFacts[];
  /** The build context after .dockerignore; empty and incomplete without one. */
  readonly context: ReadonlyFileSystem;
  /** The image as COPY/ADD leaves it at the end of the target stage. */
  readonly files: ImageView;
  /** The base image of the target stage; null when it is not known. */
  readonly base: ImageFacts | null;
  readonly baseRef: ImageRef | null;
  readonly sources: readonly SourceFacts[];
  readonly level: Level;
  readonly allow: readonly AllowKind[];
}

/** An image path that must be in the final image. */
export interface Claim {
  readonly path: string;
  readonly tree: boolean;
  readonly confidence: Confidence;
  readonly evidence: Evidence;
  /** A tree that the build may not make: the build stage makes sure of it, since COPY fails for what is not there. */
  readonly maybe?: boolean;
}

/** A symbolic link that the final stage makes again: COPY of a link copies what it points to. */
export interface LinkClaim {
  /** Absolute. */
  readonly path: string;
  /** The link's text, as `ln -s` takes it. */
  readonly target: string;
  readonly evidence: Evidence;
}

/** A program needed at run time, by the name that is looked up or an absolute path. */
export interface ProgramNeed {
  readonly name: string;
  readonly confidence: Confidence;
  readonly evidence: Evidence;
}

/** OS packages needed at run time because compiled or bundled code needs them. Names per manager. */
export interface LibraryNeed {
  readonly apt: readonly string[];
  readonly apk: readonly string[];
  readonly confidence: Confidence;
  readonly evidence: Evidence;
}

/** A RUN that dockopt adds at the end of the build stage. */
export interface PruneStep {
  /** Shell text, one simple command or an `&&` chain. */
  readonly command: string;
  /** Absolute directory it must run in. */
  readonly cwd: string;
  readonly evidence: readonly Evidence[];
  /** Rough count of packages that go, for the estimate; null when unknown. */
  readonly removesPackages: number | null;
  /** Bytes that go at the very least, when single packages of known size are among them. */
  readonly removesAtLeast?: number;
}

/** A RUN that dockopt adds to the final stage so that a wrong guess fails the build, not production. */
export interface GuardStep {
  readonly command: string;
  readonly evidence: Evidence;
}

/** The narrow rungs: exactly these paths are the app. Only when `confidence` is proven may nothing else be copied. */
export interface Artefact {
  readonly rung: 'artefact' | 'selective';
  readonly paths: readonly Claim[];
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  /** Why it is not proven, if it is not. */
  readonly gaps: readonly string[];
}

/** What run time needs beside files: null means proven not needed or not asked for. */
export interface RuntimeNeeds {
  readonly certificates: Evidence | null;
  readonly zoneinfo: Evidence | null;
  /** A file of the build image that gives the same time zones at its place in any image; absent when there is none. */
  readonly zoneinfoFile?: string;
  readonly mimeTypes: Evidence | null;
  readonly shell: Evidence | null;
  readonly tmp: Evidence | null;
  readonly userDatabase: Evidence | null;
  /** Users, groups or directories that a distribution's own image has and a distroless one lacks. Absent: none. */
  readonly distribution?: Evidence | null;
}

export interface Contribution {
  readonly pack: string;
  /** True when the started process is this pack's. */
  readonly owns: boolean;
  /** The started process as resolved (npm start -> node dist/x.js); the `entry` obligation's confidence. */
  readonly entry: {
    readonly words: readonly string[];
    readonly confidence: Confidence;
    readonly evidence: readonly Evidence[];
  } | null;
  readonly roots: readonly Claim[];
  readonly links?: readonly LinkClaim[];
  readonly artefact: Artefact | null;
  /** Paths (absolute, trees) that build tools made and run time provably does not need, inside the app's directory. */
  readonly removable: readonly Claim[];
  readonly prune: readonly PruneStep[];
  readonly programs: readonly ProgramNeed[];
  readonly libraries: readonly LibraryNeed[];
  readonly needs: RuntimeNeeds;
  readonly linkage: {
    readonly value: 'static' | 'dynamic' | 'unknown';
    readonly evidence: readonly Evidence[];
    /** What would make it static. Absent: nothing that the pack knows. */
    readonly unlock?: string;
  };
  /** Programs and directories by name that only the build needs, e.g. composer, corepack cache, /go/pkg. */
  readonly buildOnly: readonly Claim[];
  /** Those that the planner asks packs for: `binaries`, `libraries`, `data`. */
  readonly obligations: readonly Obligation[];
  readonly guards: readonly GuardStep[];
  readonly refusals: readonly Refusal[];
  readonly notes: readonly Note[];
  readonly wants: readonly TraceNeed[];
  /** CMD/ENTRYPOINT to emit instead of the original's, e.g. `go run` to a built binary; null: verbatim. */
  readonly start: StartChange | null;
  /** Sizes of what the pack's own commands make: caches and tools that go, artefacts that stay. Absent: not known. */
  readonly sizes?: { readonly before: readonly SizePart[]; readonly after: readonly SizePart[] };
  /** Another way to serve the same files, tried first where it is permitted. */
  readonly replacement?: Replacement;
}

/** A changed start command on a base of its own. Its contribution stands in for those of all packs. */
export interface Replacement {
  readonly contribution: Contribution;
  readonly base: BaseOption;
  /** Code of the owner's refusal that it answers; null when it answers none. */
  readonly answers: string | null;
}

/** A start command that dockopt proposes to change, and the command that the build stage must run for it. */
export interface StartChange {
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  /** Shell command appended to the build stage, or null. */
  readonly build: string | null;
  readonly tier: Tier;
  /** The `--allow` kind it needs at standard, or null. */
  readonly allow: AllowKind | null;
  readonly evidence: readonly Evidence[];
}

export type Tier = 'T0' | 'T1' | 'T2' | 'T3';

/** A final base that a pack proposes for a builder image. */
export interface BaseOption {
  /** As it is to be written, ARG expressions kept (`node:${NODE_VERSION}-slim`). */
  readonly image: string;
  /** The same with defaults filled in, for looking facts up. */
  readonly resolved: string;
  readonly tier: Tier;
  /** Needed at the level below, null when the level alone allows it. */
  readonly allow: AllowKind | null;
  /** `same`: the builder's own image; `family`: same distro release and language; `static`: only static binaries; `libc`: shared libraries of the same release. */
  readonly kind: 'same' | 'family' | 'distro' | 'libc' | 'static' | 'scratch';
  /** True when it holds every program and library of the old base but the language tool chain (`buildpack-deps`). */
  readonly keepsPrograms?: boolean;
  readonly evidence: Evidence;
}

/** A language pack: a value of plain fields and small pure functions. It contributes, it does not own the image. */
export interface LanguagePack {
  readonly id: string;
  /** Is this pack at work in this file: its tools are called, its base is used, or its manifest is copied. */
  readonly detect: (facts: Facts) => boolean;
  readonly commands: CommandTable;
  readonly contribute: (facts: Facts) => Contribution;
  /** Final bases for a builder image of this pack's, best (smallest) first, the same image last; empty: not its image. */
  readonly bases: (image: ImageRef, facts: Facts, contribution: Contribution) => readonly BaseOption[];
}
