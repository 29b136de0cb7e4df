import { within } from '../../src/classify/places.js';
import type { Evidence } from '../../src/classify/types.js';
import { absolutePath } from '../../src/project/path.js';
import type { Claim, Facts } from '../../src/transform/types.js';
import type { SourceScan } from './scan.js';
import type { PathFinding } from './source/findings.js';

/** Configuration that may name further files. */
const TEXT_CONFIG = /\.(?:ya?ml|json|toml|ini|conf|cfg|env|properties|hcl)$|(?:^|\/)\.env[^/]*$/;

/** Commands whose files are the compiler's business. */
const QUIET =
  /^(?:npm|yarn|pnpm|bun|npx|node)\b|^(?:go |swag|wire|sqlc|templ|protoc|buf|mockgen|stringer|easyjson|gqlgen|oapi-codegen|statik|go-bindata|packr2|esc|dep|glide|govendor|godep|upx|strip)/;

/** The part of a glob before the first segment with a wildcard. */
function withoutGlob(value: string): { readonly path: string; readonly glob: boolean } {
  if (!/[*?[]/.test(value)) return { path: value, glob: false };
  const parts = value.split('/');
  const first = parts.findIndex((part) => /[*?[]/.test(part));
  return { path: parts.slice(0, first).join('/') || (value.startsWith('/') ? '/' : '.'), glob: true };
}

function onlySource(path: string, facts: Facts, depth = 0): boolean {
  if (depth > 6) return false;
  return facts.files.list(path).every((name) => {
    const child = `${path}/${name}`;
    return facts.files.stat(child)?.kind === 'directory'
      ? onlySource(child, facts, depth + 1)
      : /\.go$|^go\.(?:mod|sum)$/.test(name);
  });
}

/** Does a command of the Dockerfile remove it, or a part of it? Then what is left is not known. */
function isRemoved(facts: Facts, path: string): boolean {
  return facts.units.some((unit) =>
    unit.effects.removes.some(
      (each) => within(path, each.replace(/\/?\*.*$/, '') || '/') || within(each, path),
    ),
  );
}

export interface Collected {
  readonly claims: Map<string, Claim>;
  readonly gaps: Set<string>;
}

function isEmbedded(path: string, scan: SourceScan): boolean {
  return scan.embeds.some((pattern) => {
    const fixed = withoutGlob(pattern).path;
    return within(path, fixed) || within(fixed, path);
  });
}

/** Files and directories that commands other than Go's put into the app's directory: they may be read by name. */
export function collectMade(facts: Facts, workdir: string, out: Collected): void {
  const removes = (path: string, from: number): boolean =>
    facts.units
      .slice(from)
      .some((unit) => unit.effects.removes.some((each) => within(path, each.replace(/\/\*.*$/, ''))));
  facts.units.forEach((unit, index) => {
    if (!unit.unit || QUIET.test(unit.effects.model)) return;
    const { opaque, writes, model } = unit.effects;
    if (opaque?.within?.some((dir) => within(dir, workdir) || within(workdir, dir)))
      out.gaps.add(`${model} may put files beside the program`);
    for (const write of writes) {
      if (!within(write.path, workdir) || write.role === 'cache' || write.path === workdir) continue;
      if (/(?:^|\/)(?:node_modules|vendor)(?:\/|$)/.test(write.path) || out.claims.has(write.path)) continue;
      if (removes(write.path, index + 1)) continue;
      if (write.tree && write.role !== 'state') continue;
      // A directory that something copied lies in comes with it.
      if ([...out.claims.keys()].some((path) => within(path, write.path))) continue;
      if (/^ln\b/.test(model)) {
        out.gaps.add(`${model} makes a link at ${write.path}`);
        continue;
      }
      const tree = write.tree || /^(?:mkdir|install)\b/.test(model);
      const evidence: Evidence = {
        rule: 'go/made-beside',
        because: `${model} makes it beside the program`,
        at: unit.place,
      };
      out.claims.set(write.path, { path: write.path, tree, confidence: 'strong', evidence });
    }
  });
}

/** Adds to `out` what a path that the sources name stands for in the image, or the gap when that cannot be told. */
export function collectPath(
  facts: Facts,
  scan: SourceScan,
  finding: PathFinding,
  workdir: string,
  programs: ReadonlySet<string>,
  out: Collected,
): void {
  for (const value of finding.text.values) {
    let plain = withoutGlob(value);
    if (finding.text.kind === 'prefix' && !plain.path.endsWith('/') && !plain.glob)
      plain = {
        path: plain.path.includes('/') ? plain.path.slice(0, plain.path.lastIndexOf('/') + 1) : '.',
        glob: true,
      };
    const path = absolutePath(plain.path || '.', workdir);
    if (programs.has(path)) continue;
    if (path === workdir || within(workdir, path)) {
      if (finding.sure || (path === workdir && value.startsWith('/')))
        out.gaps.add(`${finding.at.source}:${finding.at.line} reads the directory of the app itself`);
      continue;
    }
    const rule = finding.sure ? 'go/reads-literal' : 'go/names-path';
    const because = finding.sure
      ? `${finding.at.source}:${finding.at.line} opens it`
      : `${finding.at.source}:${finding.at.line} names it`;
    const claim = (target: string, tree: boolean): void => {
      if (!out.claims.has(target))
        out.claims.set(target, {
          path: target,
          tree,
          confidence: finding.sure ? 'proven' : 'strong',
          evidence: { rule, because, at: finding.at },
        });
    };
    const entry = facts.files.stat(path);
    if (entry) {
      if (isRemoved(facts, path)) out.gaps.add(`${path} is removed by a command`);
      else if (entry.kind === 'symlink') out.gaps.add(`${path} is a symbolic link`);
      else if (finding.sure) claim(path, entry.kind === 'directory');
      else if (
        !isEmbedded(path, scan) &&
        !(entry.kind === 'directory' && onlySource(path, facts)) &&
        !path.endsWith('.go')
      )
        claim(path, entry.kind === 'directory');
      continue;
    }
    if (!within(path, workdir)) continue;
    const made = facts.units.find((unit) => {
      if (!unit.unit || /^(?:go |upx|strip|chown|chgrp|chmod)/.test(unit.effects.model)) return false;
      const { writes, opaque } = unit.effects;
      if (finding.sure && opaque?.within?.some((dir) => within(path, dir))) return true;
      return writes.some(
        (write) =>
          write.role !== 'cache' &&
          (write.path === path || (write.tree && within(path, write.path)) || within(write.path, path)),
      );
    });
    if (made && (finding.sure || !isEmbedded(path, scan)))
      out.gaps.add(`${path} may be made by ${made.effects.model}`);
    // A file that is not there yet: the directory that it goes to must be.
    const parent = path.slice(0, path.lastIndexOf('/'));
    if (
      parent !== workdir &&
      within(parent, workdir) &&
      facts.files.stat(parent)?.kind === 'directory' &&
      !onlySource(parent, facts)
    )
      claim(parent, true);
  }
}

/** Words of configuration files among the claims that name further files. */
export function collectMentions(
  facts: Facts,
  scan: SourceScan,
  workdir: string,
  programs: ReadonlySet<string>,
  out: Collected,
): void {
  const seen = new Set<string>();
  for (let round = 0; round < 3; round++) {
    for (const claim of out.claims.values()) {
      if (claim.tree || seen.has(claim.path) || !TEXT_CONFIG.test(claim.path)) continue;
      seen.add(claim.path);
      const text = facts.files.read(claim.path) ?? '';
      if (text.length > 200_000) out.gaps.add(`${claim.path} is too long to read`);
      for (const word of text.slice(0, 200_000).split(/[\s"'`=,;:()[\]{}]+/)) {
        if (word.length < 2 || word.length > 200 || !/[A-Za-z]/.test(word)) continue;
        const at = claim.evidence.at ?? {
          source: claim.path,
          line: 1,
          endLine: 1,
          span: { start: 0, end: 0 },
        };
        collectPath(
          facts,
          scan,
          {
            text: { kind: 'exact', values: [word] },
            tree: true,
            does: 'read',
            sure: false,
            at: { ...at, source: claim.path },
          },
          workdir,
          programs,
          out,
        );
      }
    }
  }
}
