import type { RunPlan } from '../../src/verify/types.js';

/** A plan by which nothing is asked for but what is usual. */
export const PLAIN_RUN: RunPlan = {
  runs: [],
  env: {},
  envFile: null,
  options: [],
  ports: [],
  http: [],
  wait: 20,
};
