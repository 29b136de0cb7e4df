import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './program.js';

/**
 * A `docker` of a few lines: the classic builder of version 26, whose builds do what FAKE_ENGINE says (`original-fails`,
 * `candidate-fails`, `hangs`) and write down how they were called. Nothing that it says it built is there.
 */
const SCRIPT = `#!/bin/sh
echo "$*" >> "$FAKE_LOG"
case "$1 $2" in
  '--version ') echo 'Docker version 26.1.5' ;;
  'version --format') echo '{"Client":{"Version":"26.1.5"},"Server":{"Version":"26.1.5"}}' ;;
  'build --help') echo '      --tag list' ;;
  'build --tag')
    echo 'Step 1/2 : FROM golang:1.22'
    case "$FAKE_ENGINE $*" in
      hangs*) exec sleep 60 ;;
      original-fails*:original*) echo 'no space left' >&2; exit 1 ;;
      candidate-fails*:candidate*) echo 'COPY failed' >&2; exit 1 ;;
    esac ;;
  'image inspect') echo '[{"Id":"x","Architecture":"amd64","Size":1000,"Config":{"Cmd":["./server"]}}]' ;;
  'ps --all' | 'images --quiet') ;;
  *) exit 1 ;;
esac
`;

export interface FakeEngine {
  /** What the program needs to find it, and to find nothing else. */
  readonly env: Readonly<Record<string, string>>;
  /** How it was called so far, one call a line. */
  readonly calls: () => readonly string[];
}

/** Puts the engine into `bin` of a place, which the place must have. */
export function fakeEngine(here: Place, does: string): FakeEngine {
  const program = join(here.path, 'bin', 'docker');
  const log = join(here.path, 'bin', 'calls');
  writeFileSync(program, SCRIPT);
  writeFileSync(log, '');
  chmodSync(program, 0o755);
  return {
    env: { PATH: `${join(here.path, 'bin')}:/usr/bin:/bin`, FAKE_ENGINE: does, FAKE_LOG: log },
    calls: () => readFileSync(log, 'utf8').trimEnd().split('\n'),
  };
}
