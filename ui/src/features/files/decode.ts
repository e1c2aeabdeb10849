// Texts in the encodings that files still come in: UTF-8, UTF-16 with its mark, and what Korean programs wrote before them.

/** The text of some bytes, which may end in the middle of a character. */
export function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder("euc-kr").decode(bytes);
  }
}
