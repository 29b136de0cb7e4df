import type { Observation } from './types.js';

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** What of the behaviour was compared, in one line, out of what the original was seen to do. */
export function comparedBehaviour(seen: readonly Observation[]): string {
  const answers = seen.flatMap((each) => each.answers);
  const ports = [...new Set(answers.map((answer) => answer.port))];
  const ended = seen.filter((each) => each.state === 'ended');
  const parts = [
    ...(answers.length > 0
      ? [`${counted(answers.length, 'request')} to port ${ports.join(' and port ')}`]
      : []),
    ...(ended.length > 0 ? [`exit code and output of ${counted(ended.length, 'run')}`] : []),
    ...(seen.some((each) => each.listening !== null) ? ['open ports'] : []),
    ...(seen.some((each) => each.health !== null) ? ['health check'] : []),
    ...(seen.some((each) => each.stop !== null) ? ['log', 'stop'] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : 'whether they start';
}
