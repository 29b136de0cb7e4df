import type { Note } from '../classify/types.js';
import { dataAge } from '../data/age.js';
import { nextSteps, type NextPlace } from './next-steps.js';
import type { Report } from './types.js';

/** What only the caller knows: the core has no clock, no machine and no working directory. */
export interface Surroundings {
  /** Today, `YYYY-MM-DD` or longer. */
  readonly today: string;
  /** The machine's architecture as Node names it (`x64`, `arm64`): builds are for it unless a FROM says otherwise. */
  readonly architecture: string;
  /** For commands to run next; null when there is no file to name, as for standard input. */
  readonly place: NextPlace | null;
}

function ageNote(report: Report, today: string): readonly Note[] {
  const age = dataAge();
  if (report.outcome === 'invalid' || !age.olderThanSixMonths(today)) return [];
  return [
    {
      code: 'W-DATA-AGE',
      message: `what dockopt knows of base images and packages is of ${age.date}, more than six months ago`,
      at: null,
      unlock: 'install a newer version of dockopt',
    },
  ];
}

function platformNote(report: Report, architecture: string): readonly Note[] {
  if (report.sizes === null || architecture === 'x64') return [];
  if (report.notes.some((note) => note.code === 'I-PLATFORM')) return [];
  return [
    {
      code: 'I-PLATFORM',
      message: `sizes are those of linux/amd64, and this machine builds for ${architecture}`,
      at: null,
    },
  ];
}

/** The report with what follows from where and when it was made. */
export function withSurroundings(report: Report, surroundings: Surroundings): Report {
  const { today, architecture, place } = surroundings;
  return {
    ...report,
    notes: [...report.notes, ...platformNote(report, architecture), ...ageNote(report, today)],
    next: place === null || report.next.length === 0 ? [] : nextSteps(report.outcome, report.stages, place),
  };
}
