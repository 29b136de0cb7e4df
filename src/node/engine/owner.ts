import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export const SESSION_LABEL = 'dockopt.session';
const PID_LABEL = 'dockopt.pid';
const HOST_LABEL = 'dockopt.host';
const START_LABEL = 'dockopt.started';

/** On containers alone: what the user runs from an image of ours, or builds upon it, inherits the labels of the image. */
export const CONTAINER_LABEL = 'dockopt.container';

const OWN_LABELS: ReadonlySet<string> = new Set([
  SESSION_LABEL,
  PID_LABEL,
  HOST_LABEL,
  START_LABEL,
  CONTAINER_LABEL,
]);

/** Labels without those that tell whose an image or container is. */
export function withoutOwnLabels(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !OWN_LABELS.has(name)));
}

/** What everything that this process makes in a session is labelled with. */
export function ownerLabels(session: string): Readonly<Record<string, string>> {
  return {
    [SESSION_LABEL]: session,
    [PID_LABEL]: String(process.pid),
    [HOST_LABEL]: hostName(),
    [START_LABEL]: startOf(process.pid) ?? '',
  };
}

/** The session that these labels name, when its process was one of this host and is gone. */
export function abandonedSession(labels: Readonly<Record<string, string>>): string | null {
  const session = labels[SESSION_LABEL] ?? '';
  const pid = Number(labels[PID_LABEL]);
  if (session === '' || labels[HOST_LABEL] !== hostName() || !Number.isInteger(pid) || pid <= 0) return null;
  return isRunning(pid, labels[START_LABEL] ?? '') ? null : session;
}

/** Containers may share a host name with their host, but number their processes anew: the name space tells them apart. */
export function hostName(): string {
  try {
    return `${hostname()}/${readlinkSync('/proc/self/ns/pid').replaceAll(/\D/g, '')}`;
  } catch {
    return hostname();
  }
}

/** Does the process with this number run that started then? An empty `started` is any. */
export function isRunning(pid: number, started: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const start = startOf(pid);
  return start === null || started === '' || start === started;
}

/** When a process started, in the kernel's ticks: tells a process from a later one with its number. Null where it does not say. */
export function startOf(pid: number): string | null {
  try {
    // The second field is the program's name in brackets, and may hold blanks and brackets itself (proc(5)).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[19] ?? null;
  } catch {
    return null;
  }
}
