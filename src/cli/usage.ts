/** A wrong command line: one line for stderr, exit code 2. */
export interface UsageProblem {
  readonly problem: string;
}

/** The one line that a wrong command line gets. */
export function usage(message: string): UsageProblem {
  return { problem: `dockopt: ${message}` };
}
