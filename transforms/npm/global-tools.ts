import type { Evidence } from '../../src/classify/types.js';
import { homeOf } from '../../src/effects/home.js';
import type { Claim, Facts, GuardStep, LinkClaim, UnitFacts } from '../../src/transform/types.js';
import { binsOfPackage } from './bins.js';
import { corepackHome } from './commands/corepack.js';
import { type GlobalUse, isBuildTool, onNodePath } from './global-use.js';

/** Programs outside the project that the start uses, and how they get into the final image. */
export interface GlobalTools {
  readonly roots: readonly Claim[];
  readonly links: readonly LinkClaim[];
  readonly buildOnly: readonly Claim[];
  readonly guards: readonly GuardStep[];
  /** Programs of these tools by name. */
  readonly bins: ReadonlySet<string>;
}

function claim(path: string, because: string, tree = true): Claim {
  const evidence: Evidence = { rule: 'npm/global-tool', because, at: null };
  return { path, tree, confidence: 'proven', evidence };
}

/** Files that never moved in a package's published versions; for other packages package.json is asked when the image is built. */
const stableBins: Readonly<Record<string, string>> = {
  pm2: 'bin/pm2',
  'pm2-dev': 'bin/pm2-dev',
  'pm2-docker': 'bin/pm2-docker',
  'pm2-runtime': 'bin/pm2-runtime',
  'http-server': 'bin/http-server',
  yarn: 'bin/yarn.js',
  yarnpkg: 'bin/yarn.js',
  tsc: 'bin/tsc',
};

/** Files that moved with a major version, for calls that write the version out (`npm install -g serve@14.2.4`). */
function versionedBin(name: string, unit: UnitFacts): string | undefined {
  const major = new RegExp(`\\s${name}@[~^]?(\\d+)(?:\\.|\\s|$)`).exec(unit.unit?.text ?? '')?.[1];
  if (name !== 'serve' || major === undefined) return undefined;
  return Number(major) >= 14 ? 'build/main.js' : 'bin/serve.js';
}

/** A link's text from PREFIX/bin into a package, as `ln -s` takes it. */
function linkTarget(prefix: string, name: string, bin: string, unit: UnitFacts): string {
  const stable = Object.hasOwn(stableBins, bin) ? stableBins[bin] : versionedBin(name, unit);
  if (stable !== undefined) return `../lib/node_modules/${name}/${stable}`;
  // Where a package keeps its program changes between versions (serve 13 and 14), so its package.json says it.
  return `"../lib/node_modules/${name}/$(node -p "var b=require('${prefix}/lib/node_modules/${name}/package.json').bin;b['${bin}']||b")"`;
}

function globalPackage(path: string): { readonly prefix: string; readonly name: string } | null {
  const found = /^(.*)\/lib\/node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path);
  return found?.[1] !== undefined && found[2] !== undefined ? { prefix: found[1], name: found[2] } : null;
}

/** True when a later command takes the path away again. */
export function removedLater(facts: Facts, path: string): boolean {
  return facts.units.some((unit) =>
    unit.effects.removes.some(
      (removed) => path === removed || path.startsWith(`${removed.replace(/\/\*?$/, '')}/`),
    ),
  );
}

function corepackTools(
  facts: Facts,
  called: ReadonlySet<string>,
  add: { roots: Claim[]; links: LinkClaim[]; buildOnly: Claim[]; bins: Set<string> },
): void {
  const enabling = facts.units.find(
    (unit) =>
      unit.effects.model.startsWith('corepack enable') || /\bcorepack enable\b/.test(unit.unit?.text ?? ''),
  );
  if (!enabling) return;
  const shims = ['yarn', 'yarnpkg', 'pnpm', 'pnpx'].filter((name) => called.has(name));
  for (const name of ['yarn', 'yarnpkg', 'pnpm', 'pnpx'])
    add.buildOnly.push(
      claim(`/usr/local/bin/${name}`, 'a link of corepack, made again where it is needed', false),
    );
  if (shims.length === 0) {
    add.buildOnly.push(
      claim(
        corepackHome((name) => enabling.env[name], '/root'),
        'nothing that runs in the container calls yarn or pnpm',
      ),
    );
    return;
  }
  for (const name of shims) {
    add.bins.add(name);
    add.links.push({
      path: `/usr/local/bin/${name}`,
      target: `../lib/node_modules/corepack/dist/${name}.js`,
      evidence: {
        rule: 'npm/corepack',
        because: `the container starts ${name} through corepack`,
        at: enabling.place,
      },
    });
  }
  const home = corepackHome((name) => enabling.env[name], homeOf(enabling.user, enabling.env));
  // Corepack fetches a manager when it is first called: by a prepare, or by the install.
  const fetched = facts.units.some(
    (unit) =>
      /\bcorepack (?:prepare|install|use)\b/.test(unit.unit?.text ?? '') ||
      new RegExp(`(?:^|\\s)(?:${shims.join('|')})\\b`).test(
        unit.unit?.text.replace(/corepack enable[^&;]*/, '') ?? '',
      ),
  );
  if (fetched && !removedLater(facts, home))
    add.roots.push(claim(home, 'the package manager that corepack fetched'));
}

