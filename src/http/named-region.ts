/** Characters of an answer in which an error is looked for. */
const LONGEST_ERROR = 8_192;

/** The name of a region, and nothing that could be anything else in a message. */
const REGION = '([a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?)';
const ELEMENT = new RegExp(`<Region>\\s*${REGION}\\s*</Region>`);
const SENTENCE = new RegExp(`expecting (?:'|&apos;|&#39;|&quot;)${REGION}(?:'|&apos;|&#39;|&quot;)`);

/** The region that a server names in an error when a request was signed for another one. */
export function regionNamedIn(answer: string): string | undefined {
  const text = answer.slice(0, LONGEST_ERROR);
  return (ELEMENT.exec(text) ?? SENTENCE.exec(text))?.[1];
}

/** What to do about a region that the server does not take. */
export function remedyOfRegion(named: string | undefined, region: string): string {
  return named === undefined || named === region
    ? `Set region to that of the bucket: the request was signed for ${region}.`
    : `Set region to ${named}, which the server names: the request was signed for ${region}.`;
}
