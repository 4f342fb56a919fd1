/** Why a token is not taken. RGW tells this its own log alone: the answer is an empty AccessDenied. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** An issuer that gives no discovery document, which RGW answers with an empty InvalidArgument. */
export class IssuerFailure extends Error {
  override readonly name = 'IssuerFailure';
}

/** Text of a token or an issuer, for a log: no control characters, and not without end. */
export function quoted(value: unknown): string {
  const text = (JSON.stringify(value) ?? 'nothing').replace(/\p{C}/gu, '?');
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
