/**
 * Run with `node -e`, in the image, by whatever Node.js is there (so: old syntax). Its argument is JSON: `roots`, the
 * directories to look through; `words`, what the image starts; `files` and `seconds`, the limits. It finds the app's own
 * source files, the modules that they name as plain text, and which of those do not resolve; a file counts as reached when
 * what is started loads it by such names, or starts it as a process or worker. `possible`: what a file misses that a name
 * may lead to which a reached file puts together, and packages that a setting names where any package may be loaded. Prints
 * `{reached, possible, unreached, complete}`, entries like `express (in /app/server.js)`; not `complete` when there was no
 * time for all files that are reached.
 */
export const NODE_SCRIPT = String.raw`
'use strict';
var fs = require('fs'), path = require('path'), Module = require('module');
var question = JSON.parse(process.argv[1]);
var end = Date.now() + question.seconds * 1000;
var SOURCE = /\.(?:[cm]?[jt]s|[jt]sx)$/;
var EXTENSIONS = ['', '.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.tsx', '.jsx', '/index.js', '/index.mjs', '/index.cjs', '/index.ts'];

function kind(file) {
  try {
    var stat = fs.statSync(file);
    return stat.isFile() ? (stat.size < 4e6 ? 'file' : 'large') : stat.isDirectory() ? 'directory' : '';
  } catch (error) { return ''; }
}
function read(file) {
  try { return fs.readFileSync(file, 'utf8'); } catch (error) { return ''; }
}
function own(file) { return file.indexOf('/node_modules/') < 0; }

var all = [], settings = [];
var MANIFEST = /^(?:package|composer|tsconfig.*|jsconfig.*|nest-cli|angular|lerna|nx|turbo|project|renovate|typedoc|cypress|jest.*|babel.*|tslint|biome|knip|npm-shrinkwrap|.*lock.*|.*compose.*)\./;
function walk(directory, depth) {
  var names;
  try { names = fs.readdirSync(directory); } catch (error) { return; }
  names.sort().forEach(function (name) {
    if (all.length >= question.files || Date.now() > end) return;
    if (name === 'node_modules' || name[0] === '.') return;
    var file = path.join(directory, name), stat;
    try { stat = fs.lstatSync(file); } catch (error) { return; }
    if (stat.isDirectory() && depth < 20) walk(file, depth + 1);
    else if (stat.isFile() && stat.size < 4e6 && SOURCE.test(name) && !/\.d\.[cm]?ts$/.test(name)) all.push(file);
    else if (stat.isFile() && stat.size < 262144 && /\.(?:json|ya?ml)$/.test(name) && !MANIFEST.test(name) && settings.length < 500) settings.push(file);
  });
}

var FORMS = [
  /\brequire(?:\.resolve)?\s*\(\s*(['"])([^'"\n]+)\1\s*\)/g,
  /\bimport\s*\(\s*(['"])([^'"\n]+)\1/g,
  /\bimport\s*(['"])([^'"\n]+)\1/g,
  /\b(?:import|export)\b(?!\s*type\b)[\w*\s{},$]{0,2000}?\bfrom\s*(['"])([^'"\n]+)\1/g
];
function plainText(text) {
  return text.split('\n').map(function (line) {
    // A long line is minified code, where two slashes rather stand in a text.
    return line.length > 500 ? line : line.replace(/^\s*\*.*|(^|[\s;{}(),])\/\/.*/, '$1');
  }).join('\n');
}
function named(text) {
  var names = {}, plain = plainText(text);
  FORMS.forEach(function (form) {
    var match;
    form.lastIndex = 0;
    while ((match = form.exec(plain))) names[match[2]] = true;
  });
  return Object.keys(names).filter(function (name) {
    return !/^(?:[a-z]{2,}:|@\/|~|\$)|[!?]|\$\{/.test(name.replace(/^node:/, ''));
  });
}

function resolve(name, file) {
  try {
    var parent = { id: file, filename: file, paths: Module._nodeModulePaths(path.dirname(file)) };
    return Module._resolveFilename(name, parent, false);
  } catch (error) {
    // Another code means that it is there, for import alone for instance.
    if (error.code && error.code !== 'MODULE_NOT_FOUND') return name;
  }
  if (!/^\.{0,2}\//.test(name)) return null;
  var target = path.resolve(path.dirname(file), name);
  var stem = target.replace(/\.([cm]?)js(x?)$/, '');
  for (var i = 0; i < EXTENSIONS.length; i++) {
    if (kind(target + EXTENSIONS[i]) === 'file') return target + EXTENSIONS[i];
    if (stem !== target && kind(stem + EXTENSIONS[i]) === 'file') return stem + EXTENSIONS[i];
  }
  return null;
}

var queue = [], reached = {}, lost = { reached: {}, possible: {}, unreached: {} };
function reach(file) {
  if (reached[file] || !own(file)) return;
  reached[file] = true;
  queue.push(file);
}
function json(file) {
  try { return JSON.parse(read(file)) || {}; } catch (error) { return {}; }
}
function start(text, depth) {
  var words = text.split(/[\s;&|()'"=]+/), manager = false;
  var manifest = json(path.resolve('package.json')), scripts = manifest.scripts || {};
  words.forEach(function (word, index) {
    if (depth > 6 || word === '') return;
    if (/(?:^|\/)(?:npm|yarn|pnpm|npx|bun)$/.test(word)) manager = true;
    if (manager && typeof scripts[word] === 'string') start((scripts['pre' + word] || '') + ' ' + scripts[word], depth + 1);
    var before = words[index - 1];
    if (/^(?:-r|--require|--import|--loader)$/.test(before || '') && !/^[.\/]/.test(word)) {
      if (resolve(word, path.resolve('x.js')) === null) lost.reached[word + ' (in the command)'] = true;
    }
    if (word === '.' || word === './') word = './' + (manifest.main || 'index.js');
    var target = path.resolve(word);
    for (var i = 0; i < EXTENSIONS.length; i++) {
      var file = target + EXTENSIONS[i];
      if (kind(file) !== 'file') continue;
      if (SOURCE.test(file)) { reach(file); return; }
      if (i > 0) continue;
      var content = read(file);
      if (content.length > 65536 || content.slice(0, 2) !== '#!') return;
      if (/^#!.*\bnode\b/.test(content)) reach(file);
      else start(content, depth + 1);
      return;
    }
  });
}

// What starts another file: the text behind it is a path, or puts one together.
var STARTS = /\b(?:fork|(?:new\s+)?Worker|setupMaster|setupPrimary|Piscina|workerpool\.pool|(?:spawn|execFile)(?:Sync)?\s*\(\s*(?:process\.execPath|process\.argv\[0\]|'node'|"node")\s*,)\s*[(\[]?\s*(?:\{\s*(?:exec|filename)\s*:\s*)?([^\n]{0,300})/g;
var NODE_LINES = /\b(?:exec|spawn)(?:Sync)?\s*\(\s*(['"])node\s+([^'"\s]+)/g;
var LOADS = /\b(?:require|import)\s*\(\s*(?!\s|\)|(['"])[^'"\n]*\1\s*[,)])([^\n]{1,300})/g;

// The fixed beginning of a path: {path, whole, base}; base is 'here' (the file's directory), 'cwd', 'bare' or '' (not known).
function beginning(expression, plain, depth) {
  var text = expression.replace(/^\s*[(\[]?\s*/, ''), match, base = 'cwd', parts = [], joined = false;
  if ((match = /^(?:require\.resolve|new\s+URL|pathToFileURL|fileURLToPath|String)\s*\(\s*/.exec(text))) return beginning(text.slice(match[0].length).replace(/^(['"])(?=\w[\w./-]*\1\s*,\s*import\.meta)/, '$1./'), plain, depth);
  if ((match = /^(?:path\.|posix\.)?(?:join|resolve)\s*\(\s*/.exec(text))) { joined = true; text = text.slice(match[0].length); }
  if ((match = /^(?:__dirname|import\.meta\.dirname|path\.dirname\(__filename\))/.exec(text))) { base = 'here'; text = text.slice(match[0].length); }
  else if ((match = /^process\.cwd\(\)/.exec(text))) text = text.slice(match[0].length);
  else if ((match = /^\x60(?:\$\{(?:__dirname|process\.cwd\(\))\})?([^\x60$]*)(\x60|\$)/.exec(text))) {
    return { base: /^\x60\$\{__dirname/.test(text) || match[1][0] === '.' ? 'here' : match[1] === '' ? '' : 'bare', path: match[1].replace(/^\//, ''), whole: match[2] === '\x60' };
  } else if (/^['"]/.test(text)) base = /^['"]\.\.?\//.test(text) ? 'here' : joined ? 'cwd' : 'bare';
  else {
    match = /^([A-Za-z_$][\w$]*)\s*(?:[,;)\]]|$)/.exec(text);
    var bound = match && depth < 3 ? new RegExp('\\b(?:const|let|var)\\s+' + match[1].replace(/\$/g, '\\$') + '\\s*=\\s*([^\\n]{1,300})').exec(plain) : null;
    return bound ? beginning(bound[1], plain, depth + 1) : { base: '', path: '', whole: false };
  }
  var part = joined ? /^\s*[,+]?\s*(['"])([^'"\n]*)\1/ : /^\s*\+?\s*(['"])([^'"\n]*)\1/;
  while ((match = part.exec(text))) { parts.push(match[2].replace(/^\//, '')); text = text.slice(match[0].length); }
  return { base: base, path: parts.join('/'), whole: parts.length > 0 && /^\s*[)\],;]|^\s*$/.test(text) };
}

var below = {}, anything = false;
function startsAnother(file) {
  var text = read(file), plain = plainText(text), match;
  function take(expression, loads) {
    var start = beginning(expression, plain, 0), places = [];
    if (start.base === '' || (loads && start.base === 'bare')) { if (loads && !start.whole) anything = true; return; }
    if (start.base === 'here') places.push(path.resolve(path.dirname(file), start.path));
    // A process takes a path from the working directory, a module from its own.
    if (!loads) places.push(path.resolve(start.path));
    if (!start.whole) { below[places[0]] = true; return; }
    for (var i = 0; i < places.length; i++) {
      var found = resolve(places[i], file);
      if (found !== null && SOURCE.test(found) && kind(found) === 'file') { reach(found); return; }
    }
  }
  if (/child_process|worker_threads|\bcluster\b|\bWorker\b|[pP]iscina|workerpool|execa|cross-spawn/.test(text)) {
    STARTS.lastIndex = NODE_LINES.lastIndex = 0;
    while ((match = STARTS.exec(plain))) take(match[1], false);
    while ((match = NODE_LINES.exec(plain))) take("'" + match[2] + "'", false);
  }
  LOADS.lastIndex = 0;
  // A packed program has a function of its own by that name.
  if (!/__webpack_require__|__commonJS|installedModules/.test(text)) while ((match = LOADS.exec(plain))) take(match[2], true);
}

var DEVELOPMENT = /\/(?:tests?|__tests__|__mocks__|specs?|e2e|cypress|fixtures|bench(?:marks?)?|examples?|docs?|scripts?|tools?|tasks|public|static|assets|client|frontend|browser|web|www|views|android|ios)\/|\.(?:test|spec|e2e|stories|conf|config|min)\.[cm]?js$|\/(?:gulpfile|gruntfile|jakefile|webpack|rollup|karma|jest|babel|vite|vitest|setup|test|build|release|deploy|lint|seed|ci)(?:[.-][^\/]*)?\.[cm]?js$/i;
var SCRIPTS = /(?:^|:)(?:build|compile|bundle|pack|dist|test|tests|lint|format|prettier|dev|develop|watch|debug|docs?|release|publish|version|coverage|prepare|prepack|clean|seed|generate|e2e|bench|ci|husky|(?:pre|post)\w+)(?:$|:)/;
function ofScripts() {
  var scripts = json(path.resolve('package.json')).scripts || {}, found = {}, other = {};
  Object.keys(scripts).forEach(function (name) {
    String(scripts[name]).split(/[\s;&|()'"=]+/).forEach(function (word) {
      if (SOURCE.test(word)) (SCRIPTS.test(name) ? found : other)[path.resolve(word)] = true;
    });
  });
  return function (file) { return found[file] && !other[file]; };
}
function isPossible(file, developed) {
  if (!/\.[cm]?js$/.test(file) || DEVELOPMENT.test(file.slice(path.resolve('.').length)) || developed(file)) return false;
  return Object.keys(below).some(function (place) { return file.indexOf(place === '/' ? '/' : place) === 0; });
}

// A package that is for development alone by the manifest, while a setting of the app names it.
function lookInSettings() {
  var manifest = json(path.resolve('package.json')), names = Object.keys(manifest.devDependencies || {}).filter(function (name) {
    return resolve(name, path.resolve('x.js')) === null && resolve(name + '/package.json', path.resolve('x.js')) === null;
  });
  if (!anything || names.length === 0) return;
  settings.forEach(function (file) {
    var text = read(file);
    names.forEach(function (name) {
      var plain = name.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&');
      var quoted = new RegExp('["\']' + plain + '(?:/[^"\']*)?["\']').test(text);
      var yaml = /\.ya?ml$/.test(file) && new RegExp('(?:^|\\n)\\s*(?:-|[\\w.-]+:)\\s+' + plain + '\\s*(?:\\n|$)').test(text);
      if (quoted || yaml) lost.possible[name + ' (named in ' + file + ')'] = true;
    });
  });
}

function look(file, where) {
  if (where === lost.reached) startsAnother(file);
  named(read(file)).forEach(function (name) {
    var found = resolve(name, file);
    if (found === null) where[name + ' (in ' + file + ')'] = true;
    else if (where === lost.reached && path.isAbsolute(found) && SOURCE.test(found) && kind(found) === 'file') reach(found);
  });
}

start(question.words.join(' '), 0);
while (queue.length > 0 && Date.now() < end) look(queue.shift(), lost.reached);
var complete = queue.length === 0;
question.roots.forEach(function (root) { walk(root, 0); });
var developed = ofScripts();
all.forEach(function (file) {
  if (!reached[file] && Date.now() < end) look(file, isPossible(file, developed) ? lost.possible : lost.unreached);
});
lookInSettings();
console.log('\n' + JSON.stringify({ reached: Object.keys(lost.reached), possible: Object.keys(lost.possible), unreached: Object.keys(lost.unreached), complete: complete }));
`;
