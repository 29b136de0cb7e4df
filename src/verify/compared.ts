import type { Observation } from './types.js';

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** What of the behaviour was compared, in one line: what was seen of both, run by run. */
export function comparedBehaviour(before: readonly Observation[], after: readonly Observation[]): string {
  const pairs = before.flatMap((seen, index) => {
    const other = after[index];
    const looked = other !== undefined && seen.unseen === undefined && other.unseen === undefined;
    return looked ? [[seen, other] as const] : [];
  });
  const both = (has: (seen: Observation) => boolean): number =>
    pairs.filter((pair) => pair.every((seen) => has(seen))).length;
  const answers = pairs.flatMap(([seen]) => seen.answers.filter(({ status }) => status !== null));
  const ports = [...new Set(answers.map((answer) => answer.port))];
  const greeted = [
    ...new Set(
      pairs
        .flatMap(([seen]) => seen.greetings ?? [])
        .flatMap(({ port, text }) => (text === '' ? [] : [port])),
    ),
  ];
  const ended = both(({ state }) => state === 'ended');
  const parts = [
    ...(answers.length > 0
      ? [`${counted(answers.length, 'request')} to port ${ports.join(' and port ')}`]
      : []),
    ...(greeted.length > 0 ? [`what the server says first on port ${greeted.join(' and port ')}`] : []),
    ...(ended > 0 ? [`exit code and output of ${counted(ended, 'run')}`] : []),
    ...(both(({ listening }) => listening !== null) > 0 ? ['open ports'] : []),
    ...(both(({ health }) => health !== null && health !== 'starting') > 0 ? ['health check'] : []),
    ...(both(({ stop }) => stop !== null) > 0 ? ['log', 'stop'] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : 'whether they start';
}
