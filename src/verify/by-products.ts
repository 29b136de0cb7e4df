/** Files that tools write for themselves while they install or build: nothing reads them when the app runs. */
const BY_PRODUCTS: readonly RegExp[] = [
  // npm, Yarn and pnpm note what they installed and when.
  /\/node_modules\/(?:\.package-lock\.json|\.yarn-state\.yml|\.yarn-integrity|\.modules\.yaml|\.pnpm-workspace-state(?:-v\d+)?\.json|\.pnpm\/lock\.yaml)$/,
  /\/\.yarn\/(?:install-state\.gz|build-state\.yml|unplugged\/\.[^/]+)$/,
  /\.tsbuildinfo$/,
  /\/(?:__pycache__\/|[^/]+\.pyc$)/,
  // pip notes where a package came from, and the sums of compiled files, which hold times.
  /\.(?:dist|egg)-info\/(?:RECORD|INSTALLER|REQUESTED|direct_url\.json)$/,
  // npm's and node-gyp's logs and records of a compilation.
  /\.log$/,
  /\/node_modules\/.*\/build\/(?:config\.gypi|Makefile|[^/]+\.mk|Release\/\.deps\/.*|Release\/obj(?:\.target)?\/.*)$/,
  // Next.js draws an id for each build; its traces and caches hold times.
  /\/\.next\/(?:BUILD_ID|trace|cache\/.*|diagnostics\/.*)$/,
  // Git's own state.
  /\/\.git\//,
];

/** Package managers read and rewrite these when they install or prune; the app that runs does not. */
const LOCK_FILE = /\/(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|composer\.lock)$/;

/**
 * Directories that a known tool fills with what it can fetch or make again. A `.cache` of another program is not among them:
 * puppeteer, Playwright and Hugging Face keep there what the app needs.
 */
const CACHES =
  /\/(?:\.npm|\.yarn\/cache|\.pnpm-store|\.parcel-cache|\.turbo|\.nx\/cache|\.eslintcache|\.composer\/cache|go-build|pip\/cache|\.gradle|\.m2|\.bundle\/cache|_cacache|node_modules\/\.cache)(?:\/|$)|\/\.cache\/(?:node|node-gyp|npm|yarn|pnpm|corepack|composer|pip|pypoetry|uv|go-build|golangci-lint|typescript|babel[^/]*|webpack|rollup|esbuild|swc|vite|eslint|prettier|terser[^/]*|turbo|nx|parcel|gatsby|fontconfig|mesa_shader_cache|ccache|sccache|bazel|Homebrew|bun|deno|prisma|electron|next-swc|phpstan|psalm|matplotlib|motd\.legal-displayed)(?:\/|$)|^\/(?:root\/\.npm|root\/\.node-gyp|tmp|var\/tmp|go\/pkg\/mod|usr\/local\/share\/\.cache)\/|\/\.node-gyp\/|^\/var\/cache\/(?:apt|apk|debconf|dnf|yum|dpkg|fontconfig|ldconfig|man|dictionaries-common|misc)(?:\/|$)/;
/** Where programs keep what they fetched or made once, and may not be able to fetch or make again. */
const OTHER_CACHES = /\/\.cache\/|^\/var\/cache\/./;

/** Composer's loader is written anew without development packages; it lists what is installed. */
const COMPOSER_RECORDS =
  /\/vendor\/composer\/(?:installed\.(?:json|php)|autoload_[a-z]+\.php|platform_check\.php)$/;
const COMPOSER_LOADER = /\/vendor\/autoload\.php$/;

/** Archives and databases hold times of their own, so that two builds of the same sources differ. */
const ARCHIVE = /\.(?:jar|war|ear|zip|gz|tgz|bz2|xz|zst|br|tar|whl|egg|phar|sqlite3?|db)$/;

/** True for what holds cached downloads or results. */
export function isCache(path: string): boolean {
  return CACHES.test(path);
}

/** True for a cache of no known tool: that it is one says nothing of whether the app needs what is in it. */
export function isOtherCache(path: string): boolean {
  return OTHER_CACHES.test(path) && !isCache(path);
}

/** Why a file's content may differ between two builds without any meaning; null when there is no such reason. */
export function byProduct(path: string): string | null {
  if (isCache(path) || isOtherCache(path)) return 'a cache';
  if (BY_PRODUCTS.some((pattern) => pattern.test(path))) return 'written by a tool while it builds';
  if (LOCK_FILE.test(path)) return 'read when packages are installed, not when the app runs';
  if (COMPOSER_RECORDS.test(path) || COMPOSER_LOADER.test(path))
    return 'written by Composer for the packages that are installed';
  return null;
}

/** True for a format that holds times of its own. */
export function isArchive(path: string): boolean {
  return ARCHIVE.test(path);
}
