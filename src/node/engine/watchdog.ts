import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { FoundEngine } from './found.js';
import { containerFilter } from './own-containers.js';
import { removalArgs } from './program.js';

/** Sees to what is left when this process dies, however it dies. */
export interface Watchdog {
  /** A child process, to be ended with this one: it leads a process group of its own. */
  readonly born: (pid: number) => void;
  readonly gone: (pid: number) => void;
  /** Nothing is left to see to. */
  readonly dismiss: () => void;
}

/**
 * What the watching process runs. Kept as text, since a bundle has no file of its own for it. It reads `+PID`, `-PID` and
 * `done`, and the end of its input is the death of the process that it watches.
 */
const SCRIPT = `
const { spawnSync } = require('node:child_process');
const [program, count, ...rest] = process.argv.slice(1);
const [filter, removal] = [rest.slice(0, Number(count)), rest.slice(Number(count))];
const children = new Set();
let text = '';
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) process.on(signal, () => {});
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => {
  const lines = (text + chunk).split('\\n');
  text = lines.pop();
  for (const line of lines) {
    if (line === 'done') process.exit(0);
    if (line[0] === '+') children.add(Number(line.slice(1)));
    else children.delete(Number(line.slice(1)));
  }
});
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
function kill(signal) {
  for (const pid of children) {
    try { process.kill(process.platform === 'win32' ? pid : -pid, signal); } catch { children.delete(pid); }
  }
}
function engine(args) {
  return spawnSync(program, args, { encoding: 'utf8', timeout: 20000, stdio: ['ignore', 'pipe', 'ignore'] });
}
let over = false;
async function end() {
  if (over) return;
  over = true;
  kill('SIGTERM');
  // What the daemon was at may come up seconds later; an engine that is too slow to remove it is asked for some minutes.
  for (const pause of [0, 1000, 2000, 3000, 10000, 30000, 60000, 60000]) {
    await wait(pause);
    if (pause > 1000) kill('SIGKILL');
    const listed = engine(['ps', '--all', '--quiet', ...filter]);
    const ids = (listed.stdout || '').split('\\n').filter((id) => id !== '');
    if (ids.length > 0) engine([...removal, ...ids]);
    else if (pause >= 3000 && listed.status === 0) break;
  }
  process.exit(0);
}
process.stdin.on('end', end);
process.stdin.on('error', end);
`;

/** Starts the watching process. It ends by itself, and does not keep this process alive. */
export function startWatchdog(found: FoundEngine, session: string): Watchdog {
  const filter = containerFilter(found, session);
  const say = pipeTo([found.program, String(filter.length), ...filter, ...removalArgs(found)]);
  return {
    born: (pid) => say(`+${pid}`),
    gone: (pid) => say(`-${pid}`),
    dismiss: () => say('done'),
  };
}

/** Lines to the watching process; nothing comes of them when it cannot be started. */
function pipeTo(args: readonly string[]): (line: string) => void {
  try {
    // Options for Node belong to this process: a loader, a debugger's port.
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = spawn(process.execPath, ['-e', SCRIPT, ...args], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      windowsHide: true,
      env,
    });
    child.on('error', () => {});
    child.stdin.on('error', () => {});
    child.unref();
    if (child.stdin instanceof Socket) child.stdin.unref();
    return (line) => {
      if (child.stdin.writable) child.stdin.write(`${line}\n`);
    };
  } catch {
    return () => {};
  }
}
