import type { ImageConfig } from '../../dockerfile/types.js';
import { healthLimits } from '../../verify/health-limits.js';
import type { RunPlan } from '../../verify/types.js';
import type { Session } from '../engine/types.js';
import { pause } from './pause.js';
import { stateOf } from './state.js';

/** Between two runs of the health check, in seconds: the image's own command, more often than every 30 seconds. */
const INTERVAL = 2;
const SECONDS = 40;
/** What a run of the check takes by itself. */
const ONE_RUN = 0.5;

/** How a health check is run and waited for. Times are in seconds. */
export interface HealthPlan {
  /** Options for the engine's `run`. */
  readonly options: readonly string[];
  /** How long its result is waited for. */
  readonly seconds: number;
}

/**
 * The image's own command, run every two seconds on docker. It may fail for as long as the image lets it (start period, and
 * retries times interval), so that an app that is slow has the time that it has elsewhere, up to 40 seconds or a longer
 * `--wait`. podman's engine runs the check when its state is asked for. Null without a check.
 */
export function healthPlan(config: ImageConfig, plan: RunPlan, engine: string): HealthPlan | null {
  const limits = healthLimits(config.healthcheck);
  if (limits === null) return null;
  const most = Math.max(SECONDS, plan.wait);
  const own = limits.startPeriod + limits.retries * limits.interval;
  const asked = plan.options.some((option) => /^--(?:no-healthcheck|health-)/.test(option));
  if (engine !== 'docker' || asked) {
    return { options: [], seconds: Math.min(most, own + limits.retries * limits.timeout) };
  }
  const seconds = Math.min(most, own);
  const failing = Math.max(0, seconds - limits.startPeriod) / (INTERVAL + ONE_RUN);
  const retries = Math.max(limits.retries, Math.ceil(failing));
  return {
    options: [`--health-interval=${INTERVAL}s`, `--health-retries=${retries}`],
    seconds: Math.min(most, seconds + limits.timeout),
  };
}

/** The health check's result; `starting` when it has none in time. */
export async function healthOf(session: Session, id: string, plan: HealthPlan): Promise<string | null> {
  const end = performance.now() + 1000 * plan.seconds;
  for (;;) {
    const state = await stateOf(session, id);
    if (state === null || !state.running || session.signal.aborted) return state?.health ?? null;
    if (state.health !== 'starting' || performance.now() > end) return state.health;
    await pause(500, session.signal);
  }
}
