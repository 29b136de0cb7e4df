import { expect } from 'chai';
import { allowedDifference } from '../../src/data/config-allowances.js';
import { parseImageRef } from '../../src/data/image-ref.js';
import { imageFacts } from '../../src/data/images.js';
import type { ImageFacts } from '../../src/data/types.js';

function facts(text: string): ImageFacts {
  const found = imageFacts(parseImageRef(text));
  if (found === null) throw new Error(`no facts for ${text}`);
  return found;
}

const golang = facts('golang:1.22');
const debian = facts('debian:bookworm-slim');
const distroless = facts('gcr.io/distroless/static-debian12');
const system = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const goPath = `/go/bin:/usr/local/go/bin:${system}`;

describe('config differences that a base change forces', () => {
  it('lets versions differ within one line of releases alone', () => {
    const from = facts('node:20');
    const of = (tag: string, value: string): ImageFacts => {
      const to = facts(tag);
      return { ...to, config: { ...to.config, env: { ...to.config.env, NODE_VERSION: value } } };
    };
    const before = from.config.env['NODE_VERSION'] ?? '';
    const reason = (tag: string, value: string): string | null =>
      allowedDifference('env:NODE_VERSION', before, value, from, of(tag, value));
    expect(reason('node:20-slim', '20.99.0')).to.be.a('string');
    expect(reason('node:22-slim', '22.0.0')).to.equal(null);
    expect(reason('node:slim', '22.0.0')).to.equal(null);
  });

  it('lets what only configures Node go with Node', () => {
    const node = facts('node:20');
    const env = { ...node.config.env, NODE_EXTRA_CA_CERTS: '/ca.crt' };
    const mirror: ImageFacts = { ...node, config: { ...node.config, env } };
    const field = 'env:NODE_EXTRA_CA_CERTS';
    expect(allowedDifference(field, '/ca.crt', null, mirror, facts('alpine:3.20'))).to.be.a('string');
    expect(allowedDifference(field, '/ca.crt', null, mirror, facts('node:20-slim'))).to.equal(null);
    expect(allowedDifference(field, '/mine.crt', null, mirror, facts('alpine:3.20'))).to.equal(null);
  });

  it('lets the tool chain’s variables go with the tool chain', () => {
    for (const [name, value] of [
      ['GOLANG_VERSION', '1.22.12'],
      ['GOTOOLCHAIN', 'local'],
      ['GOPATH', '/go'],
    ] as const)
      expect(allowedDifference(`env:${name}`, value, null, golang, debian), name).to.be.a('string');
  });

  it('knows the PATH that the engine gives where the image has none', () => {
    const scratch = facts('scratch');
    expect(allowedDifference('env:PATH', goPath, null, golang, scratch, () => false)).to.be.a('string');
    expect(allowedDifference('env:PATH', goPath, null, golang, scratch, () => true)).to.equal(null);
    expect(allowedDifference('env:PATH', `/app:${goPath}`, null, golang, scratch)).to.equal(null);
  });

  it('keeps what the author set, and everything else of the base', () => {
    expect(allowedDifference('env:GOPATH', '/work', null, golang, debian)).to.equal(null);
    expect(allowedDifference('env:LANG', 'C.UTF-8', null, facts('python:3.12'), debian)).to.equal(null);
    expect(allowedDifference('env:NODE_ENV', 'production', null, facts('node:20'), debian)).to.equal(null);
    expect(allowedDifference('workdir', '/go', '/', golang, debian)).to.equal(null);
    expect(allowedDifference('user', 'root', '65532', golang, distroless)).to.equal(null);
  });

  it('lets node’s entry script go with node, and no other entry point', () => {
    const script = '["docker-entrypoint.sh"]';
    expect(allowedDifference('entrypoint', script, null, facts('node:20'), debian)).to.be.a('string');
    expect(allowedDifference('entrypoint', script, null, facts('node:20'), facts('node:20-slim'))).to.equal(
      null,
    );
    expect(allowedDifference('entrypoint', script, '["tini"]', facts('node:20'), debian)).to.equal(null);
    expect(allowedDifference('entrypoint', '["tini"]', null, facts('node:20'), debian)).to.equal(null);
    expect(allowedDifference('entrypoint', script, null, golang, debian)).to.equal(null);
  });

  it('lets distroless bring SSL_CERT_FILE, and nothing else', () => {
    const bundle = '/etc/ssl/certs/ca-certificates.crt';
    expect(allowedDifference('env:SSL_CERT_FILE', null, bundle, golang, distroless)).to.be.a('string');
    expect(allowedDifference('env:SSL_CERT_FILE', null, '/other', golang, distroless)).to.equal(null);
    expect(allowedDifference('env:SSL_CERT_FILE', '/mine', bundle, golang, distroless)).to.equal(null);
    expect(allowedDifference('env:OTHER', null, 'x', golang, distroless)).to.equal(null);
  });

  it('takes the old tools’ directories out of PATH unless programs in them are carried', () => {
    expect(allowedDifference('env:PATH', goPath, system, golang, debian, () => false)).to.be.a('string');
    expect(allowedDifference('env:PATH', goPath, system, golang, debian)).to.equal(null);
    expect(allowedDifference('env:PATH', `/app/bin:${goPath}`, system, golang, debian, () => false)).to.equal(
      null,
    );
    expect(
      allowedDifference('env:PATH', `/app/bin:${goPath}`, `/app/bin:${system}`, golang, debian, () => false),
    ).to.be.a('string');
    expect(allowedDifference('env:PATH', goPath, `/new:${system}`, golang, debian, () => false)).to.equal(
      null,
    );
  });

  it('allows another patch release of the same image, and no other version', () => {
    const full = facts('node:20');
    const slim = { ...facts('node:20-slim'), config: { ...full.config, env: { NODE_VERSION: '20.19.0' } } };
    const before = full.config.env['NODE_VERSION'] ?? '';
    expect(allowedDifference('env:NODE_VERSION', before, '20.19.0', full, slim)).to.be.a('string');
    expect(allowedDifference('env:NODE_VERSION', '18.0.0', '20.19.0', full, slim)).to.equal(null);
  });

  it('takes what the images say where a tag names no line of releases', () => {
    const of = (tag: string, name: string, value: string): ImageFacts => {
      const image = facts(tag);
      return { ...image, config: { ...image.config, env: { ...image.config.env, [name]: value } } };
    };
    const allowed = (name: string, from: readonly [string, string], to: readonly [string, string]): boolean =>
      allowedDifference(`env:${name}`, from[1], to[1], of(from[0], name, from[1]), of(to[0], name, to[1])) !==
      null;
    const go = 'GOLANG_VERSION';
    expect(allowed(go, ['golang:alpine', '1.26.8'], ['golang:1.12-alpine', '1.12.17'])).to.equal(false);
    expect(allowed(go, ['golang:alpine', '1.26.8'], ['golang:1.26-alpine', '1.26.1'])).to.equal(true);
    const php = 'PHP_VERSION';
    expect(allowed(php, ['php:8-cli', '8.4.1'], ['php:8.0-cli', '8.0.30'])).to.equal(false);
    expect(allowed(php, ['php:8.2-cli', '8.2.29'], ['php:8-cli', '8.4.1'])).to.equal(false);
    expect(allowed(php, ['php:8-cli', '8.4.1'], ['php:8.4-cli', '8.4.2'])).to.equal(true);
    expect(allowed(php, ['php:8.2-cli', '8.2.29'], ['php:8.2-cli-alpine', '8.2.28'])).to.equal(true);
    const python = 'PYTHON_VERSION';
    expect(allowed(python, ['python:3-slim', '3.14.0'], ['python:3.8-slim', '3.8.20'])).to.equal(false);
    expect(allowed('NODE_VERSION', ['node:lts', '22.1.0'], ['node:22-slim', '22.9.0'])).to.equal(true);
    expect(allowed('NODE_VERSION', ['node:lts', '22.1.0'], ['node:20-slim', '20.9.0'])).to.equal(false);
  });

  it('goes by the version of the language for what comes with it', () => {
    const of = (tag: string, version: string, pip: string): ImageFacts => {
      const image = facts(tag);
      const env = { ...image.config.env, PYTHON_VERSION: version, PYTHON_PIP_VERSION: pip };
      return { ...image, config: { ...image.config, env } };
    };
    const allowed = (to: ImageFacts): boolean =>
      allowedDifference('env:PYTHON_PIP_VERSION', '24.0', '25.0', of('python:3', '3.12.1', '24.0'), to) !==
      null;
    expect(allowed(of('python:3-slim', '3.12.9', '25.0'))).to.equal(true);
    expect(allowed(of('python:3-slim', '3.13.1', '25.0'))).to.equal(false);
  });

  it('lets nginx expose its port', () => {
    const node = facts('node:20');
    const nginx = facts('nginx:1.27-alpine');
    expect(allowedDifference('exposed', null, '["80/tcp"]', node, nginx)).to.be.a('string');
    expect(allowedDifference('exposed', '["3000/tcp"]', '["80/tcp"]', node, nginx)).to.equal(null);
    expect(allowedDifference('exposed', '["3000/tcp"]', '["3000/tcp","80/tcp"]', node, nginx)).to.be.a(
      'string',
    );
    expect(allowedDifference('exposed', null, '["80/tcp"]', node, debian)).to.equal(null);
  });
});
