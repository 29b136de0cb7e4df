export { openContext } from './context.js';
export { readDockerfile, type DockerfileText } from './dockerfile-input.js';
export { rewriteWithContext } from './supply.js';
export { hasUncommittedChanges, writeAtomically } from './write-file.js';
