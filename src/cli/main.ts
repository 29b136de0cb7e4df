import { version } from '../version.js';
import { exitCodes } from './exit-codes.js';
import { help } from './help.js';
import { loadCommands } from './load-commands.js';
import { asksForHelp } from './options.js';
import { err, out } from './output.js';

const COMMANDS: ReadonlyMap<string, (argv: readonly string[]) => Promise<number>> = new Map([
  ['rewrite', async (argv: readonly string[]) => (await loadCommands()).rewriteCommand(argv)],
  ['explain', async (argv: readonly string[]) => (await loadCommands()).explainCommand(argv)],
  ['verify', async (argv: readonly string[]) => (await loadCommands()).verifyCommand(argv)],
]);

function unknown(name: string): number {
  const what = name.startsWith('-') ? 'option' : 'command';
  const hint = /dockerfile|\//i.test(name) ? `dockopt rewrite ${name} rewrites a file` : 'see dockopt --help';
  const names = [...COMMANDS.keys()].join(', ').replace(/, (\w+)$/, ' and $1');
  err(
    `dockopt: unknown ${what} ${name}; the commands are ${names}; ${what === 'option' ? 'see dockopt --help' : hint}`,
  );
  return exitCodes.usage;
}

async function run(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined) {
    err(help.get('')?.trimEnd() ?? '');
    return exitCodes.usage;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const about = rest[0] ?? '';
    const text = help.get(about);
    if (text === undefined) return unknown(about);
    out(text);
    return exitCodes.done;
  }
  if (name === '--version' || name === '-v') {
    out(`${version}\n`);
    return exitCodes.done;
  }
  const command = COMMANDS.get(name);
  if (!command) return unknown(name);
  if (!asksForHelp(rest)) return command(rest);
  out(help.get(name) ?? '');
  return exitCodes.done;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** A reader that goes away early (`| head`) is no error; a full disk is the caller's. */
function outputFailed(error: unknown): void {
  if (codeOf(error) === 'EPIPE') process.exit();
  err(`dockopt: the output could not be written (${codeOf(error)})`);
  process.exit(exitCodes.usage);
}

function failed(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  err(
    `dockopt: internal error: ${message.split('\n')[0] ?? ''}; please report it with the Dockerfile and the command line (DOCKOPT_DEBUG=1 prints where it happened)`,
  );
  if (process.env['DOCKOPT_DEBUG'] && error instanceof Error) err(error.stack ?? '');
  process.exitCode = exitCodes.internal;
}

process.stdout.on('error', outputFailed);
process.stderr.on('error', () => process.exit());
process.on('SIGINT', () => process.exit(exitCodes.interrupted));

// No await at the top level: the bundle is CommonJS, which starts faster.
run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (['ENOSPC', 'EPIPE', 'EIO', 'EDQUOT'].includes(codeOf(error))) outputFailed(error);
    else failed(error);
  },
);
