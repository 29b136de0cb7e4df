export { openContext } from './context.js';
export { readDockerfile, type DockerfileText } from './dockerfile-input.js';
export { gitState, pathInRepository, type GitState } from './git.js';
export { rewriteWithContext } from './supply.js';
export { writeAtomically, writeText } from './write-file.js';
