import { addPath, collector, type Collector, type ConfigPaths } from './types.js';

/** One directive with its arguments, quotes taken off. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
}

/** `${name}` is one word although it holds braces. */
const bare = /(?:\$\{\w*\}|\\[\s\S]|[^\s;{}])+/y;

/** nginx's lexical rules: words end at blanks, `;`, `{` and `}`; `#` begins a comment where a word could begin. */
export function nginxDirectives(text: string): readonly Directive[] {
  const directives: Directive[] = [];
  let words: string[] = [];
  const end = (): void => {
    const [name, ...args] = words;
    if (name !== undefined) directives.push({ name, args });
    words = [];
  };
  for (let i = 0; i < text.length;) {
    const char = text.charAt(i);
    if (/\s/.test(char)) i++;
    else if (char === '#') {
      const newline = text.indexOf('\n', i);
      i = newline < 0 ? text.length : newline;
    } else if (char === ';' || char === '{' || char === '}') {
      end();
      i++;
    } else if (char === '"' || char === "'") {
      let word = '';
      for (i++; i < text.length && text.charAt(i) !== char; i++) {
        if (text.charAt(i) === '\\') i++;
        word += text.charAt(i);
      }
      i++;
      words.push(word);
    } else {
      bare.lastIndex = i;
      const word = bare.exec(text)?.[0] ?? char;
      words.push(word);
      i += word.length;
    }
  }
  end();
  return directives;
}

const variable = /\$/;

/** Directives whose arguments that begin with a slash are addresses, patterns or texts. */
const addresses =
  /^(?:location|rewrite|return|try_files|error_page|if|set|map|geo|split_clients|server_name|add_header|add_trailer|proxy_(?:pass|redirect|cookie_\w+|set_header|method|set_body|cache_key)|grpc_(?:pass|set_header)|sub_filter|auth_request|internal|limit_except|log_format|expires|index|listen|server|upstream|resolver|allow|deny|if_modified_since|valid_referers|mirror|slice|http2_push|charset|default_type|types|default|hostnames)$/;

/** Directives that run code inside nginx, or hand requests to a process beside it. */
const running = /(?:_by_lua|^lua_|^js_|^perl|^passenger|^(?:fastcgi|uwsgi|scgi)_pass$|^ssi$|^xslt_|^wasm)/;

function add(found: Collector, { name, args }: Directive): void {
  if (running.test(name) && args[0] !== 'off') {
    found.gaps.push(`${name} runs code that may read any file`);
    return;
  }
  const [first = ''] = args;
  if (name === 'include') {
    if (variable.test(first)) found.gaps.push(`include ${first} is computed when the server runs`);
    else found.includes.push(first);
  } else if (name === 'root' || name === 'alias') addPath(found, name, first, 'root', variable);
  else if (name.endsWith('_temp_path') || name.endsWith('_cache_path'))
    addPath(found, name, first, 'file', variable);
  else if (!addresses.test(name) && !name.startsWith('/') && !name.startsWith('~')) {
    for (const arg of args) if (arg.startsWith('/')) addPath(found, name, arg, 'file', variable);
  }
}

/** Files and directories that an nginx configuration names (nginx.org, alphabetical index of directives). */
export function nginxPaths(text: string): ConfigPaths {
  const found = collector();
  // The body of a Lua block is no configuration: it would be read as directives.
  if (/_by_lua_block\s*\{/.test(text)) found.gaps.push('Lua code may read any file');
  for (const directive of nginxDirectives(text)) add(found, directive);
  return found;
}
