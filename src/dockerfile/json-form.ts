import { skipSpace } from './space.js';

/**
 * The JSON form of an instruction's arguments: its words; `none` when they are no JSON array, which makes them shell form
 * (`["x"] && y`, single quotes, a trailing comma); `mixed` for an array that holds anything but strings, which BuildKit
 * rejects.
 */
export type JsonForm =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'mixed' };

const none: JsonForm = { kind: 'none' };

/** An instruction's arguments read as a JSON array, as BuildKit does: anything else is shell form. */
export function jsonForm(args: string): JsonForm {
  const start = skipSpace(args, 0, args.length);
  if (args.charAt(start) !== '[') return none;
  let value: unknown;
  try {
    value = JSON.parse(args.slice(start));
  } catch {
    return none;
  }
  if (!Array.isArray(value)) return none;
  const words: string[] = [];
  for (const word of value) {
    if (typeof word !== 'string') return { kind: 'mixed' };
    words.push(word);
  }
  return { kind: 'words', words };
}
