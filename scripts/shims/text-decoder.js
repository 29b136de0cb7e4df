/**
 * UTF-8 decoding for engines without TextDecoder (a bare VM), as the Encoding standard has it: each maximal part of a broken
 * sequence becomes one U+FFFD. Used by the shell parser for `$'\xc3\xa9'`.
 */
class Utf8Decoder {
  decode(bytes) {
    let text = '';
    let code = 0;
    let needed = 0;
    let lower = 0x80;
    let upper = 0xbf;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (needed === 0) {
        lower = 0x80;
        upper = 0xbf;
        if (byte < 0x80) text += String.fromCharCode(byte);
        else if (byte >= 0xc2 && byte <= 0xdf) [needed, code] = [1, byte & 0x1f];
        else if (byte >= 0xe0 && byte <= 0xef) {
          if (byte === 0xe0) lower = 0xa0;
          if (byte === 0xed) upper = 0x9f;
          [needed, code] = [2, byte & 0x0f];
        } else if (byte >= 0xf0 && byte <= 0xf4) {
          if (byte === 0xf0) lower = 0x90;
          if (byte === 0xf4) upper = 0x8f;
          [needed, code] = [3, byte & 0x07];
        } else text += '\ufffd';
      } else if (byte < lower || byte > upper) {
        text += '\ufffd';
        needed = 0;
        at -= 1;
      } else {
        lower = 0x80;
        upper = 0xbf;
        code = (code << 6) | (byte & 0x3f);
        needed -= 1;
        if (needed === 0) text += String.fromCodePoint(code);
      }
    }
    return needed > 0 ? `${text}\ufffd` : text;
  }
}

export const TextDecoder = globalThis.TextDecoder ?? Utf8Decoder;
