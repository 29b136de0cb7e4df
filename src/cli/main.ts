import { version } from '../version.js';
import { exitCodes } from './exit-codes.js';
import { help } from './help.js';
import { err, out } from './output.js';

const COMMANDS = ['rewrite', 'explain'] as const;

async function run(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    out(help[rest[0] ?? ''] ?? help[''] ?? '');
    return name === undefined ? exitCodes.usage : exitCodes.done;
  }
  if (name === '--version' || name === '-v') {
    out(`${version}\n`);
    return exitCodes.done;
  }
  if (name === 'rewrite') return (await import('./rewrite-command.js')).rewriteCommand(rest);
  if (name === 'explain') return (await import('./explain-command.js')).explainCommand(rest);
  err(
    `dockopt: ${name.startsWith('-') ? 'unknown option' : 'unknown command'} ${name}; there are ${COMMANDS.join(', ')}; see dockopt --help`,
  );
  return exitCodes.usage;
}

/** A reader that goes away early (`| head`) is no error. */
process.stdout.on('error', (error: Error & { readonly code?: string }) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  throw error;
});
process.on('SIGINT', () => process.exit(exitCodes.interrupted));

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  err(`dockopt: internal error: ${message}`);
  err('Please report it with the Dockerfile and the command line; DOCKOPT_DEBUG=1 prints where it happened.');
  if (process.env['DOCKOPT_DEBUG'] && error instanceof Error) err(error.stack ?? '');
  process.exitCode = exitCodes.internal;
}
