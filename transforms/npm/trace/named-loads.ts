import { ts } from 'ts-morph';
import { plain, propertyOf, stringOf } from './bindings.js';
import { evaluate, type Scope } from './evaluate.js';
import type { Findings, Situation } from './findings.js';
import { type Known, literal } from './known.js';

/** Template engines that Express requires by the extension of a view. */
const engines = new Set([
  'pug',
  'jade',
  'ejs',
  'hbs',
  'hjs',
  'twig',
  'mustache',
  'nunjucks',
  'eta',
  'dust',
  'haml',
  'swig',
  'vash',
  'liquid',
]);

/** What package.json of the project says about packages that are loaded by name. */
export interface Declared {
  readonly has: (name: string) => boolean;
  /** Among what a production install brings. */
  readonly inProduction: (name: string) => boolean;
}

/** Packages that render with any engine that is installed, by its name. */
const engineLoaders =
  /^(?:consolidate|@ladjs\/consolidate|koa-views|@ladjs\/koa-views|email-templates|express-engine-jsx)$/;

/** Engines of the project that a package may load by their names; none for other packages. */
export function enginesOf(name: string, declared: Declared): readonly string[] {
  return engineLoaders.test(name) ? [...engines].filter(declared.has) : [];
}

/** Database drivers that query builders and mappers require by the name of a dialect. */
const drivers: Readonly<Record<string, readonly string[]>> = {
  pg: ['pg', 'pg-query-stream'],
  pgnative: ['pg', 'pg-native'],
  'pg-native': ['pg', 'pg-native'],
  postgres: ['pg', 'postgres', 'pg-hstore'],
  postgresql: ['pg', 'postgres'],
  cockroachdb: ['pg'],
  redshift: ['pg'],
  'aurora-postgres': ['typeorm-aurora-data-api-driver'],
  'aurora-mysql': ['typeorm-aurora-data-api-driver'],
  mysql: ['mysql', 'mysql2'],
  mysql2: ['mysql2'],
  mariadb: ['mariadb', 'mysql', 'mysql2'],
  sqlite: ['sqlite3', 'better-sqlite3'],
  sqlite3: ['sqlite3'],
  'better-sqlite': ['better-sqlite3'],
  'better-sqlite3': ['better-sqlite3'],
  sqljs: ['sql.js'],
  mssql: ['tedious', 'mssql'],
  oracle: ['oracledb'],
  oracledb: ['oracledb'],
  mongodb: ['mongodb'],
  mongo: ['mongodb'],
  db2: ['ibm_db'],
  snowflake: ['snowflake-sdk'],
  turso: ['@libsql/client'],
  libsql: ['@libsql/client'],
  spanner: ['@google-cloud/spanner'],
};

/** Packages of the project that may be the driver of a dialect; the usual one when the project declares none of them. */
export function driversOf(dialect: string, declared: Declared): readonly string[] {
  const known = Object.hasOwn(drivers, dialect) ? (drivers[dialect] ?? []) : [];
  const own = known.filter(declared.has);
  return own.length > 0 ? own : known.slice(0, 1);
}

const everyDriver: readonly string[] = [...new Set(Object.values(drivers).flat())];

const mapper = /^(?:knex|sequelize|sequelize-typescript|typeorm|bookshelf|objection|drizzle-kit)$/;

/** A mapper whose driver nothing names (`new Sequelize(url)`) and that production declares none for takes one of the others. */
export function readMapper(modules: readonly string[], declared: Declared, findings: Findings): void {
  if (modules.some((each) => mapper.test(each)) && !everyDriver.some(declared.inProduction))
    add(everyDriver.filter(declared.has), findings, { line: 1, guarded: true, foreign: false });
}

/**
 * Adds packages that a name stands for. Which of them the program takes is its own matter, so one that nobody declares
 * is not missed.
 */
function add(names: readonly string[], findings: Findings, at: Situation): void {
  for (const name of names)
    findings.uses.push({ kind: 'module', values: [literal(name)], guarded: true, line: at.line });
}

function isEngineName(name: string): boolean {
  return /^[a-z][\w-]*$/.test(name);
}

/** The engines that a view's name asks for by its extension: `i.pug`. */
function extensionsOf(values: readonly Known[]): readonly string[] {
  return values.flatMap((each) => /\.([a-z]\w*)$/.exec(each.open ? each.tail : each.text)?.[1] ?? []);
}

/**
 * `app.set('view engine', 'pug')` and `res.render('page.pug')`: Express requires `pug` itself unless the app registers an
 * engine of that name.
 */
export function readViewEngine(
  node: ts.CallExpression,
  text: string,
  scope: Scope,
  declared: Declared,
  findings: Findings,
  at: Situation,
): void {
  const method = propertyOf(plain(node.expression));
  const [first, second] = node.arguments;
  const set =
    method === 'set' && stringOf(first) === 'view engine'
      ? second
      : method === 'setViewEngine'
        ? first
        : undefined;
  const named = set === undefined ? [] : evaluate(set, scope);
  const shown = first !== undefined && (method === 'render' || method === 'renderFile');
  const names = shown
    ? extensionsOf(evaluate(first, scope))
    : named.flatMap((each) => (each.open ? [] : each.text.replace(/^\./, '')));
  const registered = (name: string): boolean =>
    new RegExp(`\\.engine\\(\\s*['"\`]\\.?${name}['"\`]`).test(text);
  const certain = names.filter((name) => isEngineName(name) && !registered(name));
  add(
    certain.filter((name) => engines.has(name) || declared.has(name)),
    findings,
    at,
  );
  if (named.some((each) => each.open)) add([...engines].filter(declared.has), findings, at);
}

/** Which of the names that a property gives are packages: a logger's `target`, a database's dialect. */
export function readNamedProperty(
  name: string,
  value: ts.Expression,
  modules: readonly string[],
  scope: Scope,
  declared: Declared,
  findings: Findings,
  at: Situation,
): void {
  if (name === 'target') {
    const text = stringOf(plain(value));
    if (text === null || !(/^pino(?:[-/]|$)/.test(text) || modules.some((each) => each === 'pino'))) return;
    if (/^(?:@[\w.-]+\/)?[a-z][\w.-]*(?:\/[\w./-]+)?$/.test(text) && text !== 'pino/file')
      findings.uses.push({ kind: 'module', values: [literal(text)], guarded: at.guarded, line: at.line });
    return;
  }
  if (name !== 'dialect' && name !== 'client' && name !== 'type') return;
  // A knexfile imports no mapper: it is the project that has one.
  const imported = modules.some((each) => mapper.test(each));
  const configures = imported || /^(?:knexfile|ormconfig|\.sequelizerc)\b/.test(scope.fileName);
  for (const each of evaluate(value, scope)) {
    if (!each.open)
      add(
        driversOf(each.text, declared).filter((driver) => imported || declared.has(driver)),
        findings,
        at,
      );
    else if (name !== 'type' && configures) add(everyDriver.filter(declared.has), findings, at);
  }
}
