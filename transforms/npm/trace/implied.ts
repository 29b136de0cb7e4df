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
  const mailer = /^@nestjs-modules\/mailer\/.*?(\w+)\.adapter/.exec(specifier)?.[1];
  if (mailer !== undefined) return { ...none, packages: [mailer] };
  if (/^(?:ts-node|@swc-node\/register)(?:\/|$)/.test(specifier))
    return { ...none, packages: ['typescript'] };
  return none;
}

/** Databases that a configuration file in JSON names: sequelize's `dialect`, knex's `client`, TypeORM's `type`. */
export function dialectsIn(json: string): readonly string[] {
  return [...json.matchAll(/"(?:dialect|client|type)"\s*:\s*"([\w-]+)"/g)].flatMap((match) => match[1] ?? []);
}
