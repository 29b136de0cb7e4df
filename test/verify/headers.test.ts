import { expect } from 'chai';
import { comparedHeaders } from '../../src/verify/headers.js';

describe('headers that are compared', () => {
  it('are those that guard, name and cache', () => {
    const headers = {
      'content-security-policy': "default-src 'self'",
      'strict-transport-security': 'max-age=1',
      'content-disposition': 'attachment',
      vary: 'Origin',
      'www-authenticate': 'Basic',
      'x-own': 'a',
    };
    expect(comparedHeaders(headers)).to.deep.equal(headers);
  });

  it('are not those of the connection and of this one response', () => {
    const left = comparedHeaders({
      date: 'x',
      connection: 'close',
      'content-length': '3',
      traceparent: '00',
    });
    expect(left).to.deep.equal({});
  });

  it('count for being there where their value follows from a file’s time', () => {
    expect(comparedHeaders({ etag: '"1-2"' })).to.deep.equal(comparedHeaders({ etag: 'W/"3-4"' }));
    expect(comparedHeaders({ 'last-modified': 'x' })).not.to.deep.equal(comparedHeaders({}));
  });

  it('name the program without its release', () => {
    expect(comparedHeaders({ server: 'Apache/2.4.57 (Debian) PHP/8.3.1' })).to.deep.equal({
      server: 'Apache PHP',
    });
    expect(comparedHeaders({ 'x-powered-by': 'PHP/8.3.1' })).to.deep.equal({ 'x-powered-by': 'PHP' });
  });

  it('are a cookie’s name and attributes, without its value', () => {
    const cookies = (...values: readonly string[]): string | undefined =>
      comparedHeaders({ 'set-cookie': values })['set-cookie'];
    expect(cookies('sid=1; HttpOnly; Path=/')).to.equal(cookies('sid=2; path=/; httponly'));
    expect(cookies('sid=1; HttpOnly; Path=/')).not.to.equal(cookies('sid=1; Path=/'));
    expect(cookies('sid=1; SameSite=Lax')).not.to.equal(cookies('sid=1; SameSite=None'));
    expect(cookies('a=1', 'b=1')).to.equal(cookies('b=2', 'a=2', 'a=3'));
  });
});
