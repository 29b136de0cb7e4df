import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function packageRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return directory;
}

export const root = packageRoot();
/** The built program: `npm run build` makes it, and `npm test` builds first. */
export const program = join(root, 'dist', 'cli', 'dockopt.js');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Another user to run as; only root can. */
  readonly uid?: number;
}

/** Runs the built command line program to its end. */
export function dockopt(args: readonly string[], options: RunOptions): Ran {
  const { NO_COLOR: _1, FORCE_COLOR: _2, COLUMNS: _3, ...inherited } = process.env;
  const ran = spawnSync(process.execPath, [program, ...args], {
    cwd: options.cwd,
    input: options.input ?? '',
    env: { ...inherited, ...options.env },
    encoding: 'utf8',
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  if (ran.error) throw ran.error;
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

/** A directory of its own with these files; `remove` takes it away again. */
export interface Place {
  readonly path: string;
  readonly file: (name: string) => string;
  readonly read: (name: string) => string;
  readonly write: (name: string, content: string) => void;
  /** Every file below with its text, to tell that nothing was written. */
  readonly snapshot: () => Readonly<Record<string, string>>;
  readonly remove: () => void;
}

export function place(files: Readonly<Record<string, string | Buffer>> = {}): Place {
  const path = mkdtempSync(join(tmpdir(), 'dockopt-test-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return {
    path,
    file: (name) => join(path, name),
    read: (name) => readFileSync(join(path, name), 'utf8'),
    write: (name, content) => writeFileSync(join(path, name), content),
    snapshot: () =>
      Object.fromEntries(
        readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .filter((file) => !file.includes('/.git/'))
          .map((file) => [file.slice(path.length + 1), readFileSync(file, 'latin1')]),
      ),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A Go service that dockopt rewrites, with its build context. */
export const service: Readonly<Record<string, string>> = {
  Dockerfile:
    'FROM golang:1.22\nWORKDIR /app\nCOPY go.mod ./\nRUN go mod download\nCOPY . .\nRUN go build -o server .\nEXPOSE 8080\nCMD ["./server"]\n',
  'go.mod': 'module example.com/service\n\ngo 1.22\n',
  'main.go':
    'package main\n\nimport (\n\t"fmt"\n\t"net/http"\n)\n\nfunc main() {\n\thttp.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "hello") })\n\t_ = http.ListenAndServe(":8080", nil)\n}\n',
};
