import { allowancesDate } from './config-allowances.js';
import { debianTableDate } from './debian-table.js';
import { imageTableDate } from './image-table.js';

export interface DataAge {
  /** The oldest table's date, `YYYY-MM-DD`. */
  readonly date: string;
  /** Is the data more than six months old on that day (`YYYY-MM-DD`, as `Date.toISOString` begins)? */
  readonly olderThanSixMonths: (today: string) => boolean;
}

/** `YYYY-MM-DD` half a year on, days that the month lacks kept as they are: only its place in order counts. */
function halfYearAfter(date: string): string {
  const [year = 0, month = 1] = date.split('-').map(Number);
  const next = month + 6;
  const text = String(next > 12 ? next - 12 : next).padStart(2, '0');
  return `${next > 12 ? year + 1 : year}-${text}-${date.slice(8, 10)}`;
}

/** How old the tables of images, packages and allowed differences are. The core has no clock: the caller says what day it is. */
export function dataAge(): DataAge {
  const [date = ''] = [imageTableDate(), debianTableDate(), allowancesDate].sort();
  const limit = halfYearAfter(date);
  return { date, olderThanSixMonths: (today) => today.slice(0, 10) > limit };
}
