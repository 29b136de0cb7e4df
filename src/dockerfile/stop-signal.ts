/** Linux's numbers of signals on every platform that images are made for (signal(7), x86 and ARM). */
const NUMBERS: ReadonlyMap<string, number> = new Map(
  (
    'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU ' +
    'URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS'
  )
    .split(' ')
    .map((name, index) => [name, index + 1]),
);

/** The first signal of real time, as engines count them. */
const FIRST_REAL_TIME = 34;

function numberOf(signal: string): number | null {
  if (/^\d+$/.test(signal)) return Number(signal);
  const name = signal.toUpperCase().replace(/^SIG/, '');
  const [, more] = /^RTMIN(?:\+(\d+))?$/.exec(name) ?? [];
  if (more !== undefined || name === 'RTMIN') return FIRST_REAL_TIME + Number(more ?? 0);
  return NUMBERS.get(name) ?? null;
}

function nameOf(number: number): string {
  for (const [name, value] of NUMBERS) if (value === number) return `SIG${name}`;
  return String(number);
}

/** One spelling for a signal: `9`, `KILL` and `sigkill` are `SIGKILL`. What is no known signal stays as it is written. */
export function signalName(signal: string): string {
  const number = numberOf(signal);
  return number === null ? signal : nameOf(number);
}
