/** How long the result of a health check may take, in seconds. */
export interface HealthLimits {
  readonly interval: number;
  readonly timeout: number;
  readonly startPeriod: number;
  readonly retries: number;
}

const UNITS: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};

/** Seconds of a Go duration (`1m30s`, `500ms`); null when it is none. */
function seconds(text: string): number | null {
  if (!/^(?:\d+(?:\.\d+)?(?:h|ms|m|s|us|µs|ns))+$/.test(text)) return null;
  let sum = 0;
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/g)) {
    sum += Number(count) * (UNITS[unit ?? ''] ?? 0);
  }
  return sum;
}

function flag(body: string, name: string): string {
  return (
    new RegExp(String.raw`(?:^|\s)--${name}=(\S+)(?=\s)`).exec(body.split(/\bCMD\b/)[0] ?? '')?.[1] ?? ''
  );
}

/**
 * The limits of a HEALTHCHECK's body, with the Dockerfile reference's defaults (30 s, 30 s, 0 s, 3 times); null for none
 * and for NONE.
 */
export function healthLimits(body: string | null): HealthLimits | null {
  if (body === null || body.trim() === 'NONE') return null;
  return {
    interval: seconds(flag(body, 'interval')) || 30,
    timeout: seconds(flag(body, 'timeout')) || 30,
    startPeriod: seconds(flag(body, 'start-period')) ?? 0,
    retries: Number(flag(body, 'retries')) || 3,
  };
}
