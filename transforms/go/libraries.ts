import type { Confidence, Evidence, Note } from '../../src/classify/types.js';
import type { Facts, LibraryNeed } from '../../src/transform/types.js';
import type { GoBuild } from './builds.js';
import { cgoModules, type Linkage } from './linkage.js';
import type { SourceScan } from './scan.js';

export interface LibraryFacts {
  readonly libraries: readonly LibraryNeed[];
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  readonly notes: readonly Note[];
  /** True when the Dockerfile installs libraries that C code may be linked with. */
  readonly installs: boolean;
  /** True when nothing but libc can be linked: own code and the standard library. */
  readonly onlyLibc: boolean;
}

/** Which shared libraries beside libc the programs may need. */
export function libraryFacts(
  facts: Facts,
  builds: readonly GoBuild[],
  scan: SourceScan,
  linkage: Linkage,
): LibraryFacts {
  const libraries: LibraryNeed[] = [];
  const notes: Note[] = [];
  const evidence: Evidence[] = [];
  let confidence: Confidence = 'strong';
  const modules = cgoModules(scan);
  for (const { path, table } of modules) {
    const because: Evidence = { rule: 'go/cgo-module', because: `${path} is C code`, at: null };
    const off = builds.find((build) => build.call.env.CGO_ENABLED === '0');
    if (table.stub && off && scan.thirdParty.some((each) => each === path || each.startsWith(`${path}/`)))
      notes.push({
        code: 'W-CGO-STUB',
        message: `${path} builds with CGO_ENABLED=0 into a stub that fails on first use; the image does so today as well`,
        at: off.unit.place,
      });
    if (table.opens) {
      confidence = 'weak';
      evidence.push({ ...because, because: `${path} opens shared libraries by name at run time` });
      continue;
    }
    if (linkage.value === 'static') continue;
    if (table.apt === null || table.apk === null) {
      // The package that it was compiled against says which library: its run-time part is installed with it.
      evidence.push(because);
      if (!facts.units.some((unit) => unit.effects.packages.some((change) => change.op === 'install')))
        confidence = 'weak';
    } else if (table.apt.length > 0) {
      const bundled =
        path.includes('confluent-kafka') &&
        !builds.some((build) =>
          build.call.flags.some(
            (flag) => flag.name === 'tags' && /\bdynamic\b/.test(flag.value ?? flag.text),
          ),
        );
      if (!bundled)
        libraries.push({ apt: table.apt, apk: table.apk, confidence: 'strong', evidence: because });
    }
  }
  const installs = facts.units.some((unit) =>
    unit.effects.packages.some(
      (change) =>
        change.op === 'install' &&
        change.packages.some(
          (each) => /-dev(?:el)?$|^lib/.test(each.name) && !/^(?:musl|libc|libc6)-dev$/.test(each.name),
        ),
    ),
  );
  const onlyLibc = scan.whole && scan.cgo.length === 0 && !scan.generated && !scan.foreign && !installs;
  return { libraries, confidence, evidence, notes, installs, onlyLibc };
}
