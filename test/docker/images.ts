import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { rewriteWithContext } from '../../src/node/supply.js';
import { chosenCases } from './choose.js';

/** Prints every public base image that the chosen Docker tests need, before and after, one a line. */
async function main(): Promise<void> {
  const images = new Set<string>();
  for (const each of chosenCases(process.argv.slice(2))) {
    const { report } = await rewriteWithContext(
      { text: each.text, source: 'Dockerfile' },
      each.options,
      each.context,
    );
    for (const text of [each.text, report.text ?? '']) {
      const doc = parseDockerfile(text, 'Dockerfile', each.options.buildArgs ?? {});
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

await main();
