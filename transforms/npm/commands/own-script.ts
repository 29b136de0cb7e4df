import { opaqueEffects, mergeEffects } from '../../../src/effects/effects.js';
import { sourceScriptEffects } from '../../../src/effects/source/script.js';
import type { CommandContext, Effects } from '../../../src/effects/types.js';
import type { ShellWord } from '../../../src/shell/types.js';
import { nodeSources, relativeImports, soundsLikeBuild } from './source-library.js';
import { runInProject } from './scripts.js';
import { projectOpaque } from './shared.js';

/** Files that a script's path may stand for: Node adds the ending, and what a build made comes from a source beside it. */
function candidates(path: string): readonly string[] {
  const stem = path.replace(/\.[cm]?js$/, '');
  const source = stem.replace(/\/(?:dist|build|lib|out)\//, '/src/');
  const beside = stem.replace(/\/(?:dist|build|lib|out)\//, '/');
  const made = [source, beside].flatMap((each) =>
    each === stem ? [] : ['.ts', '.mts', '.js'].map((end) => each + end),
  );
  return [
    path,
    `${path}.js`,
    `${path}.mjs`,
    `${path}.cjs`,
    `${path}.ts`,
    `${path}/index.js`,
    `${path}/index.ts`,
    ...made,
  ];
}

/**
 * Effects of a program of the project that `interpreter` runs. It may write anywhere in its project; what it writes beyond is
 * in its source. Where that cannot be read, a name that speaks of building is believed.
 */
export function ownScript(
  interpreter: string,
  script: string,
  args: readonly ShellWord[],
  context: CommandContext,
  root: string | null,
): Effects {
  const model = `${interpreter} ${script}`;
  const path = context.resolve(script);
  const base = projectOpaque(model, `${script} is a program of the project`, root, {
    programs: [interpreter],
    reads: path === null ? [] : [path],
  });
  if (!base.opaque?.within || root === null || path === null) return base;
  const file = candidates(path).find((each) => context.files.read(each) !== null);
  const beyond =
    file === undefined
      ? null
      : sourceScriptEffects(
          {
            model,
            files: [file],
            projects: [root],
            args: args.map((word) => word.value),
            library: nodeSources,
            imports: relativeImports,
            run: (what) => runInProject(what, context, context.resolve('.') ?? root),
          },
          context,
        );
  if (beyond === null) {
    if (soundsLikeBuild(script) || context.files.complete) return base;
    return {
      ...opaqueEffects(model, `${script} cannot be read, and it may write anywhere`),
      programs: [interpreter],
    };
  }
  return { ...mergeEffects(base.model, [base, beyond]), model: base.model };
}
