/** Why a token is refused. As on RGW, only the log has the reason: the answer is an empty AccessDenied. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** The discovery document cannot be read. RGW answers with an empty InvalidArgument. */
export class IssuerFailure extends Error {
  override readonly name = 'IssuerFailure';
}

/** Text from a token or an issuer, for the log: without control characters, and of limited length. */
export function quoted(value: unknown): string {
  const text = (JSON.stringify(value) ?? 'nothing').replace(/\p{C}/gu, '?');
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
