import { statSync } from 'node:fs';
import { systemReason } from './system-error.js';

/** The fields of a `--secret` value; null when it is quoted as CSV, which is the engine's to read. */
function fields(text: string): readonly (readonly [key: string, value: string])[] | null {
  if (text.includes('"')) return null;
  return text.split(',').map((field) => {
    const equals = field.indexOf('=');
    return equals < 0 ? [field.trim(), ''] : [field.slice(0, equals).trim(), field.slice(equals + 1)];
  });
}

/** Why a value of `--secret` is none, whatever is on the disk; null when it may be one. */
export function secretProblem(text: string): string | null {
  const found = fields(text);
  if (found === null || found.some(([key, value]) => key === 'id' && value !== '')) return null;
  return 'id=NAME,src=FILE or id=NAME,env=VARIABLE is wanted';
}

/** The file that a secret is read from, and why it cannot be read; null when nothing speaks against it. */
export function secretFileProblem(text: string): string | null {
  const [, path = ''] = fields(text)?.find(([key]) => key === 'src' || key === 'source') ?? [];
  return path === '' ? null : fileProblem(path);
}

/** `no such file` and the like, with the path; null for a file that is there. */
export function fileProblem(path: string): string | null {
  try {
    return statSync(path).isDirectory() ? `${path}: a directory` : null;
  } catch (error) {
    return `${path}: ${systemReason(error)}`;
  }
}
