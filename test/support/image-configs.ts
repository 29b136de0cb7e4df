import type { ImageConfig } from '../../src/dockerfile/types.js';

/** The config of an image that says nothing. */
export const EMPTY_CONFIG: ImageConfig = {
  entrypoint: null,
  cmd: null,
  entrypointShell: false,
  cmdShell: false,
  env: {},
  workdir: '/',
  user: '',
  exposed: [],
  volumes: [],
  labels: {},
  stopSignal: null,
  healthcheck: null,
  shell: [],
  onbuild: [],
};
