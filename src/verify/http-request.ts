import type { HttpRequest } from './types.js';

const FORM = /^(?:([A-Za-z]+)\s+)?(\/\S*)(?:\s+(\S[^]*))?$/;

function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

/** A body's type when nobody names it: JSON when it is that, else a form, as curl sends it. */
export function bodyHeaders(body: string | null): Readonly<Record<string, string>> {
  if (body === null) return {};
  return { 'content-type': isJson(body) ? 'application/json' : 'application/x-www-form-urlencoded' };
}

/** `PATH`, `METHOD PATH` or `METHOD PATH BODY` as a request; null when the text is none of them. */
export function httpRequest(text: string): HttpRequest | null {
  const [, method, path, body] = FORM.exec(text.trim()) ?? [];
  if (path === undefined || (method === undefined && body !== undefined)) return null;
  return {
    method: (method ?? 'GET').toUpperCase(),
    path,
    body: body ?? null,
    headers: bodyHeaders(body ?? null),
  };
}
