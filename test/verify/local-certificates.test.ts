import { expect } from 'chai';
import { lostAuthorities } from '../../src/verify/local-certificates.js';
import type { ListedFile } from '../../src/verify/types.js';
import { file, link, listing } from '../support/listings.js';

type Files = Readonly<Record<string, ListedFile>>;

const own = '/usr/local/share/ca-certificates/corp ca.crt';
const bundle = '/etc/ssl/certs/ca-certificates.crt';
const trusting: Files = { [own]: file('c'), '/etc/ssl/certs/corp_ca.pem': link(own), [bundle]: file('with') };

function lost(before: Files, after: Files): readonly string[] {
  return lostAuthorities(listing(before), listing(after)).map(
    ({ weight, subject }) => `${weight} ${subject}`,
  );
}

describe('authorities of the author’s own', () => {
  it('must be trusted where they were', () => {
    expect(lost(trusting, { [own]: file('c'), [bundle]: file('without') })).to.deep.equal([
      `different ${own}`,
    ]);
    expect(lost(trusting, {})).to.deep.equal([`different ${own}`]);
    const alpine = { [own]: file('c'), '/etc/ssl/certs/ca-cert-corp ca.pem': link(own) };
    expect(lost(alpine, { [own]: file('c') })).to.deep.equal([`different ${own}`]);
  });

  it('are trusted by their link or by the same bundle, and need not be where they were not', () => {
    expect(lost(trusting, { ...trusting, [bundle]: file('other') })).to.deep.equal([]);
    expect(lost(trusting, { [bundle]: file('with') })).to.deep.equal([]);
    expect(lost({ [own]: file('c'), [bundle]: file('without') }, {})).to.deep.equal([]);
  });
});
