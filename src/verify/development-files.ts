/** Files that only who develops the app runs, by where they are and what they are called. */
const DEVELOPMENT =
  /\/(?:tests?|__tests__|__mocks__|specs?|e2e|cypress|fixtures|testdata|bench(?:marks?)?|examples?|docs?|scripts?|tools?|tasks|hack|ci|\.[^/]+)\/|\.(?:test|spec|e2e|stories|conf|config)\.[cm]?[jt]sx?$|_test\.(?:go|py)$|\/(?:gulpfile|gruntfile|jakefile|cakefile|rakefile|magefile|webpack|rollup|karma|jest|babel|vite|vitest|metro|setup-?tests?|conftest|noxfile|fabfile|setup|test|tests|test_[^/]+|build|release|deploy|publish|lint|format|seed|install|bootstrap|ci)(?:[.-][^/]*)?\.(?:[cm]?[jt]s|py|go|php|rb|sh|bash)$/i;

/** True for a test, a setting of a tool, a build script and the like. It says what a file is for, and proves nothing. */
export function isDevelopmentFile(path: string): boolean {
  return DEVELOPMENT.test(path);
}
