import type { ShellWord } from '../../../src/shell/types.js';
import { yarnFlavour } from '../managers.js';
import { nearestManifest } from '../manifest.js';
import type { Word } from './start-words.js';
import { addProcess, type Position, type Surroundings, type Trail } from './trail.js';
import { walkText } from './walk.js';

/** A word as the option reader takes it. */
export function asShell(word: Word): ShellWord {
  return { value: word.value, text: word.text, span: { start: 0, end: 0 }, glob: false };
}

/** Runs a script of package.json with the manager's hooks; true when there is one. */
export function walkScriptName(
  name: string,
  rest: readonly Word[],
  manager: string,
  around: Surroundings,
  trail: Trail,
  at: Position,
): boolean {
  const manifest = nearestManifest(around.files, at.cwd);
  if (manifest === null) return false;
  const berry = manager === 'yarn' && yarnFlavour(around.files, manifest.dir).generation === 'berry';
  const text = manifest.scripts[name];
  if (text === undefined) return false;
  if (at.through.includes(`${manager} run ${name}`)) {
    trail.unclear.push(`the script ${name} runs itself`);
    return true;
  }
  const here: Position = {
    ...at,
    cwd: manifest.dir,
    tree: true,
    through: [...at.through, `${manager} run ${name}`],
  };
  const hooked = (hook: string): void => {
    const body = manifest.scripts[hook];
    if (body !== undefined && !berry)
      walkText(body, around, trail, { ...here, through: [...at.through, `${manager} run ${hook}`] });
  };
  hooked(`pre${name}`);
  const extra = rest
    .map((word) => (/[\s"'$]/.test(word.text) && word.value !== null ? `'${word.value}'` : word.text))
    .join(' ');
  walkText(extra === '' ? text : `${text} ${extra}`, around, trail, here);
  hooked(`post${name}`);
  return true;
}

/** Notes a script that cannot be looked up. */
export function unknownScript(
  name: string,
  manager: string,
  around: Surroundings,
  trail: Trail,
  at: Position,
): void {
  const manifest = nearestManifest(around.files, at.cwd);
  const where = manifest
    ? `${manifest.dir}/package.json has no script ${name}`
    : `package.json in ${at.cwd} is not known`;
  trail.unclear.push(`${manager} runs ${name}, but ${where}`);
  addProcess(trail, 'tool', name, [], { ...at, through: [...at.through, `${manager} run ${name}`] }, true);
}
