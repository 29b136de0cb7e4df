import { expect } from 'chai';
import {
  array,
  assert,
  constantFrom,
  oneof,
  option,
  property,
  record,
  string,
  stringMatching,
  tuple,
} from 'fast-check';
import { parseImageRef } from '../../src/data/image-ref.js';
import { imageExists, imageFacts } from '../../src/data/images.js';
import { classifyPackage, closureSize, runtimeCounterparts } from '../../src/data/os-packages.js';
import { packageOf, programsOf, provides, providesLibrary } from '../../src/data/provides.js';

const words = constantFrom(
  ...'node golang php alpine debian gcr.io/distroless/base 20 1.22 8.3.2 slim alpine3.19 fpm bookworm latest lts constructor __proto__ : / - . @ sha256 $X'.split(
    ' ',
  ),
);
const references = oneof(
  string(),
  array(words, { maxLength: 6 }).map((parts) => parts.join('')),
  tuple(words, words).map(([name, tag]) => `${name}:${tag}`),
);

describe('the tables', () => {
  it('answer any image reference without throwing, and the same each time', () => {
    assert(
      property(references, string(), (text, other) => {
        const ref = parseImageRef(text);
        const facts = imageFacts(ref);
        expect(imageFacts(parseImageRef(text))).to.equal(facts);
        imageExists(ref.repository, other);
        if (facts === null) return;
        expect(provides(facts, other)).to.be.oneOf(['yes', 'no', 'unknown']);
        expect(providesLibrary(facts, other)).to.be.oneOf(['yes', 'no', 'unknown']);
      }),
    );
  });

  it('answer any package name without throwing', () => {
    assert(
      property(oneof(string(), words), constantFrom('apt', 'apk', 'dnf'), (name, manager) => {
        classifyPackage(name, manager);
        runtimeCounterparts(name, manager, null);
        runtimeCounterparts(name, manager, name);
        closureSize([name], name, true);
        packageOf(name, manager);
        programsOf(name, manager);
      }),
    );
  });

  it('find registry and tag in every reference', () => {
    const part = stringMatching(/^[a-z][a-z0-9]{0,5}$/);
    const host = option(constantFrom('ghcr.io', 'localhost:5000', 'mirror.gcr.io'), { nil: null });
    const parts = record({
      host,
      path: array(part, { minLength: 1, maxLength: 3 }),
      tag: option(part, { nil: null }),
    });
    assert(
      property(parts, ({ host: registry, path, tag }) => {
        const text = `${registry === null ? '' : `${registry}/`}${path.join('/')}${tag === null ? '' : `:${tag}`}`;
        const ref = parseImageRef(text);
        expect(ref).to.include({ text, registry, tag, digest: null });
      }),
    );
  });
});
