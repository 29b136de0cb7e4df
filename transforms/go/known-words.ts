/** Tools that rebuild and restart a program when its sources change. */
export const LIVE_RELOAD = new Set(
  'air CompileDaemon realize fresh reflex gin modd watchexec dlv nodemon wgo gow bra'.split(' '),
);

/** Programs that start the one behind them; the value: how many words of their own follow the options. */
export const WRAPPERS: Readonly<Record<string, number>> = {
  tini: 0,
  'dumb-init': 0,
  gosu: 1,
  'su-exec': 1,
  exec: 0,
  nice: 0,
  env: 0,
  catatonit: 0,
};
