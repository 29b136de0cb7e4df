const CYCLE = 12.42 * 3600 * 1000;

export function nextTide(now) {
  return new Date(now.getTime() + CYCLE - (now.getTime() % CYCLE)).toISOString();
}
