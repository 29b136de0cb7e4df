import { expect } from 'chai';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { stagesOf, withStages } from '../../src/verify/layer-stages.js';

describe('stages of layers', () => {
  const layers = ['rootfs', 'CMD', 'RUN a', 'ENV b', 'COPY c', 'CMD d'].map((createdBy, index) => ({
    stage: '',
    createdBy,
    bytes: index,
  }));

  it('counts instructions off from the end; the rest is the base’s', () => {
    const doc = parseDockerfile(
      'FROM node AS deps\nRUN x\nFROM node AS base\nRUN a\nENV b=1\nFROM base\nCOPY --from=deps c .\nCMD ["d"]\n',
    );
    const stage = doc.stages.at(-1);
    expect(stage && stagesOf(doc, stage)).to.deep.equal([
      { name: 'base', instructions: 2 },
      { name: '2', instructions: 2 },
    ]);
    expect(withStages(layers, stage ? stagesOf(doc, stage) : []).map((layer) => layer.stage)).to.deep.equal([
      'base',
      'base',
      'base',
      'base',
      '2',
      '2',
    ]);
    expect(withStages(layers, [{ name: 'app', instructions: 4 }]).map((layer) => layer.stage)).to.deep.equal([
      'base',
      'base',
      'app',
      'app',
      'app',
      'app',
    ]);
  });

  it('gives all to the stages when the base has no history', () => {
    expect(
      withStages(layers.slice(-1), [{ name: 'app', instructions: 2 }]).map((it) => it.stage),
    ).to.deep.equal(['app']);
  });
});
