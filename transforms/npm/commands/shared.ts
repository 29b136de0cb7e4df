import { effects, mergeEffects } from '../../../src/effects/effects.js';
import type { CommandContext, Effects, Write, WriteRole } from '../../../src/effects/types.js';
import type { ShellWord } from '../../../src/shell/types.js';
import { nearestManifest } from '../manifest.js';

/** System directories are never a project: a command there may write anywhere as far as we know. */
const system =
  /^\/(?:$|(?:bin|boot|dev|etc|home|lib|lib64|opt|proc|root|run|sbin|srv|sys|tmp|usr|var|mnt|media)$|usr\/(?:src|bin|lib|local|sbin|share)$|usr\/local\/(?:bin|lib|share)$|var\/(?:lib|www|log)$)/;

/** True for directories that belong to the system, so that "the whole directory" is no answer. */
export function isSystemDirectory(path: string): boolean {
  return system.test(path);
}

/** The directory that a tool of a project stays in: the nearest package.json's, else the working directory. */
export function projectDirectory(context: CommandContext, dir: string | null): string | null {
  if (dir === null) return null;
  return nearestManifest(context.files, dir)?.dir ?? dir;
}

/** Words of a call as far as they are known; unknown ones are left out. */
export function known(argv: readonly ShellWord[]): readonly string[] {
  return argv.flatMap((word) => (word.value === null ? [] : [word.value]));
}

/** A write to an absolute path; a tree when not said otherwise. */
export function write(path: string, role: WriteRole, tree = true): Write {
  return { path, tree, role };
}

/** Something that a project's own tool does: it may write anywhere in its project and nowhere else. */
export function projectOpaque(
  model: string,
  because: string,
  dir: string | null,
  given: Partial<Effects> = {},
): Effects {
  const contained = dir !== null && !isSystemDirectory(dir);
  return effects(model, {
    ...given,
    opaque: { because, within: contained ? [dir] : null },
    confidence: contained ? 'strong' : 'unknown',
  });
}

/** Effects plus what is given, the first one's name kept. */
export function withEffects(model: string, ...parts: readonly Effects[]): Effects {
  return { ...mergeEffects(model, parts), model };
}

/** Evidence for a command that is there to fail the build. */
export function gateEvidence(what: string): { rule: string; because: string; at: null } {
  return {
    rule: 'npm/gate',
    because: `${what} may fail the build and leaves nothing that run time needs`,
    at: null,
  };
}

/** Names of scripts that check and build nothing. */
const gateName =
  /^(?:test|tests|lint|eslint|tslint|typecheck|type-check|types:check|check|check-types|checktypes|audit|verify|e2e|coverage|cover|jest|mocha|stylelint|(?:test|lint|check|e2e|coverage|ci)[:-][\w:.-]+|[\w.-]+:(?:test|lint|check)|format:check|prettier:check)$/;

/** True when a script is named as a check. */
export function isGateName(name: string): boolean {
  return gateName.test(name);
}

/** `@scope/name@1.2` and `name@^1` without the range; git URLs, files and aliases come back as they are. */
export function packageName(spec: string): string {
  const at = spec.indexOf('@', 1);
  return at > 0 ? spec.slice(0, at) : spec;
}
