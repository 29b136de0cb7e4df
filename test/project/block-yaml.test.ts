import { expect } from 'chai';
import * as fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { parseBlockYaml } from '../../src/project/block-yaml.js';

const reference = (text: string): unknown => parse(text, { schema: 'failsafe', strict: false });

describe('block YAML', () => {
  const documents: Readonly<Record<string, string>> = {
    'a pnpm lockfile': `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

importers:

  .:
    dependencies:
      express:
        specifier: ^4.18.2
        version: 4.18.2
    devDependencies: {}

packages:

  '@babel/core@7.23.0':
    resolution: {integrity: sha512-abc+/==, tarball: https://example.org/a.tgz}
    engines: {node: '>=6.9.0', npm: ">= 3, < 9"}
    os: [darwin, linux]
    deprecated: |-
      Please use something else.
        Or not.

      Thank you
  fsevents@2.3.3:
    cpu: [x64,
      arm64]
    deprecated: >-
      one
      two
    hasBin: true
`,
    'a yarn lockfile': `# comment
__metadata:
  version: 8
  cacheKey: 10c0

"lodash@npm:^4.17.20, lodash@npm:^4.17.21":
  version: 4.17.21
  resolution: "lodash@npm:4.17.21"
  dependencies:
    "@scope/x": "npm:^1.0.0"
    y: "npm:>= 1 # not a comment"
  conditions: os=linux & cpu=x64
  languageName: node

? "very long key"
:
  version: 1.0.0
`,
    sequences: `packages:
- 'apps/*'
- packages/**   # all of them
- "!**/test"
catalog:
  - name: x
    deep:
      - a
      - b: 1
        c: 2
  -
    name: y
  - - 1
    - 2
empty:
last: it's a plain 'quoted' word
`,
    'plain scalars over several lines': `a: one
  two
  three
b: "x
  y"
url: http://example.org:80/#x
`,
  };
  for (const [name, text] of Object.entries(documents)) {
    it(`reads ${name} as the yaml package does`, () => {
      const want = JSON.parse(JSON.stringify(reference(text), (_, value) => (value === '' ? null : value)));
      expect(JSON.parse(JSON.stringify(parseBlockYaml(text)))).to.deep.equal(want);
      expect(JSON.parse(JSON.stringify(parseBlockYaml(text.replaceAll('\n', '\r\n'))))).to.deep.equal(want);
    });
  }

  it('agrees with the yaml package on what that writes', () => {
    const word = fc
      .string({ unit: fc.constantFrom(...'ab1@/^~.-_: \'"#,{}[]&*!|>%?\\é'), minLength: 1, maxLength: 12 })
      .filter((text) => text !== '~' && text !== '<<');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        word,
        fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
        fc.dictionary(word, tie('value'), { minKeys: 1, maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(word, value, { minKeys: 1 }), fc.constantFrom(20, 0), (data, lineWidth) => {
        const text = stringify(data, { schema: 'failsafe', lineWidth, doubleQuotedMinMultiLineLength: 9999 });
        fc.pre(!/^\s*\?/mu.test(text) && !/[|>][-+0-9]*\n/u.test(text));
        expect(JSON.parse(JSON.stringify(parseBlockYaml(text) ?? null)), text).to.deep.equal(data);
      }),
      { numRuns: 300 },
    );
  });

  it('lets the last of several documents win', () => {
    const text =
      "---\nlockfileVersion: '9.0'\nimporters:\n  .: {}\n---\nlockfileVersion: '9.0'\nimporters:\n  app: {}\n";
    expect(parseBlockYaml(text)).to.deep.equal({ lockfileVersion: '9.0', importers: { app: {} } });
  });

  it('says so when it cannot read something', () => {
    expect(parseBlockYaml('a: 1\n  b: 2\nc\nd: 3')).to.equal(undefined);
    expect(parseBlockYaml('')).to.equal(null);
    expect(parseBlockYaml('x: 1\n<<<<<<< HEAD\na: 1\n=======\n')).to.equal(undefined);
  });

  it('never throws or hangs', () => {
    const lines = fc.array(fc.string({ unit: fc.constantFrom(...' -:?[]{}\'"|>#ab,&\n') }));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          lines.map((all) => all.join('\n')),
        ),
        (text) => {
          parseBlockYaml(text);
        },
      ),
      { numRuns: 2000 },
    );
    parseBlockYaml('- '.repeat(50_000));
    parseBlockYaml('['.repeat(50_000));
    parseBlockYaml('{a: '.repeat(50_000));
  });
});
