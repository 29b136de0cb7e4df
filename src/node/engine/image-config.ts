import type { ImageConfig } from '../../dockerfile/types.js';
import { at, keysAt, numberAt, recordAt, textAt, textsAt } from './json.js';
import { withoutOwnLabels } from './owner.js';

const DEFAULT_SHELL: readonly string[] = ['/bin/sh', '-c'];
/** Written by podman and buildah into every image that they build; says nothing about the Dockerfile. */
const BUILDER_LABEL = 'io.buildah.version';

/**
 * The `Config` object of `image inspect` as an image config, in the form in which a contract read out of a Dockerfile gives
 * it. The labels of our sessions are taken out.
 */
export function readImageConfig(config: unknown): ImageConfig {
  const shell = words(config, 'Shell') ?? DEFAULT_SHELL;
  const entrypoint = words(config, 'Entrypoint');
  const cmd = words(config, 'Cmd');
  const { [BUILDER_LABEL]: _, ...labels } = withoutOwnLabels(recordAt(config, 'Labels'));
  return {
    entrypoint,
    cmd,
    entrypointShell: isShellForm(entrypoint, shell),
    cmdShell: isShellForm(cmd, shell),
    env: environment(textsAt(config, 'Env') ?? []),
    workdir: textAt(config, 'WorkingDir') || '/',
    user: textAt(config, 'User'),
    exposed: keysAt(config, 'ExposedPorts'),
    volumes: keysAt(config, 'Volumes'),
    labels,
    stopSignal: textAt(config, 'StopSignal') || null,
    healthcheck: healthcheckText(at(config, 'Healthcheck')),
    shell,
    onbuild: textsAt(config, 'OnBuild') ?? [],
  };
}

/** An empty list means none. */
function words(config: unknown, name: string): readonly string[] | null {
  const list = textsAt(config, name);
  return list === null || list.length === 0 ? null : list;
}

/** Shell form is stored as the SHELL's words and the text. The same list in exec form cannot be told from it, and runs alike. */
function isShellForm(list: readonly string[] | null, shell: readonly string[]): boolean {
  return list?.length === shell.length + 1 && shell.every((word, index) => list[index] === word);
}

function environment(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}

/** The instruction's body with its flags sorted, `NONE`, or null; durations in the config are nanoseconds. */
function healthcheckText(check: unknown): string | null {
  const [kind, ...test] = textsAt(check, 'Test') ?? [];
  if (kind === undefined || kind === '') return null;
  if (kind === 'NONE') return 'NONE';
  const command =
    kind === 'CMD-SHELL' ? test.join(' ') : JSON.stringify(kind === 'CMD' ? test : [kind, ...test]);
  const flags = [
    ['interval', duration(numberAt(check, 'Interval'))],
    ['retries', String(numberAt(check, 'Retries') || '')],
    ['start-interval', duration(numberAt(check, 'StartInterval'))],
    ['start-period', duration(numberAt(check, 'StartPeriod'))],
    ['timeout', duration(numberAt(check, 'Timeout'))],
  ];
  const set = flags.filter(([, value]) => value !== '').map(([name, value]) => `--${name}=${value} `);
  return `${set.join('')}CMD ${command}`;
}

/** A duration as people write it in a Dockerfile: `30s`, `1m`, `1m30s`, `500ms`; empty for none. */
function duration(nanoseconds: number): string {
  const milliseconds = Math.round(nanoseconds / 1e6);
  const hours = Math.floor(milliseconds / 3_600_000);
  const minutes = Math.floor(milliseconds / 60_000) % 60;
  const seconds = Math.floor(milliseconds / 1000) % 60;
  const parts = [
    [hours, 'h'],
    [minutes, 'm'],
    [seconds, 's'],
    [milliseconds % 1000, 'ms'],
  ] as const;
  return parts.map(([count, unit]) => (count > 0 ? `${count}${unit}` : '')).join('');
}
