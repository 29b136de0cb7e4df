import type { Span } from '../source/span.js';

/** One piece of a logical line and where it stands in the source; `at` is its offset in the logical text. */
export interface Piece {
  readonly at: number;
  readonly span: Span;
}

export interface Comment {
  /** The whole line's text, without its line end. */
  readonly text: string;
  readonly span: Span;
  readonly line: number;
}

export interface Heredoc {
  /** The delimiter's name, unquoted. */
  readonly name: string;
  /** False when any part of the delimiter was quoted. */
  readonly expand: boolean;
  /** True for `<<-`. */
  readonly chomp: boolean;
  readonly fileDescriptor: number;
  /** The body as BuildKit hands it on (tabs stripped when `chomp`). */
  readonly content: string;
  /** The body's lines in the source, the terminator's line excluded. */
  readonly span: Span;
}

/** An instruction's text with continuations joined and comments taken out, as BuildKit sees it. */
export interface LogicalLine {
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Comments inside the continuation. */
  readonly comments: readonly Comment[];
  readonly heredocs: readonly Heredoc[];
  /** From the keyword to the end of the last line (heredoc terminator included), without the line end. */
  readonly span: Span;
  /** One-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
}

export interface Flag {
  readonly name: string;
  /** Null for a flag without `=`. */
  readonly value: string | null;
  readonly span: Span;
}

interface InstructionBase {
  /** Position in `DockerfileDoc.instructions`. */
  readonly index: number;
  /** As written. */
  readonly keyword: string;
  readonly line: LogicalLine;
  readonly flags: readonly Flag[];
  /** Index in `DockerfileDoc.stages`, a FROM's own for FROM; -1 before the first FROM. */
  readonly stage: number;
  /** From the end of the previous instruction (or the directives) to this one: its line end, comments, blank lines. */
  readonly leading: Span;
  readonly comments: readonly Comment[];
  /** The arguments' text (flags taken off) in the logical line, as written. */
  readonly body: string;
  /** Offset of `body` in `line.text`. */
  readonly bodyAt: number;
}

export interface KeyValue {
  readonly key: string;
  /** As written, quotes and variables kept; null for `ARG NAME`. */
  readonly value: string | null;
}

/** Shell form keeps its text, exec form its words. */
export type CommandForm =
  | { readonly form: 'shell'; readonly text: string }
  | { readonly form: 'exec'; readonly words: readonly string[] };

export interface FromInstruction extends InstructionBase {
  readonly type: 'from';
  /** As written, variables not expanded. */
  readonly image: string;
  readonly imageSpan: Span;
  readonly name: string | null;
  readonly platform: string | null;
}
export interface RunInstruction extends InstructionBase {
  readonly type: 'run';
  /** For a heredoc RUN (`RUN <<EOF`) the shell text is the body; with another interpreter it is `null`-formed. */
  readonly command: CommandForm;
  /** True when the body is a heredoc handed to the SHELL as a script. */
  readonly script: boolean;
}
export interface CmdInstruction extends InstructionBase {
  readonly type: 'cmd';
  readonly command: CommandForm;
}
export interface EntrypointInstruction extends InstructionBase {
  readonly type: 'entrypoint';
  readonly command: CommandForm;
}
export interface ShellInstruction extends InstructionBase {
  readonly type: 'shell';
  readonly words: readonly string[];
}
/** COPY and ADD; `sources` and `destination` as written, quotes removed, variables not expanded. */
export interface CopyInstruction extends InstructionBase {
  readonly type: 'copy' | 'add';
  readonly sources: readonly string[];
  readonly destination: string;
  /** `--from` as written, or null. */
  readonly from: string | null;
}
export interface EnvInstruction extends InstructionBase {
  readonly type: 'env';
  readonly pairs: readonly KeyValue[];
}
export interface LabelInstruction extends InstructionBase {
  readonly type: 'label';
  readonly pairs: readonly KeyValue[];
}
export interface ArgInstruction extends InstructionBase {
  readonly type: 'arg';
  readonly pairs: readonly KeyValue[];
}
export interface WordsInstruction extends InstructionBase {
  readonly type: 'expose' | 'volume';
  readonly words: readonly string[];
}
export interface TextInstruction extends InstructionBase {
  readonly type: 'workdir' | 'user' | 'stopsignal' | 'maintainer';
  readonly value: string;
}
export interface HealthcheckInstruction extends InstructionBase {
  readonly type: 'healthcheck';
  /** Null for NONE. */
  readonly command: CommandForm | null;
}
export interface OnbuildInstruction extends InstructionBase {
  readonly type: 'onbuild';
  /** The trigger's text. */
  readonly trigger: string;
}

export type Instruction =
  | FromInstruction
  | RunInstruction
  | CmdInstruction
  | EntrypointInstruction
  | ShellInstruction
  | CopyInstruction
  | EnvInstruction
  | LabelInstruction
  | ArgInstruction
  | WordsInstruction
  | TextInstruction
  | HealthcheckInstruction
  | OnbuildInstruction;

export interface Directive {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

export interface Stage {
  readonly index: number;
  readonly from: FromInstruction;
  /** As written; null when unnamed. */
  readonly name: string | null;
  /** Instructions after FROM. */
  readonly instructions: readonly Instruction[];
  /** FROM's image with global ARG defaults and build args filled in; null when that leaves it open. */
  readonly image: string | null;
  /** Index of the stage that it derives from, or null for an external image. */
  readonly base: number | null;
  /** Indexes of stages that COPY/ADD --from or RUN --mount from= name. */
  readonly uses: readonly number[];
}

/** Why a text is not a Dockerfile. `code` is `E-PARSE`, `E-WINDOWS`, `E-NONDETERMINISTIC`, … */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly unlock: string;
}

/** A Dockerfile, lossless: directives, trivia and instructions tile `text`. */
export interface DockerfileDoc {
  /** File name as shown to the user. */
  readonly source: string;
  readonly text: string;
  readonly bom: boolean;
  /** The first line end found; `\n` when there is none. */
  readonly newline: '\n' | '\r\n';
  readonly escape: '\\' | '`';
  readonly directives: readonly Directive[];
  readonly instructions: readonly Instruction[];
  readonly globalArgs: readonly ArgInstruction[];
  readonly stages: readonly Stage[];
  /** Comments and blank lines after the last instruction. */
  readonly trailing: Span;
  readonly problems: readonly Problem[];
}

/** What an image's config holds; the base image's inherited part is given in this form too. */
export interface ImageConfig {
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  /** True when the words are `/bin/sh -c TEXT` made from shell form (SHELL words come first). */
  readonly entrypointShell: boolean;
  readonly cmdShell: boolean;
  readonly env: Readonly<Record<string, string>>;
  readonly workdir: string;
  readonly user: string;
  readonly exposed: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly stopSignal: string | null;
  /** The instruction's body, `NONE`, or null. */
  readonly healthcheck: string | null;
  readonly shell: readonly string[];
  readonly onbuild: readonly string[];
}

/** The effective config of one target: what must be alive at the end. */
export interface RuntimeContract extends ImageConfig {
  /** False when the base image's config is not known: inherited parts may be missing. */
  readonly baseKnown: boolean;
  /** Which instruction set each part, null for inherited: key is a config field or `env:NAME`. */
  readonly setBy: Readonly<Record<string, number | null>>;
}
