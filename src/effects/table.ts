import { builtins } from './builtins.js';
import { apk } from './commands/apk.js';
import { apt } from './commands/apt.js';
import { archive } from './commands/archive.js';
import { buildTools } from './commands/build-tools.js';
import { copy } from './commands/copy.js';
import { dnf } from './commands/dnf.js';
import { dpkgTools } from './commands/dpkg.js';
import { fetching } from './commands/fetch.js';
import { files } from './commands/files.js';
import { keys } from './commands/keys.js';
import { makes } from './commands/make.js';
import { modes } from './commands/modes.js';
import { otherPackages } from './commands/other-packages.js';
import { readers } from './commands/readers.js';
import { remove } from './commands/remove.js';
import { services } from './commands/services.js';
import { system } from './commands/system.js';
import { users } from './commands/users.js';
import { vcs } from './commands/vcs.js';
import { wrappers } from './wrappers.js';
import type { CommandModel, CommandTable } from './types.js';

/** One table out of many. A name that stands twice is a mistake: the first one wins and the name is in `clashes`. */
export function mergeTables(tables: readonly CommandTable[]): {
  readonly table: CommandTable;
  readonly clashes: readonly string[];
} {
  const merged = new Map<string, CommandModel>();
  const clashes: string[] = [];
  for (const table of tables) {
    for (const [name, model] of Object.entries(table)) {
      if (merged.has(name)) clashes.push(name);
      else merged.set(name, model);
    }
  }
  return { table: Object.fromEntries(merged), clashes };
}

/** The families that `genericCommands` is made of. */
export const genericFamilies: readonly CommandTable[] = [
  apk,
  apt,
  archive,
  buildTools,
  copy,
  dnf,
  dpkgTools,
  fetching,
  files,
  keys,
  makes,
  modes,
  otherPackages,
  readers,
  remove,
  services,
  system,
  users,
  vcs,
  builtins,
  wrappers,
];

/** Models of commands that no language pack owns. */
export const genericCommands: CommandTable = mergeTables(genericFamilies).table;
