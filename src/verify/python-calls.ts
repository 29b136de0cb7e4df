const IMPORT = /^[ \t]*(?:from[ \t]+([A-Za-z_]\w*)[\w.]*[ \t]+import\b|import[ \t]+([^\n#;]+))/gm;

/** Top-level names of the modules that a source of Python imports. */
export function pythonImports(text: string): readonly string[] {
  const names = [...text.matchAll(IMPORT)].flatMap(([, from, list]) =>
    from === undefined
      ? (list ?? '').split(',').map((each) => /^\s*([A-Za-z_]\w*)/.exec(each)?.[1] ?? '')
      : [from],
  );
  return names.filter((name) => name !== '');
}

/** What starts a program, by the module that has it. docs.python.org: subprocess, os, asyncio, shutil. */
const STARTERS: Readonly<Record<string, string>> = {
  subprocess: 'run|call|check_call|check_output|getoutput|getstatusoutput|Popen',
  os: 'system|popen|execvp?e?|execlp?e?|posix_spawnp?',
  asyncio: 'create_subprocess_(?:exec|shell)',
  shutil: 'which',
};
/** Names that nothing else has: a helper may hand them on from another file. */
const TELLING = 'check_call|check_output|Popen|create_subprocess_(?:exec|shell)|which';
const SIGN = /\b(?:subprocess|shutil|asyncio|os)\b/;
const RENAMED = /\b(subprocess|os|asyncio|shutil)[ \t]+as[ \t]+(\w+)/g;
const FROM =
  /^[ \t]*from[ \t]+(subprocess|os|asyncio|shutil)[\w.]*[ \t]+import[ \t]*(?:\(([^)]*)\)|([^\n#;]+))/gm;

/** Names by which the text calls what it imports from those modules: `run` after `from subprocess import run`. */
function importedStarters(text: string): readonly string[] {
  const names: string[] = [];
  for (const [, module = '', bracketed, list] of text.matchAll(FROM)) {
    const starter = new RegExp(`^(?:${STARTERS[module] ?? '(?!)'})$`);
    for (const each of (bracketed ?? list ?? '').split(',')) {
      const [, name = '', other] = /^\s*(\w+|\*)(?:\s+as\s+(\w+))?/.exec(each) ?? [];
      if (name === '*') names.push(STARTERS[module] ?? '(?!)');
      else if (starter.test(name)) names.push(other ?? name);
    }
  }
  return names;
}

/**
 * The first texts of calls that start a program or a line for a shell, as they stand in a source of Python: of the modules'
 * functions under the names that the text itself gives them. Empty for a text that names none of those modules.
 */
export function pythonCalls(text: string): readonly string[] {
  if (!SIGN.test(text)) return [];
  const modules = Object.keys(STARTERS).map((module) => [module, module] as const);
  const renamed = [...text.matchAll(RENAMED)].map(([, module = '', name = '']) => [module, name] as const);
  const ofModules = [...modules, ...renamed].map(
    ([module, name]) => `\\b${name}\\s*\\.\\s*(?:${STARTERS[module] ?? '(?!)'})`,
  );
  const bare = [TELLING, ...importedStarters(text)].join('|');
  const call = new RegExp(
    `(?:${ofModules.join('|')}|\\b(?:${TELLING})|(?<![\\w.])(?:${bare}))\\s*\\(\\s*(?:(?:args|cmd)\\s*=\\s*)?(?:shlex\\s*\\.\\s*split\\s*\\(\\s*)?[[(]?\\s*[fr]?(['"])([^'"\\n]+)`,
    'g',
  );
  return [...text.matchAll(call)].map(([, , first = '']) => first);
}
