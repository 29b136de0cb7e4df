import { readFileSync, statSync } from 'node:fs';
import { systemReason } from './system-error.js';

/** Why there is no text. */
export interface NoText {
  /** One line: the file, the reason, and what helps when it was to be the Dockerfile. */
  readonly problem: string;
  readonly reason: string;
}

/** A Dockerfile's text, or why there is none. */
export type DockerfileText = { readonly text: string } | NoText;

const LARGEST = 4 * 1024 * 1024;
const TOO_LARGE = 'larger than 4 MiB, so it is not a Dockerfile';

/** Control characters that no text has: tabs, line ends and form feeds are none of them. */
const CONTROLS = /[\x01-\x08\x0e-\x1a\x1c-\x1f]/;

function noText(name: string, reason: string, remedy = ''): NoText {
  return { problem: `${name}: ${reason}${remedy}`, reason };
}

function decode(bytes: Buffer, name: string): DockerfileText {
  const text = bytes.toString('utf8');
  if (bytes.length > LARGEST) return noText(name, TOO_LARGE);
  const wrongEncoding = text.includes('\uFFFD') && !bytes.equals(Buffer.from(text, 'utf8'));
  if (/^(?:fffe|feff)/.test(bytes.toString('hex', 0, 2)))
    return noText(name, 'UTF-16, not UTF-8; save it as UTF-8 first');
  if (bytes.includes(0) || (wrongEncoding && CONTROLS.test(text)))
    return noText(name, 'a binary file, not a Dockerfile');
  if (wrongEncoding) return noText(name, 'not UTF-8; save it as UTF-8 first');
  if (text.replace(/^\uFEFF/, '').trim() === '')
    return noText(name, 'empty; a Dockerfile needs at least a FROM');
  return { text };
}

async function standardInput(): Promise<DockerfileText> {
  const name = 'standard input';
  const chunks: Buffer[] = [];
  let length = 0;
  // Not readFileSync(0): an interrupt would wait until the input ends, and a pipe that is not ready yet would fail.
  for await (const chunk of process.stdin) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    chunks.push(bytes);
    length += bytes.length;
    if (length > LARGEST) return noText(name, TOO_LARGE);
  }
  return decode(Buffer.concat(chunks), name);
}

function fileProblem(path: string): NoText | null {
  const stats = statSync(path);
  if (stats.isDirectory()) {
    const inside = `${path.replace(/\/+$/, '')}/Dockerfile`;
    return noText(path, 'a directory', `; name the Dockerfile in it, for example ${inside}`);
  }
  if (stats.isCharacterDevice() || stats.isBlockDevice() || stats.isSocket())
    return noText(path, 'a device or socket, not a file; - stands for standard input');
  return stats.size > LARGEST ? noText(path, TOO_LARGE) : null;
}

/** Reads a Dockerfile from disk (`-`: standard input). Never throws. */
export async function readDockerfile(path: string): Promise<DockerfileText> {
  try {
    if (path === '-') return await standardInput();
    return fileProblem(path) ?? decode(readFileSync(path), path);
  } catch (error) {
    const reason = systemReason(error);
    const remedy = reason === 'no such file' ? '; name the Dockerfile, or - for standard input' : '';
    return noText(path === '-' ? 'standard input' : path, reason, remedy);
  }
}
