/** `#8 [build 3/6] RUN npm ci` of BuildKit, `Step 3/6 : RUN npm ci` of the classic builder, `STEP 3/6: RUN npm ci` of buildah. */
const STEP = /^(?:#\d+ (\[[^\]]+\] .*)|(?:\[\d+\/\d+\] )?step (\d+\/\d+) ?: ?(.*))$/i;

/** The build step that a line of a build's log begins, in short; null when it begins none. */
export function buildStep(line: string): string | null {
  const [, buildkit, number, classic] = STEP.exec(line.trimEnd()) ?? [];
  if (buildkit !== undefined) return buildkit.startsWith('[internal]') ? null : buildkit;
  return number === undefined ? null : `[${number}] ${classic ?? ''}`;
}
