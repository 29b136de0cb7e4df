import { nameOf, normalise, parentOf } from '../../../src/effects/commands/place.js';
import { directoryOf, joined, lastName, plain } from '../../../src/effects/source/values.js';
import type { SourceFile } from '../../../src/effects/source/bindings.js';
import type { SourceValue } from '../../../src/effects/source/values.js';
import type { SourceLibrary, WritingCall } from '../../../src/effects/source/writes.js';
import { argumentsAt } from '../../../src/effects/source/tokens.js';
import type { SourceToken } from '../../../src/effects/source/tokens.js';

function calls(names: string, at: readonly number[], tree: boolean): Record<string, WritingCall> {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, { at, tree }]));
}

const FILES = `writeFile writeFileSync appendFile appendFileSync createWriteStream outputFile outputFileSync outputJson
  outputJsonSync outputJSON outputJSONSync writeJson writeJsonSync writeJSON writeJSONSync ensureFile ensureFileSync
  createFile createFileSync toFile writeFileAtomic`;
const TREES =
  'mkdir mkdirSync mkdirp mkdirs mkdirsSync ensureDir ensureDirSync emptyDir emptyDirSync makeDir makeDirectory';
const COPIES =
  'copyFile copyFileSync cp cpSync copy copySync rename renameSync move moveSync symlink symlinkSync link linkSync';

const HARMLESS =
  /^(?:if|for|while|switch|catch|return|typeof|with|super|require|import|access(?:Sync)?|exists(?:Sync)?|stat(?:Sync)?|lstat(?:Sync)?|read\w*|createReadStream|opendir(?:Sync)?|realpath(?:Sync)?|pathExists(?:Sync)?|watch\w*|chmod\w*|chown\w*|utimes\w*|rm|rmSync|rmdir\w*|unlink\w*|remove(?:Sync)?|rimraf|del|join|resolve|relative|dirname|basename|extname|normalize|isAbsolute|parse|stringify|fileURLToPath|pathToFileURL|URL|log|info|warn|error|debug|trace|replace|replaceAll|startsWith|endsWith|includes|indexOf|lastIndexOf|split|match|test|slice|push|concat|String|Error|assert|equal|exit|chdir|set|get|has|add|filter|some|find|fetch)$/;

const PROCESS = /^(?:cp|child|proc|child_?process|childProcess|shell|shelljs|sh|execa)$/i;

/** The name in front of `.exec(` decides: a regular expression has the method too. */
function starts(chain: string, tokens: readonly SourceToken[]): 'text' | 'list' | null {
  const name = lastName(chain);
  const of = chain === name ? null : lastName(chain.slice(0, -name.length - 1));
  if (/^(?:execSync|execaCommand|execaCommandSync)$/.test(name)) return 'text';
  if (/^(?:spawn|spawnSync|execFile|execFileSync|execa|execaSync)$/.test(name)) return 'list';
  if (name !== 'exec') return null;
  if (of !== null) return PROCESS.test(of) ? 'text' : null;
  return tokens.some((token) => /child_process|shelljs/.test(token.text)) ? 'text' : null;
}

/** What Node's library, fs-extra and the like do, read without running anything. */
export const nodeSources: SourceLibrary = {
  syntax: 'js',
  concat: '+',
  writes: {
    ...calls(FILES, [0], false),
    ...calls(TREES, [0], true),
    ...calls(COPIES, [1], true),
    ...calls('copyFile copyFileSync', [1], false),
    open: {
      at: [0],
      tree: false,
      when: { at: 1, pattern: /[wa+]/ },
      of: /(?:^|\.)(?:fs|fsp|promises|fse)\.open$/,
    },
    openSync: { at: [0], tree: false, when: { at: 1, pattern: /[wa+]/ } },
  },
  starts,
  harmless: HARMLESS,
  constant: (chain, place) => {
    if (chain === '__dirname' || chain === 'import.meta.dirname') return plain(parentOf(place.file));
    if (chain === '__filename' || chain === 'import.meta.filename' || chain === 'import.meta.url')
      return plain(place.file);
    const variable = /^process\.env\.(\w+)$/.exec(chain)?.[1];
    if (variable === 'HOME') return plain(place.env('HOME') ?? place.home);
    if (variable !== undefined) {
      const value = place.env(variable);
      return value === undefined ? null : plain(value);
    }
    const argument = /^process\.argv\.(\d+)$/.exec(chain)?.[1];
    if (argument !== undefined) {
      const value = place.args[Number(argument) - 2];
      return value === undefined ? null : value === null ? undefined : plain(value);
    }
    return /(?:^|\.)sep$/.test(chain) ? plain('/') : undefined;
  },
  call: (chain, given, place) => {
    const name = lastName(chain);
    const [first] = given;
    if (chain === 'process.cwd') return plain(place.cwd);
    if (name === 'homedir') return plain(place.home);
    if (name === 'tmpdir') return plain('/tmp');
    if (/^(?:[\w.]*\.)?(?:path|posix|p)\.(?:join)$|^join$|require\(\)\.join$/.test(chain))
      return joined(given, false);
    if (/^(?:[\w.]*\.)?(?:path|posix|p)\.resolve$|^resolve$/.test(chain))
      return joined([plain(place.cwd), ...given], true);
    if (name === 'dirname') return first ? directoryOf(first) : undefined;
    if (/^(?:normalize|fileURLToPath|realpathSync|String|decodeURIComponent)$/.test(name)) return first;
    if (name === 'URL' && first) return urlOf(first, given[1]);
    return undefined;
  },
};

/** `new URL('./out', import.meta.url)`: relative to the directory that the base lies in. */
function urlOf(first: SourceValue, base: SourceValue | undefined): SourceValue {
  if (!base || first.text.startsWith('/')) return first;
  return joined([directoryOf(base), first], true);
}

const ENDINGS = ['', '.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.tsx', '.jsx', '/index.js', '/index.ts'];

/** Files that a source file brings in by a relative path, in every spelling that Node and TypeScript resolve. */
export function relativeImports(file: SourceFile): readonly string[] {
  const found: string[] = [];
  file.tokens.forEach((token, i) => {
    const before = file.tokens[i - 1];
    const specifier =
      token.kind === 'string' && before?.kind === 'name' && /^(?:from|import)$/.test(before.text)
        ? token.text
        : token.kind === 'name' && /^(?:require|import)$/.test(token.text) && file.tokens[i + 1]?.text === '('
          ? (argumentsAt(file.tokens, i + 1)[0]?.[0]?.text ?? '')
          : '';
    if (!/^\.\.?(?:\/|$)/.test(specifier)) return;
    const path = normalise(`${parentOf(file.path)}/${specifier}`);
    // TypeScript's sources import each other by the names of what is made of them.
    const stem = path.replace(/\.([cm]?)js$/, '.$1ts');
    found.push(...ENDINGS.map((ending) => path + ending), ...(stem === path ? [] : [stem]));
  });
  return found;
}

/** True for names that say that a program builds what it lies next to, for when nothing else is known of it. */
export function soundsLikeBuild(name: string): boolean {
  return /(?:^|[-_.:/])(?:build|builder|compile|bundle|webpack|rollup|esbuild|vite|gulpfile|gruntfile|tsc|prepare|postinstall|preinstall|install|copy|generate|gen|icons?|assets?|styles?|css|dist|make|prod|production|client|server|web|front(?:end)?|back(?:end)?|next|nuxt|ng)(?:[-_.:/]|$)/i.test(
    nameOf(name),
  );
}