function npmItself(unit: UnitFacts): GuardStep {
  return {
    command: unit.unit?.text ?? '',
    evidence: {
      rule: 'npm/npm-version',
      because: 'the container runs this npm, and copying it over another one would mix the two',
      at: unit.place,
    },
  };
}

/** Finds globally installed programs that the start uses: their trees are copied, their links made again. */
export function globalTools(facts: Facts, use: GlobalUse): GlobalTools {
  const { called } = use;
  const roots: Claim[] = [];
  const links: LinkClaim[] = [];
  const buildOnly: Claim[] = [];
  const guards: GuardStep[] = [];
  const bins = new Set<string>();
  corepackTools(facts, called, { roots, links, buildOnly, bins });
  for (const unit of facts.units) {
    for (const write of unit.effects.writes) {
      if (write.role !== 'tool') continue;
      const found = globalPackage(write.path);
      if (found !== null) {
        const names = binsOfPackage(found.name);
        // A copied link would become the file itself and lose its way to the package.
        for (const bin of names)
          buildOnly.push(
            claim(
              `${found.prefix}/bin/${bin}`,
              `a link into ${found.name}, made again where it is needed`,
              false,
            ),
          );
        const starts = names.some((bin) => called.has(bin)) || called.has(found.name);
        const loads = use.imported.has(found.name) || onNodePath(facts, `${found.prefix}/lib/node_modules`);
        if (!starts && !loads && (use.complete || isBuildTool(found.name))) {
          buildOnly.push(claim(write.path, `nothing that runs in the container calls ${found.name}`));
          continue;
        }
        names.forEach((bin) => bins.add(bin));
        if (found.name === 'npm') {
          guards.push(npmItself(unit));
          buildOnly.push(claim(write.path, 'installed again in the final stage'));
          continue;
        }
        roots.push(
          claim(
            write.path,
            starts
              ? `the container starts ${found.name}, which is installed globally`
              : loads
                ? `code may load ${found.name}, which is installed globally`
                : `not every program that the app starts is known: it may be ${found.name}`,
          ),
        );
        if (!starts && use.complete) continue;
        // Not every version has all of a package's programs: http-server 14.1.1 has no hs any more.
        const linked = names.filter((bin) => called.has(bin) || Object.hasOwn(stableBins, bin));
        for (const bin of linked.length > 0 ? linked : names)
          links.push({
            path: `${found.prefix}/bin/${bin}`,
            target: linkTarget(found.prefix, found.name, bin, unit),
            evidence: {
              rule: 'npm/global-link',
              because: `${bin} is a link into ${found.name}`,
              at: unit.place,
            },
          });
        continue;
      }
      if (!write.path.endsWith('/.config/yarn/global')) continue;
      const shims = unit.effects.writes.filter(
        (each) => each.role === 'tool' && !each.tree && /\/bin\/[^/]+$/.test(each.path),
      );
      for (const each of shims)
        buildOnly.push(
          claim(each.path, 'a link into the global tree of yarn, made again where it is needed', false),
        );
      const used = shims.filter((each) => called.has(each.path.slice(each.path.lastIndexOf('/') + 1)));
      if (used.length === 0 && use.complete) {
        buildOnly.push(
          claim(write.path, 'nothing that runs in the container calls what yarn installed globally'),
        );
        continue;
      }
      roots.push(claim(write.path, 'the container starts a program that yarn installed globally'));
      for (const each of used.length > 0 ? used : shims) {
        const bin = each.path.slice(each.path.lastIndexOf('/') + 1);
        bins.add(bin);
        links.push({
          path: each.path,
          target: `${write.path}/node_modules/.bin/${bin}`,
          evidence: {
            rule: 'npm/global-link',
            because: `${bin} is a link into the global tree of yarn`,
            at: unit.place,
          },
        });
      }
    }
  }
  return {
    roots,
    links,
    buildOnly: buildOnly.filter((each) => !roots.some((root) => root.path === each.path)),
    guards,
    bins,
  };
}
