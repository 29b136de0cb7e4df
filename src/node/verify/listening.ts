import { openPorts, openUdpPorts } from '../../verify/open-ports.js';
import type { Engine } from '../engine/types.js';

const SECONDS = 20;

export interface OpenPorts {
  readonly tcp: readonly number[];
  readonly udp: readonly number[] | null;
}

/**
 * Ports that are open in a container, read by a second container in its network: the image that is looked at may have
 * no program to read them with. `helper` is an image with `cat`; null when there is none or it does not work.
 */
export async function listening(
  engine: Engine,
  id: string,
  helper: string | null,
): Promise<OpenPorts | null> {
  if (helper === null) return null;
  const { stdout } = await engine.run(
    {
      image: helper,
      args: ['/proc/net/tcp', '/proc/net/tcp6', '/proc/net/udp', '/proc/net/udp6'],
      env: {},
      envFile: null,
      options: [],
      ports: [],
      entrypoint: 'cat',
      networkOf: id,
    },
    SECONDS,
  );
  const tcp = openPorts(stdout);
  return tcp && { tcp, udp: openUdpPorts(stdout) };
}
