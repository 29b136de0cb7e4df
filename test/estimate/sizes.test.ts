import { expect } from 'chai';
import { parseImageRef } from '../../src/data/image-ref.js';
import { imageFacts } from '../../src/data/images.js';
import type { ImageFacts } from '../../src/data/types.js';
import { basePart, goCachesPart, nodeModulesPart, packagesPart } from '../../src/estimate/parts.js';
import { estimateSizes, totalSize } from '../../src/estimate/sizes.js';
import type { SizePart } from '../../src/estimate/types.js';

function facts(text: string): ImageFacts {
  const found = imageFacts(parseImageRef(text));
  if (found === null) throw new Error(`no facts for ${text}`);
  return found;
}

function part(name: string, low: number, high: number): SizePart {
  return { name, range: { low, high }, basis: 'estimate', source: 'test' };
}

/** How wide a base's range is, as a part of its lower bound. */
function width(text: string): number {
  const range = basePart(facts(text), text)?.range ?? { low: 0, high: 0 };
  return (range.high - range.low) / range.low;
}

describe('size estimates', () => {
  it('subtract range from range', () => {
    const { saved } = estimateSizes({ before: [part('a', 100, 120)], after: [part('b', 10, 30)] });
    expect(saved).to.deep.equal({ low: 70, high: 110 });
  });

  it('cancel what stays the same, and only that', () => {
    const app = part('app', 10, 500);
    const kept = estimateSizes({ before: [part('a', 100, 100), app], after: [part('b', 40, 40), app] });
    expect(kept.saved).to.deep.equal({ low: 60, high: 60 });
    const changed = estimateSizes({
      before: [part('a', 100, 100), app],
      after: [part('b', 40, 40), part('app', 5, 5)],
    });
    expect(changed.saved).to.deep.equal({ low: 65, high: 555 });
  });

  it('say nothing of savings when a part is not known', () => {
    const estimate = estimateSizes({ before: [part('a', 100, 100), null], after: [part('b', 10, 10)] });
    expect(estimate.saved).to.equal(null);
    expect(estimate.before).to.equal(null);
    expect(estimate.after).to.have.length(1);
    expect(estimate.basis).to.contain('before');
  });

  it('may find a loss', () => {
    expect(estimateSizes({ before: [], after: [part('b', 10, 20)] }).saved).to.deep.equal({
      low: -20,
      high: -10,
    });
  });

  it('find most of a full image gone in its slim one', () => {
    const before = [basePart(facts('node:20'), 'node:20')];
    const after = [basePart(facts('node:20-slim'), 'node:20-slim')];
    const { saved } = estimateSizes({ before, after });
    expect(saved?.low ?? 0).to.be.within(400e6, 900e6);
    expect(saved?.high ?? 0).to.be.within(700e6, 1100e6);
  });
});

describe('parts of an image', () => {
  it('keep measured sizes narrower than estimated ones', () => {
    expect(width('debian:bookworm-slim')).to.be.lessThan(0.1);
    expect(width('node:20')).to.be.greaterThan(0.2);
  });

  it('are null for a base of unknown size', () => {
    expect(basePart({ ...facts('node:20'), size: null }, 'node:20')).to.equal(null);
  });

  it('count packages once, and what is not known from nothing upwards', () => {
    const git = packagesPart(['git'], 'bookworm', false);
    expect(git.basis).to.equal('measured');
    expect(git.range.low).to.be.within(90e6, 115e6);
    const acme = packagesPart(['git', 'acme'], 'bookworm', false);
    expect(acme.basis).to.equal('estimate');
    expect(acme.range.low).to.equal(git.range.low);
    expect(acme.range.high).to.be.greaterThan(git.range.high);
  });

  it('count what is known of Alpine packages, groups not twice', () => {
    const git = packagesPart(['git'], '3.20', false);
    expect(git.basis).to.equal('estimate');
    expect(git.range.low).to.be.within(5e6, 20e6);
    const group = packagesPart(['build-base', 'gcc', 'make'], '3.20', false);
    expect(group.range).to.deep.equal(packagesPart(['build-base'], '3.20', false).range);
    expect(packagesPart(['acme-dev'], '3.20', false).range.low).to.equal(0);
  });

  it('grow with the number of packages and modules', () => {
    expect(totalSize([nodeModulesPart(0)])).to.deep.equal({ low: 0, high: 0 });
    expect(nodeModulesPart(100, 'development').range.low).to.be.greaterThan(nodeModulesPart(100).range.low);
    expect(goCachesPart(50).range.low).to.be.greaterThan(goCachesPart(5).range.low);
  });
});
