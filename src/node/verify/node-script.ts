/**
 * Run with `node -e`, in the image, by whatever Node.js is there (so: old syntax). Its argument is JSON: `roots`, the
 * directories to look through; `words`, what the image starts; `files` and `seconds`, the limits. It finds the app's own
 * source files, the modules that they name as plain text, and which of those do not resolve; a file counts as reached when
 * what is started loads it by such names. Prints `{reached, unreached, complete}`, entries like `express (in /app/server.js)`;
 * not `complete` when there was no time for all files that are reached.
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

var all = [];
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
  });
}

var FORMS = [
  /\brequire(?:\.resolve)?\s*\(\s*(['"])([^'"\n]+)\1\s*\)/g,
  /\bimport\s*\(\s*(['"])([^'"\n]+)\1/g,
  /\bimport\s*(['"])([^'"\n]+)\1/g,
  /\b(?:import|export)\b(?!\s*type\b)[\w*\s{},$]{0,2000}?\bfrom\s*(['"])([^'"\n]+)\1/g
];
function named(text) {
  var names = {}, plain = text.split('\n').map(function (line) {
    // A long line is minified code, where two slashes rather stand in a text.
    return line.length > 500 ? line : line.replace(/^\s*\*.*|(^|[\s;{}(),])\/\/.*/, '$1');
  }).join('\n');
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

var queue = [], reached = {}, lost = { reached: {}, unreached: {} };
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

function look(file, where) {
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
all.forEach(function (file) {
  if (!reached[file] && Date.now() < end) look(file, lost.unreached);
});
console.log('\n' + JSON.stringify({ reached: Object.keys(lost.reached), unreached: Object.keys(lost.unreached), complete: complete }));
`;
