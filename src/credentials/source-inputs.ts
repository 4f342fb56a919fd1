import { resolve } from 'node:path';
import { EmptyInputs, InputError } from '../failure.ts';
import { type Given, readValue } from '../input-values.ts';
import { printable } from '../printable.ts';
import { audiencesOf, readIdToken } from './id-token.ts';
import type { IdTokenRequest } from './id-token-request.ts';
import { ServiceCredential } from './service-credential.ts';
import { checkEndpoint, emptyOfCredential } from './session-request.ts';
import type { SessionSource } from './session-source.ts';
import {
  fixedToken,
  type IdTokenProgram,
  printedToken,
  requestedToken,
  type TokenSupply,
  tokenFile,
} from './token-supply.ts';
import { WebIdentity } from './web-identity.ts';

/** The user's inputs for a source, by name. Empty and missing mean the same. */
export type SourceInputs = Pick<
  Given<'credential'>,
  | 'serviceAccessKey'
  | 'serviceSecretKey'
  | 'idToken'
  | 'webIdentityTokenFile'
  | 'audience'
  | 'endpoint'
  // Only to name all that is empty in one message.
  | 'roleArn'
  | 'bucket'
>;

/** The one token that the CI system made for the job. */
interface OfferedToken {
  readonly variable: string;
  readonly token: string;
}

/** What is available without any input of the user. */
export interface OfferedTokens {
  /** Where the job can request tokens from the CI system. */
  readonly idTokenRequest?: IdTokenRequest | undefined;
  readonly idTokenProgram?: IdTokenProgram | undefined;
  readonly idToken?: OfferedToken | undefined;
  /** The file in `AWS_WEB_IDENTITY_TOKEN_FILE`, which a cluster provides to its pods. */
  readonly awsTokenFile?: string | undefined;
}

/**
 * The source that the user has named, or else the tokens that are offered.
 *
 * @returns undefined if there is neither
 * @throws InputError if an input is invalid, or two contradict each other
 */
export function readSource(inputs: SourceInputs, offered: OfferedTokens): SessionSource | undefined {
  const { serviceAccessKey = '', serviceSecretKey = '' } = inputs;
  refuseTwo(inputs);
  if (serviceAccessKey + serviceSecretKey !== '') {
    refuseHalf(inputs);
    return new ServiceCredential(serviceAccessKey, serviceSecretKey);
  }
  if (!namesSource(inputs) && offered.idToken !== undefined) return takeIdToken(offered.idToken, inputs);
  const audience = readAudience(inputs);
  const supply = readSupply(inputs, offered, audience);
  return supply && new WebIdentity(supply, audience);
}

/** Whether the user has named a source. */
export function namesSource(inputs: SourceInputs): boolean {
  return namedSources(inputs).length > 0;
}

function namedSources(inputs: SourceInputs): string[] {
  const { serviceAccessKey, serviceSecretKey, idToken, webIdentityTokenFile } = inputs;
  const names = [
    (serviceAccessKey || serviceSecretKey) && 'service-access-key',
    idToken && 'id-token',
    webIdentityTokenFile && 'web-identity-token-file',
  ];
  return names.flatMap((name) => name || []);
}

/** It is unclear which of two was meant, and one of them may have more rights. */
function refuseTwo(inputs: SourceInputs): void {
  const [first, second] = namedSources(inputs);
  if (first === undefined || second === undefined) return;
  throw new InputError(second, `cannot be used together with ${first}: remove one of the two.`);
}

function refuseHalf(inputs: SourceInputs): void {
  const empty = emptyOfCredential(inputs);
  if (!empty.some((name) => name.endsWith('-key'))) return;
  throw new EmptyInputs(
    empty,
    ": take every value from the bucket's service credential, and store the keys as secrets of the CI system.",
  );
}

/** The audience of such a token is the CI system's choice. */
function takeIdToken({ variable, token }: OfferedToken, inputs: SourceInputs): WebIdentity {
  const supply = fixedToken(variable, token);
  const content = readIdToken(token.trim());
  const [first = '', ...others] = content === undefined ? [] : audiencesOf(content);
  const audience = inputs.audience ? readAudience(inputs) : first;
  if ([first, ...others].includes(audience)) return new WebIdentity(supply, audience);
  throw new InputError(
    'audience',
    `is '${printable(audience)}', but the token in ${variable} is for '${printable(first)}': leave audience empty, or have the program that requests tokens on the PATH.`,
  );
}

function readSupply(
  { idToken, webIdentityTokenFile }: SourceInputs,
  { idTokenRequest, idTokenProgram, awsTokenFile }: OfferedTokens,
  audience: string,
): TokenSupply | undefined {
  if (idToken) return fixedToken('id-token', idToken);
  const file = readValue('web-identity-token-file', webIdentityTokenFile);
  if (file !== '') return tokenFile('web-identity-token-file', resolve(file));
  if (idTokenRequest !== undefined) return requestedToken(idTokenRequest, audience);
  if (idTokenProgram !== undefined) return printedToken(idTokenProgram, audience);
  return awsTokenFile ? tokenFile('AWS_WEB_IDENTITY_TOKEN_FILE', resolve(awsTokenFile)) : undefined;
}

/** Each storage has its own audience by default, so a token for one is useless at another. */
function readAudience(inputs: SourceInputs): string {
  const audience = readValue('audience', inputs.audience);
  if (audience === '') return new URL(checkEndpoint(readValue('endpoint', inputs.endpoint))).hostname;
  if (!/^[\x21-\x7e]{1,255}$/.test(audience)) {
    throw new InputError(
      'audience',
      `is '${printable(audience)}': use at most 255 characters of ASCII, without blanks, as in the trust policy of the role.`,
    );
  }
  return audience;
}
