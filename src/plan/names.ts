import type { DockerfileDoc } from '../dockerfile/types.js';

/** Names that BuildKit keeps for itself. */
const RESERVED = ['scratch', 'context'];

/** The last part of an image's path: `COPY --from=composer` means an image, so no stage may be called `composer`. */
function shortName(image: string): string {
  return (image.split('@')[0] ?? '').split('/').at(-1)?.split(':')[0]?.toLowerCase() ?? '';
}

/** Every name that a new stage must not take: stages, and images or contexts that are named in FROM, --from or mounts. */
export function takenNames(doc: DockerfileDoc): ReadonlySet<string> {
  const taken = new Set(RESERVED);
  for (const stage of doc.stages) if (stage.name) taken.add(stage.name.toLowerCase());
  for (const instruction of doc.instructions) {
    if (instruction.type === 'from')
      taken.add(shortName(instruction.image)).add(instruction.image.toLowerCase());
    if ((instruction.type === 'copy' || instruction.type === 'add') && instruction.from) {
      taken.add(shortName(instruction.from)).add(instruction.from.toLowerCase());
    }
    for (const flag of instruction.flags) {
      const from = flag.name === 'mount' ? /(?:^|,)from=([^,]+)/.exec(flag.value ?? '')?.[1] : undefined;
      if (from) taken.add(shortName(from)).add(from.toLowerCase());
    }
  }
  return taken;
}

/** `wanted`, or `wanted-2`, `wanted-3`, … when it is taken. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let n = 2; ; n++) if (!taken.has(`${wanted}-${n}`)) return `${wanted}-${n}`;
}
