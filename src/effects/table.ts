import { apk } from './commands/apk.js';
import { apt } from './commands/apt.js';
import { archive } from './commands/archive.js';
import { buildTools } from './commands/build-tools.js';
import { compiled } from './commands/compiled.js';
import { copy } from './commands/copy.js';
import { dnf } from './commands/dnf.js';
import { dpkgTools } from './commands/dpkg.js';
import { fetching } from './commands/fetch.js';
import { files } from './commands/files.js';
import { keys } from './commands/keys.js';
import { makes } from './commands/make.js';
import { modes } from './commands/modes.js';
import { otherPackages } from './commands/other-packages.js';
import { pythonProjects } from './commands/python-projects.js';
import { pythonTools } from './commands/python.js';
import { readers } from './commands/readers.js';
import { remove } from './commands/remove.js';
import { ruby } from './commands/ruby.js';
import { services } from './commands/services.js';
import { system } from './commands/system.js';
import { users } from './commands/users.js';
import { vcs } from './commands/vcs.js';
import { builtins } from './builtins.js';
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
  builtins,
  wrappers,
  apk,
  apt,
  archive,
  buildTools,
  compiled,
  copy,
  dnf,
  dpkgTools,
  fetching,
  files,
  keys,
  makes,
  modes,
  otherPackages,
  pythonProjects,
  pythonTools,
  readers,
  remove,
  ruby,
  services,
  system,
  users,
  vcs,
];

/** Models of commands that no language pack owns. */
export const genericCommands: CommandTable = mergeTables(genericFamilies).table;
