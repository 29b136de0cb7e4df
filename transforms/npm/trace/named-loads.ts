import { ts } from 'ts-morph';
import { plain, propertyOf, stringOf } from './bindings.js';
import type { Findings, Situation } from './findings.js';
import { literal } from './known.js';

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

/** Database drivers that query builders and mappers require by the name of a dialect. */
const drivers: Readonly<Record<string, readonly string[]>> = {
  pg: ['pg'],
  postgres: ['pg'],
  postgresql: ['pg'],
  cockroachdb: ['pg'],
  mysql: ['mysql', 'mysql2'],
  mysql2: ['mysql2'],
  mariadb: ['mariadb'],
  sqlite: ['sqlite3'],
  sqlite3: ['sqlite3'],
  'better-sqlite3': ['better-sqlite3'],
  mssql: ['tedious', 'mssql'],
  oracle: ['oracledb'],
  oracledb: ['oracledb'],
};

/** Packages that may be the driver of a dialect. */
export function driversOf(dialect: string): readonly string[] {
  return Object.hasOwn(drivers, dialect) ? (drivers[dialect] ?? []) : [];
}

const mapper = /(?:^|\/)(?:knex|sequelize|sequelize-typescript|typeorm|bookshelf|objection)$/;

function add(names: readonly string[], findings: Findings, at: Situation): void {
  for (const name of names)
    findings.uses.push({ kind: 'module', values: [literal(name)], guarded: at.guarded, line: at.line });
}

/** `app.set('view engine', 'pug')`: Express requires `pug` itself unless the app registers an engine of that name. */
export function readViewEngine(
  node: ts.CallExpression,
  text: string,
  findings: Findings,
  at: Situation,
): void {
  const method = propertyOf(plain(node.expression));
  const [first, second] = node.arguments;
  const name =
    method === 'set' && stringOf(first) === 'view engine'
      ? stringOf(second)
      : method === 'setViewEngine'
        ? stringOf(first)
        : null;
  if (name === null || !engines.has(name.replace(/^\./, ''))) return;
  const plainName = name.replace(/^\./, '');
  const registered = new RegExp(`\\.engine\\(\\s*['"\`]\\.?${plainName}['"\`]`).test(text);
  if (!registered) add([plainName], findings, at);
}

/** Which of the names that a property gives are packages: a logger's `target`, a database's dialect. */
export function readNamedProperty(
  node: ts.PropertyAssignment,
  modules: readonly string[],
  findings: Findings,
  at: Situation,
): void {
  const name = ts.isIdentifier(node.name) || ts.isStringLiteral(node.name) ? node.name.text : null;
  const value = stringOf(plain(node.initializer));
  if (name === null || value === null) return;
  if (name === 'target' && (/^pino(?:[-/]|$)/.test(value) || modules.some((each) => each === 'pino'))) {
    if (/^(?:@[\w.-]+\/)?[a-z][\w.-]*(?:\/[\w./-]+)?$/.test(value) && value !== 'pino/file')
      add([value], findings, at);
    return;
  }
  const isDialect = name === 'dialect' || name === 'client' || name === 'type';
  if (isDialect && modules.some((each) => mapper.test(each))) add(driversOf(value), findings, at);
}
