/** True for what Go's `unicode.IsSpace` calls a space: it decides where BuildKit trims and splits. */
export function isSpace(char: string): boolean {
  const code = char.charCodeAt(0);
  if (code === 32 || (code >= 9 && code <= 13)) return true;
  if (code < 0x85) return false;
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** First offset in `[start, end)` that is no space, or `end`. */
export function skipSpace(text: string, start: number, end: number): number {
  return skip(text, start, end, isSpace);
}

function skip(text: string, start: number, end: number, skipped: (char: string) => boolean): number {
  let at = start;
  while (at < end && skipped(text.charAt(at))) at++;
  return at;
}

/** The offset after the last character in `[start, end)` that is no space, or `start`. */
export function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text.charAt(at - 1))) at--;
  return at;
}

/** True for the characters that separate BuildKit's words: its `[\t\v\f\r ]`, no Unicode. */
export function isBlank(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\v' || char === '\f' || char === '\r';
}

/** First offset in `[start, end)` that is no blank, or `end`. */
export function skipBlank(text: string, start: number, end: number): number {
  return skip(text, start, end, isBlank);
}

/** A word and where it starts in the text it was cut from. */
export interface WordAt {
  readonly text: string;
  readonly at: number;
}

/** Splits at runs of blanks; quotes mean nothing here (BuildKit's rule for FROM, EXPOSE, COPY and VOLUME). */
export function splitBlank(text: string): readonly WordAt[] {
  const words: WordAt[] = [];
  let at = 0;
  while (at < text.length) {
    at = skipBlank(text, at, text.length);
    const start = at;
    while (at < text.length && !isBlank(text.charAt(at))) at++;
    if (at > start) words.push({ text: text.slice(start, at), at: start });
  }
  return words;
}
