import type { LanguagePack } from '../../src/transform/types.js';
import { webBases } from './bases.js';
import { contributeWeb } from './contribute.js';
import { startedServer } from './started.js';

/** A web server that a package installs and that serves what the build made: nginx, Apache httpd, Caddy, lighttpd. */
export const web: LanguagePack = {
  id: 'web',
  detect: (facts) => startedServer(facts) !== null,
  commands: {},
  contribute: contributeWeb,
  bases: webBases,
};
