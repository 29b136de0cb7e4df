/** A module in vendor/modules.txt. */
export interface VendoredModule {
  readonly path: string;
  /** Null when a directory without a version replaces it. */
  readonly version: string | null;
  /** True when go.mod requires it itself (`## explicit`). */
  readonly explicit: boolean;
  /** Packages of it that the build imports: the only ones that are vendored. */
  readonly packages: readonly string[];
}

/**
 * Reads vendor/modules.txt: `# module version`, `## explicit; go 1.17`, then a package a line. Replacements without
 * packages, which are listed once more at the end, are left out.
 */
export function modulesTxt(text: string): readonly VendoredModule[] {
  const modules: { path: string; version: string | null; explicit: boolean; packages: string[] }[] = [];
  let last: (typeof modules)[number] | null = null;
  for (const line of text.replace(/^\uFEFF/u, '').split(/\r?\n/u)) {
    const words = line.trim().split(/\s+/u);
    if (words[0] === '#' && words[1] !== undefined) {
      const version = words[2] === undefined || words[2] === '=>' ? null : words[2];
      last = { path: words[1], version, explicit: false, packages: [] };
      modules.push(last);
    } else if (words[0]?.startsWith('##') === true) {
      if (last !== null && /\bexplicit\b/u.test(line)) last.explicit = true;
    } else if (last !== null && words[0] !== undefined && words[0] !== '') {
      last.packages.push(words[0]);
    }
  }
  return modules.filter((module) => module.packages.length > 0 || module.version !== null);
}
