/** The language of a server's configuration. */
export type Syntax = 'nginx' | 'apache' | 'caddy' | 'lighttpd';

/** A web server that a package installs and that serves files by itself. */
export interface WebServer {
  readonly id: Syntax;
  readonly title: string;
  /** Names of its program and of the scripts that only start it. */
  readonly programs: readonly string[];
  /** Names under which `service NAME start` knows it. */
  readonly services: readonly string[];
  /** Directories that hold its configuration and nothing else. */
  readonly homes: readonly string[];
  /** Options that take a value in the next word or right behind. */
  readonly valued: readonly string[];
  /** The option that names the main configuration file. */
  readonly configOptions: readonly string[];
}

const servers: readonly WebServer[] = [
  {
    id: 'nginx',
    title: 'nginx',
    programs: ['nginx', 'nginx-debug'],
    services: ['nginx'],
    homes: ['/etc/nginx'],
    valued: ['-c', '-p', '-g', '-e', '-s'],
    configOptions: ['-c'],
  },
  {
    id: 'apache',
    title: 'Apache httpd',
    programs: ['apache2', 'httpd', 'apachectl', 'apache2ctl', 'httpd-foreground'],
    services: ['apache2', 'httpd'],
    homes: ['/etc/apache2', '/etc/httpd', '/usr/local/apache2/conf'],
    valued: ['-f', '-d', '-D', '-k', '-e', '-E', '-c', '-C'],
    configOptions: ['-f'],
  },
  {
    id: 'caddy',
    title: 'Caddy',
    programs: ['caddy'],
    services: ['caddy'],
    homes: ['/etc/caddy'],
    valued: [
      '--config',
      '-config',
      '-c',
      '--adapter',
      '-a',
      '--root',
      '-root',
      '-r',
      '--listen',
      '-l',
      '--domain',
      '-d',
    ],
    configOptions: ['--config', '-config', '-c'],
  },
  {
    id: 'lighttpd',
    title: 'lighttpd',
    programs: ['lighttpd'],
    services: ['lighttpd'],
    homes: ['/etc/lighttpd'],
    valued: ['-f', '-m', '-i'],
    configOptions: ['-f'],
  },
];

/** The server that a program of this name is or starts; null for any other program. */
export function serverOf(program: string): WebServer | null {
  const name = program.slice(program.lastIndexOf('/') + 1);
  return servers.find((each) => each.programs.includes(name)) ?? null;
}

/** The server behind `service NAME start`. */
export function serverOfService(name: string): WebServer | null {
  return servers.find((each) => each.services.includes(name)) ?? null;
}
