/** How a text report marks its parts; the core has no terminal, so the caller brings the colours. */
export interface Style {
  readonly heading: (text: string) => string;
  readonly added: (text: string) => string;
  readonly removed: (text: string) => string;
  readonly dim: (text: string) => string;
  /** Codes of refusals and warnings. */
  readonly problem: (text: string) => string;
}

/** How wide a text report may be, in characters, and how it marks its parts. */
export interface Look {
  readonly style: Style;
  readonly width: number;
}

function plain(text: string): string {
  return text;
}

/** No colours: for files, pipes and NO_COLOR. */
export const plainStyle: Style = { heading: plain, added: plain, removed: plain, dim: plain, problem: plain };

/** What files and tests get. */
export const plainLook: Look = { style: plainStyle, width: 100 };
