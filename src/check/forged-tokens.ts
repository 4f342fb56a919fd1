import type { SessionRequest } from '../credentials/session-request.ts';
import { enumerate } from '../failure.ts';
import { writeSessionRequest } from '../sts/assume-role.ts';
import { type CheckLine, fail } from './line.ts';
import type { Requester } from './requester.ts';
import { judgeTrial, judgeTrials, type Trial } from './trial.ts';

export const FORGED_TOKENS = 'forged-tokens';

/** In seconds, for a session that nobody should get. */
const SHORTEST_SECONDS = 900;

/** Requests sessions with tokens that anyone could create from the job's own. @throws StoreFailure if there is no answer */
export async function tryForgedTokens(
  request: SessionRequest,
  token: string,
  anyone: Requester,
): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (const [what, forged] of forge(token)) trials.push(await tryToken(what, forged, request, anyone));
  return trials;
}

/**
 * Requests a session with a token that must be refused.
 *
 * @param what what the token is, such as `with a changed signature`
 * @throws StoreFailure if there is no answer
 */
export async function tryToken(
  what: string,
  token: string,
  request: SessionRequest,
  anyone: Requester,
): Promise<Trial> {
  const asked = { ...request, durationSeconds: SHORTEST_SECONDS };
  return judgeTrial(what, await anyone.deliver(await writeSessionRequest({ token }, asked, 0)));
}

function forge(token: string): [string, string][] {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const unsigned = encode({ ...parse(header), alg: 'none' });
  // A claim that no trust policy uses.
  const changed = encode({ ...parse(claims), otter_sts_check: true });
  return [
    ['with a changed signature', `${header}.${claims}.${changeMiddle(signature)}`],
    ['with changed claims', `${header}.${changed}.${signature}`],
    ['without a signature (alg none)', `${unsigned}.${claims}.`],
  ];
}

function parse(part: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** Not the last character, because some of its bits may not count. */
function changeMiddle(signature: string): string {
  const middle = Math.floor(signature.length / 2);
  const other = signature[middle] === 'A' ? 'B' : 'A';
  return `${signature.slice(0, middle)}${other}${signature.slice(middle + 1)}`;
}

/** Says whether the server verifies tokens. */
export function judgeForgedTokens(trials: readonly Trial[]): CheckLine {
  const allowed = trials.filter(({ outcome }) => outcome === 'allowed').map(({ what }) => what);
  if (allowed.length > 0) {
    return fail(
      FORGED_TOKENS,
      `the server gives a session for a token ${enumerate(allowed)}`,
      "it does not verify tokens, so anybody can have sessions of the role: report this to the storage's operators, and remove the role until it is corrected.",
    );
  }
  const [first, ...others] = trials;
  const named = first === undefined ? [] : [{ ...first, what: `obtain a session ${first.what}` }, ...others];
  return judgeTrials(FORGED_TOKENS, named, { who: 'a forged token', remedy: '' });
}
