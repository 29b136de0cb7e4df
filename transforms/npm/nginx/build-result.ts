import { parseShell } from '../../../src/shell/parse.js';
import type { Facts } from '../../../src/transform/types.js';
import { absolute } from '../entry/trail.js';
import { outputDirectory } from '../outputs.js';
import { packageScript } from './package-facts.js';

const checks = ['tsc', 'vue-tsc', 'eslint', 'rimraf'];

/**
 * The absolute directory in which the project's own build script puts the site, when the same tool builds it that the
 * container starts as a development server; a text says why that is not known.
 */
export function buildResult(facts: Facts, dir: string, tool: string): { readonly dir: string } | string {
  const script = packageScript(facts, dir, 'build');
  if (script === null) return 'package.json has no build script';
  const hook = ['prebuild', 'postbuild'].find((name) => packageScript(facts, dir, name) !== null);
  if (hook !== undefined) return `what ${hook} does to the result of the build is not known`;
  if (/BUILD_PATH|PUBLIC_URL|--base|--mode|--root|--config|(?:^|\s)-c(?:\s|$)/.test(script))
    return 'the build script sets its mode, its configuration or where the site lies';
  let found: string | null = null;
  for (const { command } of parseShell(script, () => undefined).units) {
    const words = command.type === 'simple' ? command.argv.map((word) => word.value) : [];
    const known = words.flatMap((word) => (word === null ? [] : [word]));
    const program = known[0] ?? '';
    if (known.length === 0 || known.length < words.length) return 'the build script cannot be followed';
    if (checks.includes(program)) continue;
    const positionals = known.slice(1).filter((word) => !word.startsWith('-'));
    if (program !== tool || found !== null || positionals[0] !== 'build')
      return `the build script does not just run ${tool} build`;
    const output = outputDirectory(known, {
      complete: facts.files.complete,
      read: (path) => facts.files.read(`${dir}/${path}`),
      env: (name) => facts.contract.env[name],
    });
    if (output === null || output.kind !== 'static' || output.confidence === 'weak')
      return `where ${tool} build puts the site is not known`;
    if (positionals.length > 1 && absolute(dir, positionals[1]) !== absolute(dir, output.path))
      return `${tool} build is given ${positionals[1] ?? ''}`;
    found = absolute(dir, output.path);
  }
  return found === null ? 'the build script builds nothing that is known' : { dir: found };
}
