import { expect } from 'chai';
import { composer } from '../../../transforms/composer/index.js';
import { contributed, factsOf } from './facts.js';

function bases(dockerfile: string): readonly string[] {
  const facts = factsOf(dockerfile);
  if (!facts.baseRef) throw new Error('no base');
  return composer
    .bases(facts.baseRef, facts, contributed(dockerfile))
    .map((option) => `${option.tier} ${option.kind} ${option.image}`);
}

describe('transforms/composer/bases', () => {
  it('stays on the very image', () => {
    expect(bases('FROM php:8.2-zts\nCMD ["php", "x.php"]')).to.deep.equal(['T0 same php:8.2-zts']);
    expect(bases('ARG V=8.3\nFROM php:$V-apache')).to.deep.equal(['T0 same php:$V-apache']);
    expect(bases('FROM wordpress:6-php8.2-apache')).to.deep.equal(['T0 same wordpress:6-php8.2-apache']);
    expect(bases(`FROM php:8.2-fpm@sha256:${'a'.repeat(64)}`)).to.deep.equal([
      `T0 same php:8.2-fpm@sha256:${'a'.repeat(64)}`,
    ]);
  });

  it("takes the slim image of Debian's own PHP", () => {
    const file =
      'FROM debian:bookworm\nRUN apt-get update && apt-get install -y php8.2-fpm\nCMD ["php-fpm8.2", "-F"]';
    expect(bases(file)).to.deep.equal(['T1 family debian:bookworm-slim', 'T0 same debian:bookworm']);
    expect(bases(file.replace('debian:bookworm', 'debian:stable'))).to.deep.equal(['T0 same debian:stable']);
    expect(bases(file.replace('debian:bookworm', 'ubuntu:22.04'))).to.deep.equal(['T0 same ubuntu:22.04']);
  });

  it('says nothing about images of others', () => {
    expect(bases('FROM node:20\nCMD ["node", "x.js"]')).to.deep.equal([]);
  });

  it('is at work where PHP or Composer is', () => {
    expect(composer.detect(factsOf('FROM php:8.2-cli'))).to.equal(true);
    expect(
      composer.detect(factsOf('FROM debian:bookworm\nRUN apt-get update && apt-get install -y php8.2-cli')),
    ).to.equal(true);
    expect(
      composer.detect(factsOf('FROM ubuntu:22.04\nWORKDIR /a\nCOPY . .', { 'composer.json': '{}' })),
    ).to.equal(true);
    expect(composer.detect(factsOf('FROM golang:1.22\nRUN go build', { 'go.mod': 'module x' }))).to.equal(
      false,
    );
  });
});
