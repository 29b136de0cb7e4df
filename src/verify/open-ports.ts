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

/** The same of UDP (`/proc/net/udp` and `udp6`), without ports that the system chose: what asks a name server has one. */
export function openUdpPorts(tables: string): readonly number[] | null {
  return portsIn(tables, UNCONNECTED)?.filter((port) => port < FIRST_CHOSEN) ?? null;
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

/** UDP ports that the original has at every start and the candidate has not, or the other way round. */
export function compareUdpPorts(
  before: Observation,
  after: Observation,
  agains: readonly Observation[],
): readonly Finding[] {
  const [own, other] = [before.udp ?? null, after.udp ?? null];
  if (own === null || other === null) return [];
  const gone = own.filter(
    (port) => !other.includes(port) && agains.every((it) => it.udp?.includes(port) ?? true),
  );
  const added = other.filter((port) => !own.includes(port) && !agains.some((it) => it.udp?.includes(port)));
  if (gone.length === 0 && added.length === 0) return [];
  return [changedPorts('UDP ports', [own, other], gone, added)];
}

/** Ports that only one image listens on; a note when those of only one could be read. */
export function comparePorts(
  before: readonly number[] | null,
  after: readonly number[] | null,
  agains: readonly (readonly number[])[],
): { readonly findings: readonly Finding[]; readonly normalised: readonly string[] } {
  if (before === null && after === null) return { findings: [], normalised: [] };
  if (before === null || after === null) return { findings: [halfRead(before, after)], normalised: [] };
  const steady = before.filter((port) => agains.every((again) => again.includes(port)));
  const known = new Set([...before, ...agains.flat()]);
  const gone = steady.filter((port) => !after.includes(port));
  const added = after.filter((port) => !known.has(port));
  const chosen = [...gone, ...added].filter((port) => port >= FIRST_CHOSEN);
  const swapped = gone.length === added.length && chosen.length === gone.length + added.length;
  const varied = steady.length < before.length;
  const normalised =
    (swapped && chosen.length > 0) || varied ? ['listening ports that the system chose'] : [];
  if (swapped) return { findings: [], normalised };
  return { findings: [changedPorts('listening ports', [before, after], gone, added)], normalised };
}
