import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { rewriteWithContext } from '../../src/node/supply.js';
import type { CorpusCase } from '../support/corpus.js';
import { chosenCases } from './choose.js';
import { edited, plots } from './faults/planted.js';

/** A case, and the files that are built beside its original. */
interface Builds {
  readonly of: CorpusCase;
  readonly texts: readonly string[];
}

async function rewrites(argv: readonly string[]): Promise<readonly Builds[]> {
  const builds: Builds[] = [];
  for (const of of chosenCases(argv)) {
    const source = { text: of.text, source: 'Dockerfile' };
    const { report } = await rewriteWithContext(source, of.options, of.context);
    builds.push({ of, texts: [report.text ?? ''] });
  }
  return builds;
}

function faults(argv: readonly string[]): readonly Builds[] {
  const words = argv.filter((arg) => !arg.startsWith('-'));
  return plots(words).map(({ case: of, planted }) => ({
    of,
    texts: planted.map(({ edit }) => edited(of, edit) ?? ''),
  }));
}

/** Prints every public base image that the chosen Docker tests need, before and after, one a line; the faults' with `--faults`. */
async function main(argv: readonly string[]): Promise<void> {
  const images = new Set<string>();
  for (const { of, texts } of argv.includes('--faults') ? faults(argv) : await rewrites(argv)) {
    for (const text of [of.text, ...texts]) {
      const doc = parseDockerfile(text, 'Dockerfile', of.options.buildArgs ?? {});
      const names = new Set(doc.stages.map((stage) => stage.name?.toLowerCase()));
      for (const stage of doc.stages) if (stage.base === null && stage.image) images.add(stage.image);
      for (const instruction of doc.instructions) {
        if ((instruction.type !== 'copy' && instruction.type !== 'add') || !instruction.from) continue;
        if (!/^\d+$/.test(instruction.from) && !names.has(instruction.from.toLowerCase()))
          images.add(instruction.from);
      }
      const syntax = doc.directives.find((directive) => directive.name === 'syntax');
      if (syntax) images.add(syntax.value);
    }
  }
  images.delete('scratch');
  process.stdout.write(
    [...images]
      .sort()
      .map((image) => `${image}\n`)
      .join(''),
  );
}

await main(process.argv.slice(2));
