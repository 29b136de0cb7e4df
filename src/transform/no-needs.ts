import type { RuntimeNeeds } from './types.js';

/** Needs of a process that asks for nothing beside its files. */
export const noNeeds: RuntimeNeeds = {
  certificates: null,
  zoneinfo: null,
  mimeTypes: null,
  shell: null,
  tmp: null,
  userDatabase: null,
};
