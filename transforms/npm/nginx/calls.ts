import type { Facts } from '../../../src/transform/types.js';
import { packageMajor } from './package-facts.js';
import type { StartedProcess } from '../entry/trail.js';

/** How a path that names no file is answered. */
export type Fallback = 'app' | 'app-with-directories' | 'not-found';

/** What a server's command line says, as far as nginx can do the same. */
export interface Call {
  readonly port: number;
  readonly fallback: Fallback;
  /** Directory on the command line; null when it names none. */
  readonly directory: string | null;
}

interface Server {
  /** Null when the default cannot be told. */
  readonly port: (facts: Facts, dir: string) => number | null;
  readonly portOptions: readonly string[];
  /** Other options with a value that do not change the answers. */
  readonly valued: readonly string[];
  readonly switches: readonly string[];
  readonly commands: readonly string[];
  readonly readsPort: boolean;
  readonly configs: readonly string[];
  readonly directory: boolean;
  readonly fallback: (switches: ReadonlySet<string>) => Fallback;
}

const plain = { valued: [], switches: [], commands: [], configs: [], directory: false } as const;
const extensions = ['js', 'ts', 'mjs', 'cjs', 'mts', 'cts'];

const servers: Readonly<Record<string, Server>> = {
  vite: {
    ...plain,
    // Vite 3 moved from port 3000 to 5173.
    port: (facts, dir) => ((packageMajor(facts, dir, 'vite') ?? 0) >= 3 ? 5173 : null),
    portOptions: ['--port'],
    valued: ['--host'],
    switches: ['--host', '--strictPort', '--cors', '--force'],
    commands: ['dev', 'serve'],
    readsPort: false,
    configs: extensions.map((each) => `vite.config.${each}`),
    fallback: () => 'app-with-directories',
  },
  'react-scripts': {
    ...plain,
    port: () => 3000,
    portOptions: [],
    commands: ['start'],
    readsPort: true,
    fallback: () => 'app-with-directories',
  },
  'vue-cli-service': {
    ...plain,
    port: () => 8080,
    portOptions: ['--port'],
    valued: ['--host'],
    commands: ['serve'],
    readsPort: true,
    configs: ['vue.config.js', 'vue.config.cjs', 'vue.config.ts', 'vue.config.mjs'],
    fallback: () => 'app-with-directories',
  },
  serve: {
    ...plain,
    port: () => 3000,
    portOptions: ['-l', '--listen', '-p', '--port'],
    switches: [
      '-s',
      '--single',
      '-L',
      '--no-request-logging',
      '-n',
      '--no-clipboard',
      '--no-port-switching',
      '-u',
      '--no-compression',
    ],
    readsPort: true,
    directory: true,
    fallback: (switches) => (switches.has('-s') || switches.has('--single') ? 'app' : 'not-found'),
  },
  'http-server': {
    ...plain,
    port: () => 8080,
    portOptions: ['-p', '--port'],
    valued: ['-a', '-c'],
    // Its -s means silent, not single.
    switches: ['-s', '--silent'],
    readsPort: true,
    directory: true,
    fallback: () => 'not-found',
  },
};

/** A dev server's settings that nginx would have to repeat, as its config file names them. */
const settings =
  /(?<![\w$.])['"]?(proxy|base|publicPath|https|configureServer|setupMiddlewares|onBeforeSetupMiddleware|before|middlewareMode|root|headers|historyApiFallback|host)['"]?\s*[:(,]/;

function portOf(text: string): number | null {
  const digits = /^(?:tcp:\/\/(?:0\.0\.0\.0|\[::\]):)?(\d{2,5})$/.exec(text)?.[1];
  return digits === undefined || Number(digits) > 65535 ? null : Number(digits);
}

/** The port in a config file: `absent` when no file sets one, null when it is computed or not the only one. */
function configuredPort(facts: Facts, dir: string, names: readonly string[]): number | 'absent' | string {
  for (const name of names) {
    const text = facts.files.read(`${dir}/${name}`);
    if (text === null) continue;
    const setting = settings.exec(text.replaceAll(/\bhost\s*:\s*(?:true|['"](?:0\.0\.0\.0|::)['"])/g, ''));
    if (setting && !(setting[1] === 'base' && /\bbase\s*:\s*['"]\/['"]/.test(text)))
      return `${name} sets ${setting[1] ?? ''}, which nginx would not know`;
    const ports = text.match(/(?<![\w$])port(?![\w$])/gi) ?? [];
    if (ports.length === 0) continue;
    const literal = /(?<![\w$])port\s*:\s*(\d{2,5})\s*[,}\n]/.exec(text)?.[1];
    return ports.length === 1 && literal !== undefined
      ? Number(literal)
      : `the port in ${name} is not a plain number`;
  }
  return 'absent';
}

/** True for servers of built files that nginx can stand in for, as far as their settings allow. */
export function isReplaceable(program: string): boolean {
  return program === 'hs' || Object.hasOwn(servers, program);
}

/** Reads the command line and the settings of a server that nginx may stand in for; a text says why it may not. */
export function serverCall(process: StartedProcess, facts: Facts, dir: string): Call | string {
  const name = process.program === 'hs' ? 'http-server' : process.program;
  const server = Object.hasOwn(servers, name) ? servers[name] : undefined;
  if (!server) return `what ${name} serves is not known`;
  let port: number | null = null;
  const switches = new Set<string>();
  const positionals: string[] = [];
  const { args } = process;
  for (let at = 0; at < args.length; at++) {
    const written = args[at] ?? '';
    if (/[$`]/.test(written)) return `the command line of ${name} is computed`;
    const equals = written.startsWith('-') ? written.indexOf('=') : -1;
    const option = equals > 0 ? written.slice(0, equals) : written;
    const next = equals > 0 ? written.slice(equals + 1) : (args[at + 1] ?? '');
    const hasValue = equals > 0 || (next !== '' && !next.startsWith('-'));
    if (server.portOptions.includes(option)) {
      port = portOf(next);
      if (port === null) return `the port of ${name} is not a plain number`;
      if (equals < 0) at++;
    } else if (server.valued.includes(option) && hasValue) {
      if (/^(?:-a|--host)$/.test(option) && !/^(?:0\.0\.0\.0|::|true)$/.test(next))
        return `${name} listens on ${next} only`;
      if (equals < 0) at++;
    } else if (server.switches.includes(written)) switches.add(written);
    else if (/^-c-?\d+$/.test(written) && name === 'http-server') continue;
    else if (written.startsWith('-')) return `nginx has no counterpart to ${name} ${written}`;
    else positionals.push(written);
  }
  const command = server.commands.includes(positionals[0] ?? '') ? 1 : 0;
  const named = positionals.slice(command);
  if (named.length > (server.directory ? 1 : 0)) return `${name} is given ${named.join(' ')}`;
  const configured = configuredPort(facts, dir, server.configs);
  if (typeof configured === 'string' && configured !== 'absent') return configured;
  const fromFile = configured === 'absent' ? null : configured;
  const variable = server.readsPort ? facts.contract.env['PORT'] : undefined;
  const set = variable === undefined ? null : portOf(variable);
  if (variable !== undefined && set === null) return 'the variable PORT is not a plain number';
  const listens = port ?? set ?? fromFile ?? server.port(facts, dir);
  if (listens === null) return `the port of this version of ${name} is not known`;
  return { port: listens, fallback: server.fallback(switches), directory: named[0] ?? null };
}
