type Commands = typeof import('./commands.js');

/** Loads the commands. The bundled program has a version of its own, which takes compiled code from a file. */
export async function loadCommands(): Promise<Commands> {
  return import('./commands.js');
}
