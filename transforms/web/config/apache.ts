import { addPath, collector, type Collector, type ConfigPaths } from './types.js';

function words(line: string): readonly string[] {
  return [...line.matchAll(/"((?:\\.|[^"\\])*)"|'([^']*)'|[^\s"']+/g)].map(
    (match) => match[1]?.replaceAll(/\\(.)/g, '$1') ?? match[2] ?? match[0],
  );
}

const variable = /\$\{|%\{|%[fu]\b/;

/** Directives whose arguments that begin with a slash are addresses, patterns or permissions. */
const addresses =
  /^(?:<.*|rewrite\w+|redirect\w*|proxy\w*|header|requestheader|setenv\w*|errordocument|fallbackresource|require\w*|browsermatch\w*|directoryindex|servername|serveralias|options|allowoverride|addtype|adddefaultcharset|expires\w+|logformat|customlog|errorlog|transferlog|pidfile|scoreboardfile|defaultruntimedir|mutex|listen|define|undefine)$/i;

/** Directives that run code inside httpd, or hand requests to a process beside it. */
const running =
  /^(?:wsgi\w*|passenger\w*|perl\w*|python\w*|php_\w+|php\w*inidir|scriptalias\w*|addhandler|sethandler|action|luahook\w*|extfilterdefine|cgid?\w+)$/i;

function withDefines(text: string): string {
  const defines = [...text.matchAll(/^\s*Define\s+(\w+)\s+"?([^"\s]+)"?\s*$/gim)];
  return defines.reduce(
    (all, [, name = '', value = '']) => (value.includes('$') ? all : all.replaceAll(`\${${name}}`, value)),
    text,
  );
}

function add(found: Collector, name: string, args: readonly string[]): void {
  const lower = name.toLowerCase();
  const [first = '', second = ''] = args;
  if (running.test(name) && !/^(?:default-handler|server-status|server-info|none)$/i.test(first)) {
    found.gaps.push(`${name} runs code that may read any file`);
  } else if (lower === 'loadmodule') {
    if (/php|wsgi|perl|python|passenger|lua/i.test(first))
      found.gaps.push(`${first} runs code that may read any file`);
  } else if (lower === 'include' || lower === 'includeoptional') {
    if (variable.test(first)) found.gaps.push(`${name} ${first} is computed when the server runs`);
    else found.includes.push(first);
  } else if (lower === 'documentroot' || lower === 'virtualdocumentroot')
    addPath(found, name, first, 'root', variable);
  else if (lower === 'alias' || lower === 'aliasmatch') addPath(found, name, second, 'root', /\$/);
  else if (lower === 'serverroot') found.paths.push({ path: first, use: 'file', directive: name });
  else if (!addresses.test(name)) {
    for (const arg of args) if (arg.startsWith('/')) addPath(found, name, arg, 'file', variable);
  }
}

/** Files and directories that an Apache configuration names; directive names ignore case, `\` continues a line. */
export function apachePaths(text: string): ConfigPaths {
  const found = collector();
  for (const line of withDefines(text.replaceAll(/\\\r?\n/g, ' ')).split(/\r?\n/)) {
    const clean = line.trim();
    if (clean === '' || clean.startsWith('#')) continue;
    const [name = '', ...args] = words(clean);
    add(found, name, args);
  }
  return found;
}
