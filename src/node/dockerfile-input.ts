import { readFileSync, statSync } from 'node:fs';

/** A Dockerfile's text, or one line that says why there is none. */
export type DockerfileText = { readonly text: string } | { readonly problem: string };

const LARGEST = 4 * 1024 * 1024;

function decode(bytes: Buffer, name: string): DockerfileText {
  if (bytes.length === 0)
    return { problem: `${name}: the file is empty; a Dockerfile needs at least a FROM` };
  if (bytes.length > LARGEST) return { problem: `${name}: larger than 4 MiB; not a Dockerfile` };
  if (bytes.includes(0)) return { problem: `${name}: a binary file, not a Dockerfile` };
  const text = bytes.toString('utf8');
  if (text.includes('\uFFFD') && !bytes.equals(Buffer.from(text, 'utf8')))
    return { problem: `${name}: not UTF-8; save it as UTF-8 first` };
  if (text.replace(/^\uFEFF/, '').trim() === '')
    return { problem: `${name}: the file is empty; a Dockerfile needs at least a FROM` };
  return { text };
}

function systemProblem(name: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT') return `${name}: no such file; name the Dockerfile, or - for standard input`;
  if (code === 'EACCES') return `${name}: no permission to read it`;
  return `${name}: cannot be read${typeof code === 'string' && code ? ` (${code})` : ''}`;
}

/** Reads a Dockerfile from disk (`-`: standard input). Never throws. */
export function readDockerfile(path: string): DockerfileText {
  const name = path === '-' ? 'standard input' : path;
  try {
    if (path !== '-' && statSync(path).isDirectory()) {
      return {
        problem: `${name}: a directory; name the Dockerfile in it, for example ${path.replace(/\/+$/, '')}/Dockerfile`,
      };
    }
    return decode(readFileSync(path === '-' ? 0 : path), name);
  } catch (error) {
    return { problem: systemProblem(name, error) };
  }
}
