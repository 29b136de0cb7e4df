import { expect } from 'chai';
import { checkLocalTime } from '../../src/verify/local-time.js';
import type { ListedFile } from '../../src/verify/types.js';
import { file, link, listing } from '../support/listings.js';

type Files = Readonly<Record<string, ListedFile>>;
type Env = Readonly<Record<string, string>>;

const zones: Files = {
  '/usr/share/zoneinfo/Asia/Tokyo': file('tokyo'),
  '/usr/share/zoneinfo/Japan': link('Asia/Tokyo'),
  '/usr/share/zoneinfo/Europe/Berlin': file('berlin'),
  '/usr/share/zoneinfo/Etc/UTC': file('utc'),
  '/usr/share/zoneinfo/GMT': file('gmt'),
};
const leads = (to: string): Files => ({ ...zones, '/etc/localtime': link(`/usr/share/zoneinfo/${to}`) });
const copied = (content: string, others: Files = zones): Files => ({
  ...others,
  '/etc/localtime': file(content),
});

function zone(before: Files, after: Files, was: Env = {}, is: Env = {}, own = false): readonly string[] {
  const env = { before: was, after: is };
  return checkLocalTime(listing(before), listing(after), env, own).map(
    (it) => `${it.weight} ${it.before ?? ''} ${it.after ?? ''}`,
  );
}

describe('the zone of local times', () => {
  it('is where /etc/localtime leads to', () => {
    expect(zone(leads('Asia/Tokyo'), zones)).to.deep.equal(['different Asia/Tokyo UTC']);
    expect(zone(leads('Asia/Tokyo'), leads('Europe/Berlin'))).to.have.length(1);
    expect(zone(zones, leads('Asia/Tokyo'))).to.deep.equal(['different UTC Asia/Tokyo']);
    expect(zone(leads('Asia/Tokyo'), leads('Asia/Tokyo'))).to.deep.equal([]);
    expect(zone(leads('Asia/Tokyo'), leads('Japan'))).to.deep.equal([]);
    const relative = { ...zones, '/etc/localtime': link('../usr/share/zoneinfo/Asia/Tokyo') };
    expect(zone(leads('Asia/Tokyo'), relative)).to.deep.equal([]);
  });

  it('is what the file is a copy of', () => {
    expect(zone(copied('tokyo'), leads('Asia/Tokyo'))).to.deep.equal([]);
    expect(zone(copied('tokyo'), copied('tokyo', {}))).to.deep.equal([]);
    expect(zone(copied('tokyo'), copied('berlin', {}))).to.deep.equal(['different Asia/Tokyo Europe/Berlin']);
    expect(zone(copied('tokyo'), {})).to.have.length(1);
    expect(zone(copied('utc'), {})).to.deep.equal([]);
  });

  it('is UTC without one, or with one that is not there', () => {
    for (const name of ['Etc/UTC', 'GMT']) expect(zone(leads(name), {}), name).to.deep.equal([]);
    expect(zone({ '/etc/localtime': link('/usr/share/zoneinfo/Asia/Tokyo') }, {})).to.deep.equal([]);
  });

  it('is that of TZ before all else', () => {
    const tokyo = { TZ: 'Asia/Tokyo' };
    expect(zone(leads('Asia/Tokyo'), zones, tokyo, tokyo)).to.deep.equal([]);
    expect(zone(leads('Asia/Tokyo'), zones, {}, tokyo)).to.deep.equal([]);
    expect(zone(leads('Asia/Tokyo'), zones, { TZ: 'UTC' }, {})).to.deep.equal([]);
    expect(zone(zones, zones, tokyo, {})).to.deep.equal(['different Asia/Tokyo UTC']);
    expect(zone(leads('Asia/Tokyo'), zones, { TZ: ':/etc/localtime' }, {})).to.have.length(1);
  });

  it('is nothing to PHP', () => {
    expect(zone(leads('Asia/Tokyo'), zones, {}, {}, true)).to.deep.equal(['note Asia/Tokyo UTC']);
  });
});
