/**
 * A user's text for an error message: cut, and without control characters that could forge a log line. Letters of every
 * language stay.
 */
export function printable(text: string): string {
  const clean = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
  return clean.length > 80 ? `${clean.slice(0, 77)}...`.replace(/\p{Cs}/gu, '?') : clean;
}
