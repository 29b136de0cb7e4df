/** The commands with all that they need: the command line program loads this when it knows that it must work. */
export { explainCommand } from './explain-command.js';
export { rewriteCommand } from './rewrite-command.js';
export { verifyCommand } from './verify-command.js';
