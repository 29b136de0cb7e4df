import { inside } from '../../src/effects/commands/place.js';
import type { ImageView } from '../../src/project/types.js';
import { phpSpawns } from './php-spawns.js';

/** What reading the app's own sources showed. */
export interface AppScan {
  /** Programs that PHP code starts, once each, with one place. */
  readonly spawns: readonly { readonly name: string; readonly at: string }[];
  /** Places where code starts a program whose name it computes, and reasons why sources were not read. */
  readonly gaps: readonly { readonly because: string; readonly at: string }[];
  /** The first file outside build configuration that mentions node_modules, or null. */
  readonly mentionsNodeModules: string | null;
  readonly files: number;
}

/** Enough for a large application; beyond it the scan is called incomplete instead of slow. */
const MOST_FILES = 4000;
const SKIPPED = new Set(['vendor', 'node_modules', '.git', '.github', '.idea']);
const PHP = /\.(?:php\d?|phtml|inc|module|install|theme|profile|engine|ctp|phps)$/i;
const TEMPLATE = /\.(?:html?|twig|tpl|latte|mustache|hbs|css|xml|ya?ml|conf|ini|vcl|svg)$/i;
/** Scripts that a browser may load; what configures a bundler names node_modules as a matter of course. */
const BROWSER_SCRIPT = /\.m?js$/i;
const BUNDLER = /config|\bmix\b|gulpfile|gruntfile|karma|jest|rollup|esbuild|babel|\brc\b/i;
const BUILD_CONFIG =
  /(?:^|\/)(?:docker-compose[^/]*|compose[^/]*|\.[^/]*|[^/]*lint[^/]*|webpack[^/]*|phpcs[^/]*|phpunit[^/]*|phpstan[^/]*|psalm[^/]*)\.(?:ya?ml|xml|conf|ini|neon)$|\.(?:ya?ml)$/i;

/**
 * True when PHP or a template names something in node_modules. The bare directory in a list of what to leave out, as in the
 * settings of backup and search tools, is no such thing.
 */
function namesNodeModules(text: string): boolean {
  for (const match of text.matchAll(/node_modules(\/?)/g)) {
    const before = text.slice(Math.max(0, match.index - 300), match.index);
    if (match[1] === '/' || !/exclude|ignore|except|notPath|skip/i.test(before)) return true;
  }
  return false;
}

/** Reads the PHP and template files below these image directories that the build context brought there. */
export function scanApp(files: ImageView, directories: readonly string[]): AppScan {
  const spawns = new Map<string, string>();
  const gaps: { readonly because: string; readonly at: string }[] = [];
  let mentionsNodeModules: string | null = null;
  let count = 0;
  const queue = [...directories];
  const seen = new Set<string>();
  const readPhp = (path: string, text: string): void => {
    for (const spawn of phpSpawns(text)) {
      const at = `${path}:${spawn.line}`;
      if (spawn.name === null)
        gaps.push({ because: `${spawn.by} starts a program whose name the code computes`, at });
      else if (!spawns.has(spawn.name)) spawns.set(spawn.name, at);
    }
  };
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path)) continue;
    seen.add(path);
    for (const name of files.list(path)) {
      const child = inside(path, name);
      const kind = files.stat(child)?.kind;
      if (kind === 'directory') {
        if (!SKIPPED.has(name)) queue.push(child);
        continue;
      }
      if (kind !== 'file') continue;
      const script =
        PHP.test(name) || (!name.includes('.') && /^(?:artisan|console|yii|cake|drush|spark)$/.test(name));
      const browser = BROWSER_SCRIPT.test(name) && !BUNDLER.test(name);
      if (!script && !browser && !TEMPLATE.test(name)) continue;
      if (++count > MOST_FILES) {
        gaps.push({ because: 'the app has more files than are read', at: path });
        return {
          spawns: pairs(spawns),
          gaps,
          mentionsNodeModules: mentionsNodeModules ?? path,
          files: count,
        };
      }
      const text = files.read(child);
      if (text === null) continue;
      if (script) readPhp(child, text);
      const mentioned = browser ? /["'`/]node_modules\//.test(text) : namesNodeModules(text);
      if (mentionsNodeModules === null && mentioned && !BUILD_CONFIG.test(child)) mentionsNodeModules = child;
    }
  }
  return { spawns: pairs(spawns), gaps, mentionsNodeModules, files: count };
}

function pairs(
  found: ReadonlyMap<string, string>,
): readonly { readonly name: string; readonly at: string }[] {
  return [...found].map(([name, at]) => ({ name, at }));
}
