import { expect } from 'chai';
import { comparePorts, compareUdpPorts, openPorts, openUdpPorts } from '../../src/verify/open-ports.js';
import type { Observation } from '../../src/verify/types.js';

const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

function line(local: string, state = '0A'): string {
  return `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100\n`;
}

describe('open ports of the kernel’s tables', () => {
  it('reads ports that listen on every address, of both families, once', () => {
    const six = `   0: ${'0'.repeat(32)}:0BB8 ${'0'.repeat(32)}:0000 0A 0:0 0:0 0\n`;
    expect(openPorts(head + line('00000000:0BB8') + line('020011AC:0050') + head + six)).to.deep.equal([
      80, 3000,
    ]);
  });

  it('leaves out loopback and connections', () => {
    const loop6 = `   0: ${'0'.repeat(24)}01000000:0BB8 ${'0'.repeat(32)}:0000 0A 0:0\n`;
    expect(
      openPorts(head + line('0100007F:0BB8') + line('0B00007F:9C41') + line('00000000:0050', '01') + loop6),
    ).to.deep.equal([]);
  });

  it('tells UDP from TCP', () => {
    const tables =
      head + line('00000000:0BB8') + head + line('00000000:14E9', '07') + line('00000000:C001', '07');
    expect(openUdpPorts(tables)).to.deep.equal([5353, 49153]);
    expect(openPorts(tables)).to.deep.equal([3000]);
    expect(openUdpPorts(head)).to.deep.equal([]);
  });

  it('says so when it is no such table', () => {
    expect(openPorts('')).to.equal(null);
    expect(openPorts('cat: not found')).to.equal(null);
  });
});

describe('comparison of open ports', () => {
  type Ports = readonly number[];

  function tcp(before: Ports, after: Ports, ...agains: readonly Ports[]): readonly string[] {
    return comparePorts(before, after, agains).findings.map(({ weight, because }) => `${weight}: ${because}`);
  }

  const seen = (ports: Ports): Observation => ({
    args: [],
    state: 'running',
    exitCode: null,
    listening: [],
    udp: ports,
    health: null,
    answers: [],
    stdout: '',
    stderr: '',
    stop: null,
    failure: null,
  });

  function udp(before: Ports, after: Ports, ...agains: readonly Ports[]): readonly string[] {
    const found = compareUdpPorts(seen(before), seen(after), agains.map(seen));
    return found.map(({ weight, because }) => `${weight}: ${because}`);
  }

  const gone = (port: number): string => `different: nothing listens on ${port} any more`;

  it('takes a port that two starts of the original have for the app’s, however high it is', () => {
    expect(tcp([3000, 50051], [3000, 50052], [3000, 50051])).to.deep.equal([gone(50051)]);
    expect(tcp([50051], [], [50051])).to.deep.equal([gone(50051)]);
    expect(tcp([3000, 50051], [3000, 50051], [3000, 50051])).to.deep.equal([]);
    expect(udp([51820], [], [51820])).to.deep.equal([gone(51820)]);
    expect(udp([51820], [51821], [51820])).to.deep.equal([gone(51820)]);
    expect(udp([51820], [51820], [51820])).to.deep.equal([]);
  });

  it('does not say after one start whether a port was chosen', () => {
    const untold = 'unsure: one start of the original does not tell whether the system chose them';
    expect(tcp([3000, 40123], [3000, 51234])).to.deep.equal([untold]);
    expect(udp([40123], [51234])).to.deep.equal([untold]);
    expect(udp([40123], [])[0]).to.match(/^unsure/);
  });

  it('lets ports differ that the system chose, and counts them', () => {
    expect(tcp([3000, 40123], [3000, 51234], [3000, 38888])).to.deep.equal([]);
    expect(comparePorts([40123], [51234], [[38888]]).normalised).to.deep.equal([
      'listening ports that the system chose',
    ]);
    expect(tcp([3000, 40123], [3000], [3000, 38888])).to.deep.equal([gone(40123)]);
    expect(tcp([3000, 40123], [3000, 51234, 51236], [3000, 38888])[0]).to.match(/^different: something new/);
    expect(tcp([3000, 40123], [3000], [3000])).to.deep.equal([]);
    expect(udp([40123], [51234], [38888])).to.deep.equal([]);
    expect(udp([40123], [], [])).to.deep.equal([]);
    expect(udp([40123], [], [38888])[0]).to.match(/^unsure/);
    expect(udp([], [51234])[0]).to.match(/^note/);
  });
});
