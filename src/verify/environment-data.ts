import { basename } from '../project/path.js';
import { calledPrograms } from './closure-scope.js';
import type { ClosureQuestion } from './closure-scope.js';
import { checkLocalTime } from './local-time.js';
import { lookUp } from './paths.js';
import { findProgram, scriptPrograms } from './programs.js';
import type { Finding, Listing, Weight } from './types.js';

const ZONES = '/usr/share/zoneinfo';
const LOCALES = '/usr/lib/locale';

/** Run times that know all zones without the system's. */
const OWN_ZONES = /^(?:node|nodejs|deno|bun|java|php[\d.]*|php-fpm[\d.]*)$/;
/** PHP takes the zone of its settings, UTC without one, and never the system's. */
const SET_ZONE = /^php(?:-fpm)?[\d.]*$/;
/** Run times with locales of their own, and servers that ask for none. */
const OWN_LOCALES = /^(?:node|nodejs|deno|bun|java|nginx|caddy)$/;
/** They start in the C locale whatever the environment says, and take another one when the app asks for it. */
const ASKED_LOCALES = /^(?:php[\d.]*|php-fpm[\d.]*|apache2(?:ctl|-foreground)?|httpd(?:-foreground)?)$/;

/** Names of the programs that run in the container: those that are called, and the interpreters of scripts among them. */
function runningPrograms(after: Listing, question: ClosureQuestion): readonly string[] {
  return calledPrograms(question).flatMap((name) => {
    const found = findProgram(after, name, question.env, question.workdir);
    if (found === null) return [];
    if (found.file.elf?.go === true) return ['go'];
    const { script } = found.file;
    return [found.path, ...(script === null ? [] : scriptPrograms(script))].map(basename);
  });
}

/** A `TZ` that names a zone of the system's; not UTC, which needs no data, and not a file. */
function zoneOf(env: Readonly<Record<string, string>>): string | null {
  const zone = (env['TZ'] ?? '').replace(/^:/, '');
  return /^(?:|UTC|UTC0|GMT|Etc\/UTC|Universal|Zulu|\/.*)$/.test(zone) ? null : zone;
}

/** The environment asks for a zone: every program that prints a local time does so through the system's data. */
function checkZone(before: Listing, after: Listing, question: ClosureQuestion): readonly Finding[] {
  const zone = zoneOf(question.env);
  if (zone === null) return [];
  const path = `${ZONES}/${zone}`;
  if (lookUp(before, path) === null || lookUp(after, path) !== null) return [];
  const own = runningPrograms(after, question).some((name) => OWN_ZONES.test(name));
  return [
    {
      check: 'closure',
      code: 'V-ZONE',
      // Node.js, Java and PHP print the same time with the zones that they bring.
      weight: own ? 'note' : 'different',
      subject: path,
      before: 'there',
      after: null,
      because: `TZ is ${zone}, and the time zone data has no such zone`,
    },
  ];
}

/** The variables that set a locale, with their values; the C locale, in UTF-8 or not, is built in or in every image. */
function localesOf(env: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(env)) {
    if (!/^(?:LANG|LC_[A-Z]+)$/.test(name)) continue;
    if (!/^(?:|C|POSIX|C\.utf-?8|\/.*)$/i.test(value)) found.set(value, name);
  }
  return found;
}

/** glibc looks for `de_DE.UTF-8` as it stands, and for `de_DE.utf8`; then in an archive of many (`locale(5)`). */
function hasLocale(listing: Listing, locale: string): boolean {
  const [, language = '', codeset = '', modifier = ''] = /^([^.@]*)(?:\.([^@]*))?(@.*)?$/.exec(locale) ?? [];
  const plain = codeset.toLowerCase().replace(/[^a-z0-9]/g, '');
  const names = [locale, plain === '' ? `${language}${modifier}` : `${language}.${plain}${modifier}`];
  if (names.some((name) => lookUp(listing, `${LOCALES}/${name}`) !== null)) return true;
  return (lookUp(listing, `${LOCALES}/locale-archive`)?.file.size ?? 0) > 0;
}

/** What a program does without the locale that it is told: it sorts, prints dates and reads text as in the C locale. */
function localeWeight(programs: readonly string[]): Weight {
  if (programs.some((name) => name === 'go' || OWN_LOCALES.test(name))) return 'note';
  return programs.some((name) => ASKED_LOCALES.test(name)) ? 'unsure' : 'different';
}

function checkLocales(before: Listing, after: Listing, question: ClosureQuestion): readonly Finding[] {
  const weight = localeWeight(runningPrograms(after, question));
  return [...localesOf(question.env)]
    .filter(([locale]) => hasLocale(before, locale) && !hasLocale(after, locale))
    .map(([locale, name]) => ({
      check: 'closure',
      code: 'V-LOCALE',
      weight,
      subject: locale,
      before: 'there',
      after: null,
      because: `${name} asks for it, and ${LOCALES} does not have it`,
    }));
}

/** Whether the zone and the locales that the environment names are there, when the original has them, and local times the same. */
export function checkEnvironmentData(
  before: Listing,
  after: Listing,
  question: ClosureQuestion,
): readonly Finding[] {
  const own = runningPrograms(after, question).some((name) => SET_ZONE.test(name));
  const env = { before: question.envBefore ?? question.env, after: question.env };
  return [
    ...checkZone(before, after, question),
    ...checkLocalTime(before, after, env, own),
    ...checkLocales(before, after, question),
  ];
}
