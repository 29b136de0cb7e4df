import { expect } from 'chai';
import { openPorts, openUdpPorts } from '../../src/verify/open-ports.js';

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

  it('tells UDP from TCP, and leaves out ports that the system chose', () => {
    const tables =
      head + line('00000000:0BB8') + head + line('00000000:14E9', '07') + line('00000000:C001', '07');
    expect(openUdpPorts(tables)).to.deep.equal([5353]);
    expect(openPorts(tables)).to.deep.equal([3000]);
    expect(openUdpPorts(head)).to.deep.equal([]);
  });

  it('says so when it is no such table', () => {
    expect(openPorts('')).to.equal(null);
    expect(openPorts('cat: not found')).to.equal(null);
  });
});
