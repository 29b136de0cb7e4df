import { within } from '../classify/places.js';
import type { Facts } from '../transform/types.js';

/**
 * Paths that the input writes with a build argument (`WORKDIR $APP_DIR`, `mkdir /home/$user`). A new line has to name them
 * the same way: `--build-arg` gives the argument another value than the one they were analysed with.
 */
export interface ArgumentPaths {
  /** The path as the input writes it, or as it is when no build argument is in it. */
  readonly path: (path: string) => string;
  /** `name:group` of a chown as the input writes it. */
  readonly owner: (owner: string) => string;
}

interface Written {
  readonly path: string;
  readonly text: string;
}

const REFERENCE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/** Names in a text's variable references. */
function referenced(text: string): readonly string[] {
  return [...text.matchAll(REFERENCE)].map((match) => match[1] ?? match[2] ?? '');
}

/** ARGs of the stage, and ENVs whose value comes from one. */
function argumentNames(facts: Facts): ReadonlySet<string> {
  const found = new Set<string>();
  for (const instruction of facts.stage.instructions) {
    if (instruction.type === 'arg') for (const { key } of instruction.pairs) found.add(key);
    if (instruction.type !== 'env') continue;
    for (const { key, value } of instruction.pairs)
      if (referenced(value ?? '').some((name) => found.has(name))) found.add(key);
      else found.delete(key);
  }
  return found;
}

function expanded(text: string, env: Readonly<Record<string, string>>): string {
  return text.replaceAll(
    REFERENCE,
    (_all, braced?: string, plain?: string) => env[braced ?? plain ?? ''] ?? '',
  );
}

/** `/home/$user/.composer` -> what it and its parents below the first variable stand for. */
function prefixes(text: string, env: Readonly<Record<string, string>>): readonly Written[] {
  const found: Written[] = [];
  const parts = text.split('/');
  for (let count = parts.length; count > 0; count--) {
    const raw = parts.slice(0, count).join('/');
    if (!raw.includes('$')) break;
    const path = expanded(raw, env);
    if (path.startsWith('/') && path !== '/' && !path.endsWith('/')) found.push({ path, text: raw });
  }
  return found;
}

/** Every path and owner as it is. */
export const literalPaths: ArgumentPaths = { path: (path) => path, owner: (owner) => owner };

/** How the input writes paths and owners that depend on build arguments. */
export function argumentPaths(facts: Facts): ArgumentPaths {
  const names = argumentNames(facts);
  const paths: Written[] = [];
  const owners: Written[] = [];
  const mine = (text: string): boolean => referenced(text).some((name) => names.has(name));
  const literal = new Set<string>();
  let workdir = '';
  for (const unit of names.size > 0 ? facts.units : []) {
    const { instruction, env } = unit;
    if (instruction.type === 'workdir') {
      const { value } = instruction;
      workdir = /^[/$]/.test(value) ? value : `${workdir}/${value}`;
      if (mine(workdir) && expanded(workdir, env) === unit.cwd) paths.push(...prefixes(workdir, env));
      continue;
    }
    const text = unit.unit?.text ?? instruction.line.text;
    for (const [word] of text.matchAll(/[^\s"'=;&|()<>,[\]]+/g)) {
      if (instruction.type !== 'arg' && instruction.type !== 'env') literal.add(word);
      if (!mine(word) || /\$\(|`|\$\{\w+[^\w}]/.test(word)) continue;
      paths.push(...prefixes(word, env));
      const owner = expanded(word, env);
      if (/^[\w.-]+(?::[\w.-]*)?$/.test(owner)) owners.push({ path: owner, text: word });
    }
  }
  const longest = [...paths].sort((a, b) => b.path.length - a.path.length);
  return {
    path: (path) => {
      const found = longest.find((each) => within(path, each.path));
      return found ? `${found.text}${path.slice(found.path.length)}` : path;
    },
    owner: (owner) => (literal.has(owner) ? null : owners.find((each) => each.path === owner)?.text) ?? owner,
  };
}
