/** What importing a package makes run-time code load besides, without saying so. */
export interface Implied {
  readonly packages: readonly string[];
  /** Paths below the working directory. */
  readonly reads: readonly string[];
  /** Why more may be loaded than can be known, or null. */
  readonly gap: string | null;
}

const none: Implied = { packages: [], reads: [], gap: null };

/** In: a specifier as imported. */
export function impliedBy(specifier: string): Implied {
  if (/^dotenv(?:-\w+)?\/(?:config|load)(?:\.js)?$/.test(specifier)) return { ...none, reads: ['.env'] };
  if (specifier === 'config') return { ...none, reads: ['config/**'] };
  if (/^(?:@babel\/register|babel-register|babel-core\/register|@babel\/node)$/.test(specifier))
    return { ...none, gap: `${specifier} compiles sources with plugins that a configuration names` };
  if (/^ts-node(?:\/|$)/.test(specifier)) return { ...none, packages: ['typescript'] };
  return none;
}

/** Database drivers that a configuration file in JSON names, as sequelize's `config.json` does. */
export function dialectsIn(json: string): readonly string[] {
  return [...json.matchAll(/"dialect"\s*:\s*"(\w+)"/g)].flatMap((match) => match[1] ?? []);
}
