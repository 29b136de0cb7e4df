import { isNodeImage } from '../bases.js';
import type { Facts } from '../../../src/transform/types.js';

/** A word of a started command: `value` is null when it is only known when the container runs. */
export interface Word {
  readonly value: string | null;
  readonly text: string;
}

/** Words that are known as they stand. */
export function literalWords(words: readonly string[]): readonly Word[] {
  return words.map((text) => ({ value: text, text }));
}

/** What the container starts: ENTRYPOINT and CMD put together as Docker does. */
export interface StartWords {
  readonly words: readonly Word[];
  /** CMD alone: what an entry script sees as "$@". */
  readonly arguments: readonly Word[];
  /** False when the base's ENTRYPOINT is not known. */
  readonly complete: boolean;
}

const script = /\.(?:[cm]?js|[cm]?ts|json)$/;

/** node's entrypoint puts `node` before what starts with a dash, is no command, or is a file that cannot be executed. */
function needsNode(first: string | undefined, facts: Facts): boolean {
  if (first === undefined) return false;
  if (first.startsWith('-')) return true;
  const path = first.startsWith('/')
    ? first
    : `${facts.contract.workdir.replace(/\/$/, '')}/${first.replace(/^\.\//, '')}`;
  const entry = facts.files.stat(path);
  if (!first.includes('/')) return script.test(first) || (entry?.kind === 'file' && !facts.files.complete);
  if (entry?.kind !== 'file') return script.test(first);
  return (entry.mode & 0o111) === 0 && !madeExecutable(path, facts) && !isShellScript(path, facts);
}

/** `RUN chmod +x start.sh` sets a mode that the build context does not have. */
function madeExecutable(path: string, facts: Facts): boolean {
  return facts.units.some((unit) =>
    (unit.effects.owners ?? []).some(
      (change) =>
        change.kind === 'mode' &&
        /x|[1357]/.test(change.value) &&
        (change.path === path || (change.recursive && path.startsWith(`${change.path}/`))),
    ),
  );
}

/** Node cannot run it, so an image that starts has it executable, whatever set that. */
function isShellScript(path: string, facts: Facts): boolean {
  return /^#!\s*\S*\/(?:env\s+)?(?:ba|da|a|k|z)?sh\b/.test(facts.files.read(path) ?? '');
}

/** The effective start command: node's own entrypoint applied, shell forms as the words that Docker makes of them. */
export function startWords(facts: Facts): StartWords {
  const { contract } = facts;
  const entrypoint = contract.entrypoint ?? [];
  const cmd = contract.cmd ?? [];
  const first = entrypoint[0] ?? '';
  const ownScript = facts.files.stat('/usr/local/bin/docker-entrypoint.sh') !== null;
  // The images of node and of bun have the same script: it puts their own name before what is no command.
  const interpreter =
    facts.baseRef === null
      ? null
      : isNodeImage(facts.baseRef)
        ? 'node'
        : facts.baseRef.repository === 'oven/bun'
          ? 'bun'
          : null;
  const inherited = (contract.setBy['entrypoint'] ?? null) === null;
  if (interpreter !== null && !ownScript && /^(?:\/usr\/local\/bin\/)?docker-entrypoint\.sh$/.test(first)) {
    const rest = [...entrypoint.slice(1), ...cmd];
    const words = needsNode(rest[0], facts) ? [interpreter, ...rest] : rest;
    return { words: literalWords(words), arguments: literalWords(cmd), complete: true };
  }
  const complete = contract.baseKnown || !inherited || entrypoint.length > 0;
  if (contract.entrypointShell) return { words: literalWords(entrypoint), arguments: [], complete };
  return {
    words: literalWords([...entrypoint, ...cmd]),
    arguments: literalWords(cmd),
    complete,
  };
}
