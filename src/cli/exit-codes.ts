/** Exit codes, the same for every command. */
export const exitCodes = {
  done: 0,
  found: 1,
  usage: 2,
  refused: 3,
  invalid: 4,
  different: 5,
  inconclusive: 6,
  internal: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
