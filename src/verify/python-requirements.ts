/** pip takes them by any name; these are the usual ones. */
const REQUIREMENTS =
  /(?:^|\/)(?:requirements[\w.-]*\.(?:txt|in)|requirements\/[\w.-]+\.(?:txt|in)|constraints\.txt)$/;
/** What only developers install. */
const FOR_DEVELOPERS = /dev|test|lint|docs?\b|constraints/i;
const PROJECT = /(?:^|\/)pyproject\.toml$/;

/** A name at the start of a requirement (PEP 508); none of a path, an address or an option. */
function nameOf(line: string): readonly string[] {
  const [, name] = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\]\s*)?(?:$|[=<>!~;#(@,\s])/.exec(line) ?? [];
  return name === undefined ? [] : [name];
}

/** `dependencies = ["a>=1", …]` of `[project]` (PEP 621), and the keys of `[tool.poetry.dependencies]`. */
function namesInProject(text: string): readonly string[] {
  const section = (name: string): string =>
    new RegExp(`^\\[${name}\\][ \\t]*\\n([^]*?)(?=^\\[|(?![^]))`, 'm').exec(text)?.[1] ?? '';
  const list = /^dependencies\s*=\s*\[((?:"[^"]*"|'[^']*'|[^\]"'])*)\]/m.exec(section('project'))?.[1] ?? '';
  const listed = [...list.matchAll(/(["'])(.*?)\1/g)].flatMap(([, , line = '']) => nameOf(line));
  const poetry = section('tool\\.poetry\\.dependencies');
  const keys = [...poetry.matchAll(/^["']?([A-Za-z0-9][\w.-]*)["']?[ \t]*=/gm)].map(([, name = '']) => name);
  return [...listed, ...keys.filter((name) => name !== 'python')];
}

/**
 * Names of the packages that an app declares for run time in a file of requirements or in its pyproject.toml; none for any
 * other path.
 */
export function pythonRequirements(path: string, text: string): readonly string[] {
  if (PROJECT.test(path)) return namesInProject(text);
  const [name] = REQUIREMENTS.exec(path) ?? [];
  if (name === undefined || FOR_DEVELOPERS.test(name)) return [];
  return text.split('\n').flatMap(nameOf);
}
