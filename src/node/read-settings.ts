import { isMap, isSeq } from 'yaml';
import { resolve } from 'node:path';
import { bodyHeaders, httpRequest } from '../verify/http-request.js';
import { runWords } from '../verify/run-words.js';
import type { HttpRequest } from '../verify/types.js';
import {
  entries,
  items,
  numberOf,
  problem,
  textOf,
  textsOf,
  wrong,
  type ConfigNode,
  type ConfigReader,
} from './config-nodes.js';
import { runOptionsProblem } from './run-options.js';
import { fileProblem, secretFileProblem, secretProblem } from './secret-option.js';
import { withoutProblem } from './without-option.js';
import { noSettings, type MissingFile, type VerifySettings } from './verify-settings.js';

const KEYS: readonly (Exclude<keyof VerifySettings, 'missing'> | 'run')[] = [
  'run',
  'env',
  'envFile',
  'ports',
  'http',
  'wait',
  'options',
  'without',
  'buildArgs',
  'secrets',
  'context',
  'target',
];

function present<T>(values: readonly (T | null)[]): readonly T[] {
  return values.filter((value) => value !== null);
}

/** One run: a text that is split as `--run` does, or a list of words. */
function run(at: ConfigNode, reader: ConfigReader): readonly string[] | null {
  if (isSeq(at.node)) return present(items(at, reader).map((word) => textOf(word, reader)));
  const text = textOf(at, reader);
  if (text === null) return null;
  const split = runWords(text);
  if ('words' in split) return split.words;
  wrong(at, reader, `one command's words (${split.problem})`);
  return null;
}

/** One request: a text as `--http` takes it, or a map of its parts. */
function request(at: ConfigNode, reader: ConfigReader): HttpRequest | null {
  if (!isMap(at.node)) {
    const text = textOf(at, reader);
    if (text === null) return null;
    return httpRequest(text) ?? wrong(at, reader, "PATH, 'METHOD PATH' or 'METHOD PATH BODY'");
  }
  let method = 'GET';
  let path: string | null = null;
  let body: string | null = null;
  let headers: Readonly<Record<string, string>> = {};
  for (const entry of entries(at, reader, ['method', 'path', 'body', 'headers'])) {
    if (entry.key === 'headers') {
      headers = textsOf(entry, reader);
      continue;
    }
    const text = textOf(entry, reader);
    if (entry.key === 'method') method = (text ?? method).toUpperCase();
    else if (entry.key === 'path') path = text;
    else body = text;
  }
  if (path === null || !/^\/\S*$/.test(path)) return wrong(at, reader, 'a path that starts with /');
  if (!/^[A-Z]+$/.test(method)) return wrong(at, reader, 'a method of letters');
  const named = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return { method, path, body, headers: named ? headers : { ...bodyHeaders(body), ...headers } };
}

/** Words between `docker run` and the image. */
function options(at: ConfigNode, reader: ConfigReader): readonly string[] {
  const words = present(items(at, reader).map((item) => textOf(item, reader)));
  const found = runOptionsProblem(words);
  if (found !== null) problem(at, reader, found);
  return words;
}

/** Paths that are left out on purpose. */
function without(at: ConfigNode, reader: ConfigReader): readonly string[] {
  const found: string[] = [];
  for (const item of items(at, reader)) {
    const path = textOf(item, reader);
    if (path === null) continue;
    const wrongPath = withoutProblem(path);
    if (wrongPath === null) found.push(path);
    else problem(item, reader, wrongPath);
  }
  return found;
}

/** A secret's file counts from the configuration file; what is there already is left as it is. */
function secret(text: string, directory: string): string {
  return text.replace(/(^|,)(src|source)=([^,]+)/g, (_all, before: string, key: string, path: string) => {
    return `${before}${key}=${resolve(directory, path)}`;
  });
}

function secrets(
  at: ConfigNode,
  reader: ConfigReader,
  directory: string,
  missing: MissingFile[],
): readonly string[] {
  const found: string[] = [];
  for (const item of items(at, reader)) {
    const text = textOf(item, reader);
    if (text === null) continue;
    const wrongText = secretProblem(text);
    if (wrongText !== null) problem(item, reader, wrongText);
    const value = secret(text, directory);
    noteMissing(secretFileProblem(value), 'secrets', item, reader, missing);
    found.push(value);
  }
  return found;
}

function noteMissing(
  reason: string | null,
  key: MissingFile['key'],
  at: ConfigNode,
  { file }: ConfigReader,
  missing: MissingFile[],
): void {
  if (reason !== null) missing.push({ key, problem: `${file}:${at.line}: ${at.name}: ${reason}` });
}

/** Reads one Dockerfile's part of the `verify` section; `directory` is the configuration file's. */
export function readSettings(at: ConfigNode, reader: ConfigReader, directory: string): VerifySettings {
  let settings = noSettings;
  const missing: MissingFile[] = [];
  for (const entry of entries(at, reader, KEYS)) {
    const text = (): string | null => textOf(entry, reader);
    const path = (): string | null => {
      const given = text();
      return given === null ? null : resolve(directory, given);
    };
    if (entry.key === 'run')
      settings = { ...settings, runs: present(items(entry, reader).map((item) => run(item, reader))) };
    else if (entry.key === 'env') settings = { ...settings, env: textsOf(entry, reader) };
    else if (entry.key === 'envFile') {
      const envFile = path();
      if (envFile !== null) noteMissing(fileProblem(envFile), 'envFile', entry, reader, missing);
      settings = { ...settings, envFile };
    } else if (entry.key === 'ports') {
      const ports = present(items(entry, reader).map((item) => numberOf(item, reader, 1, 65535)));
      settings = { ...settings, ports };
    } else if (entry.key === 'http')
      settings = { ...settings, http: present(items(entry, reader).map((item) => request(item, reader))) };
    else if (entry.key === 'wait') settings = { ...settings, wait: numberOf(entry, reader, 1, 3600) };
    else if (entry.key === 'options') settings = { ...settings, options: options(entry, reader) };
    else if (entry.key === 'without') settings = { ...settings, without: without(entry, reader) };
    else if (entry.key === 'buildArgs') settings = { ...settings, buildArgs: textsOf(entry, reader) };
    else if (entry.key === 'secrets')
      settings = { ...settings, secrets: secrets(entry, reader, directory, missing) };
    else if (entry.key === 'context') settings = { ...settings, context: path() };
    else settings = { ...settings, target: text() };
  }
  return { ...settings, missing };
}
