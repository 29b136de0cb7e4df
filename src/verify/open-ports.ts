import type { Finding, Observation } from './types.js';

/** Where Linux chooses ports by itself (`net.ipv4.ip_local_port_range`). */
const FIRST_CHOSEN = 32768;
/** States of proc(5): a TCP port that listens, and a UDP port, which is not connected. */
const LISTEN = '0A';
const UNCONNECTED = '07';

/**
 * The TCP ports that are open for others, out of the kernel's tables (`/proc/net/tcp` and `tcp6`, proc(5)), sorted. Ports of
 * the loopback addresses alone are left out, the engine's own name server on 127.0.0.11 among them. Null for a text that is
 * no such table.
 */
export function openPorts(tables: string): readonly number[] | null {
  return portsIn(tables, LISTEN);
}

/** The same of UDP (`/proc/net/udp` and `udp6`). */
export function openUdpPorts(tables: string): readonly number[] | null {
  return portsIn(tables, UNCONNECTED);
}

function portsIn(tables: string, wanted: string): readonly number[] | null {
  if (!/local_address/.test(tables)) return null;
  const ports = new Set<number>();
  for (const line of tables.split('\n')) {
    const [, address = '', port = ''] =
      new RegExp(String.raw`^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} ${wanted} `).exec(
        line,
      ) ?? [];
    // Addresses stand in the byte order of the machine: 127.0.0.1 ends with 7F, ::1 with 01000000.
    const loopback =
      /^[0-9A-F]{6}7F$/.test(address) ||
      /^0{24}01000000$/.test(address) ||
      /^0{16}FFFF0000[0-9A-F]{6}7F$/.test(address);
    if (port !== '' && !loopback) ports.add(Number.parseInt(port, 16));
  }
  return [...ports].sort((a, b) => a - b);
}

function label(ports: readonly number[]): string {
  return ports.join(', ') || 'none';
}

/** What became of ports; one of `gone` and `added` holds some. */
function changedPorts(
  subject: string,
  [before, after]: readonly [readonly number[], readonly number[]],
  gone: readonly number[],
  added: readonly number[],
): Finding {
  return {
    check: 'behaviour',
    code: 'V-LISTENING',
    weight: 'different',
    subject,
    before: label(before),
    after: label(after),
    because:
      gone.length > 0
        ? `nothing listens on ${gone.join(', ')} any more`
        : `something new listens on ${added.join(', ')}`,
  };
}

function halfRead(before: readonly number[] | null, after: readonly number[] | null): Finding {
  return {
    check: 'behaviour',
    code: 'V-LISTENING',
    weight: 'note',
    subject: 'listening ports',
    before: before && label(before),
    after: after && label(after),
    because: 'those of only one could be read, so they were not compared',
  };
}

/** What became of the ports of one protocol. */
interface PortChange {
  readonly gone: readonly number[];
  readonly added: readonly number[];
  /** Only ports that the system may have chosen differ, and no further start of the original tells whether it did. */
  readonly untold: boolean;
  /** The original itself has other ports at another start. */
  readonly varied: boolean;
}

/**
 * A port that every start of the original has is not chosen, however high it is (gRPC servers have 50051, WireGuard 51820). Of
 * those that the system chooses, the numbers mean nothing and how many they are does.
 */
function portChange(
  before: readonly number[],
  after: readonly number[],
  agains: readonly (readonly number[])[],
): PortChange {
  const steady = before.filter((port) => agains.every((again) => again.includes(port)));
  const known = new Set([...before, ...agains.flat()]);
  const gone = steady.filter((port) => !after.includes(port));
  const added = after.filter((port) => !known.has(port));
  const chosen = (ports: readonly number[]): readonly number[] =>
    ports.filter((port) => port >= FIRST_CHOSEN && !steady.includes(port));
  if (agains.length === 0) {
    const differ = [...gone, ...added];
    const untold =
      differ.length > 0 && gone.length === added.length && differ.every((port) => port >= FIRST_CHOSEN);
    return { gone, added, untold, varied: false };
  }
  const counts = [before, ...agains].map((ports) => chosen(ports).length);
  const now = chosen(after).length;
  const fewer = now < Math.min(...counts);
  const more = now > Math.max(...counts);
  return {
    gone: fewer ? [...gone, ...chosen(before)] : gone,
    added: more ? added : added.filter((port) => port < FIRST_CHOSEN),
    untold: false,
    varied: steady.length < before.length,
  };
}

function untoldPorts(
  subject: string,
  [before, after]: readonly [readonly number[], readonly number[]],
): Finding {
  return {
    check: 'behaviour',
    code: 'V-LISTENING',
    weight: 'unsure',
    subject,
    before: label(before),
    after: label(after),
    because: 'one start of the original does not tell whether the system chose them',
  };
}

/**
 * UDP ports that the original has at every start and the candidate has not, or the other way round. What asks a name server
 * has a port for that moment, so one more that the system may have chosen is a note.
 */
export function compareUdpPorts(
  before: Observation,
  after: Observation,
  agains: readonly Observation[],
): readonly Finding[] {
  const sides = [before.udp ?? [], after.udp ?? []] as const;
  if ((before.udp ?? null) === null || (after.udp ?? null) === null) return [];
  const more = agains.flatMap(({ udp }) => (udp ? [udp] : []));
  const { gone, added, untold } = portChange(...sides, more);
  if (gone.length === 0 && added.length === 0) return [];
  const subject = 'UDP ports';
  const moment = [...gone, ...added].every((port) => port >= FIRST_CHOSEN);
  if (untold) return [untoldPorts(subject, sides)];
  const finding = changedPorts(subject, sides, gone, added);
  if (!moment) return [finding];
  if (gone.length === 0) return [{ ...finding, weight: 'note' }];
  const steady = gone.some((port) => more.length > 0 && more.every((again) => again.includes(port)));
  return [steady ? finding : { ...finding, weight: 'unsure' }];
}

/** TCP ports that only one image listens on; a note when those of only one could be read. */
export function comparePorts(
  before: readonly number[] | null,
  after: readonly number[] | null,
  agains: readonly (readonly number[])[],
): { readonly findings: readonly Finding[]; readonly normalised: readonly string[] } {
  if (before === null && after === null) return { findings: [], normalised: [] };
  if (before === null || after === null) return { findings: [halfRead(before, after)], normalised: [] };
  const { gone, added, untold, varied } = portChange(before, after, agains);
  const subject = 'listening ports';
  if (untold) return { findings: [untoldPorts(subject, [before, after])], normalised: [] };
  const normalised = varied ? ['listening ports that the system chose'] : [];
  if (gone.length === 0 && added.length === 0) return { findings: [], normalised };
  return { findings: [changedPorts(subject, [before, after], gone, added)], normalised };
}
