export {
  rewrite,
  type Capabilities,
  type RewriteInput,
  type RewriteOptions,
  type RewriteResult,
} from './rewrite.js';
export { parseDockerfile } from './dockerfile/parse.js';
export { compareContracts } from './dockerfile/compare.js';
export { contractOf } from './dockerfile/contract.js';
export { emptyFileSystem, memoryFileSystem } from './project/file-system.js';
export { ignoredView } from './project/dockerignore.js';
export { jsonReport } from './report/json.js';
export { patchReport } from './report/patch.js';
export { textReport } from './report/text.js';
export { verifyReport } from './report/verify-text.js';
export { explainReport } from './report/explain.js';
export { allCodes, codeTitle } from './findings/codes.js';
export type * from './classify/types.js';
export type * from './dockerfile/types.js';
export type * from './plan/types.js';
export type * from './project/types.js';
export type * from './report/types.js';
export type * from './transform/types.js';
export type * from './verify/types.js';
