/** How a text report marks its parts; the core has no terminal, so the caller brings the colours. */
export interface Style {
  readonly heading: (text: string) => string;
  readonly added: (text: string) => string;
  readonly removed: (text: string) => string;
  readonly dim: (text: string) => string;
}

function plain(text: string): string {
  return text;
}

/** No colours: for files, pipes and NO_COLOR. */
export const plainStyle: Style = { heading: plain, added: plain, removed: plain, dim: plain };
