import { findProgram } from './programs.js';
import type { Listing } from './types.js';

const LIBRARY = /^lib(?:X\w*|xcb[\w-]*|wayland-[\w-]+|xkbcommon[\w-]*)\.so/;
const VARIABLES = ['DISPLAY', 'WAYLAND_DISPLAY'];
const SERVERS = ['Xvfb', 'Xorg', 'Xvnc', 'weston'];

/**
 * True for a library that only talks to a display, in an image that has none: what needs it fails there whether it is found
 * or not. An X server in the image, or a variable that names one, makes it a library like any other.
 */
export function isIdleDisplay(name: string, image: Listing, env: Readonly<Record<string, string>>): boolean {
  if (!LIBRARY.test(name) || VARIABLES.some((each) => (env[each] ?? '') !== '')) return false;
  return SERVERS.every((each) => findProgram(image, each, env) === null);
}
