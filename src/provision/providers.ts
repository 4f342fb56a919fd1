import { errorCode } from '../http/error-answer.ts';
import { childOf, textsOf } from '../s3/xml.ts';
import type { Administration } from './administration.ts';
import type { Iam } from './iam.ts';
import { type Identity, providerName } from './identity.ts';

/** An issuer that the server knows. */
export interface Provider {
  readonly audiences: readonly string[];
  /** In small letters. */
  readonly thumbprints: readonly string[];
}

/** As many as a provider may have. */
const MOST_THUMBPRINTS = 5;

/**
 * The issuers whose identity tokens a server verifies, by the calls of IAM.
 *
 * Source: https://docs.ceph.com/en/squid/radosgw/STS/
 */
export class Providers {
  readonly #iam: Iam;
  readonly #owner: string;

  constructor({ iam, account, tenant }: Pick<Administration, 'iam' | 'account' | 'tenant'>) {
    this.#iam = iam;
    this.#owner = account ?? tenant;
  }

  arnOf({ issuer }: Pick<Identity, 'issuer'>): string {
    return `arn:aws:iam::${this.#owner}:oidc-provider/${providerName(issuer)}`;
  }

  /** @returns undefined when the server does not know the issuer */
  async find(arn: string): Promise<Provider | undefined> {
    const form = { Action: 'GetOpenIDConnectProvider', OpenIDConnectProviderArn: arn };
    const answer = await this.#iam.ask(form, 'NoSuchEntity');
    if (answer === undefined) return undefined;
    const result = childOf(answer, 'GetOpenIDConnectProviderResult');
    const read = (list: string) => textsOf(childOf(result, list), 'member');
    const thumbprints = read('ThumbprintList').map((thumbprint) => thumbprint.toLowerCase());
    return { audiences: read('ClientIDList'), thumbprints };
  }

  async create(issuer: string, audience: string, thumbprints: readonly string[]): Promise<void> {
    await this.#iam.demand({
      Action: 'CreateOpenIDConnectProvider',
      Url: issuer,
      'ClientIDList.member.1': audience,
      ...listThumbprints(thumbprints),
    });
  }

  /** In the place of those that it has. */
  async setThumbprints(arn: string, thumbprints: readonly string[]): Promise<void> {
    await this.#iam.demand({
      Action: 'UpdateOpenIDConnectProviderThumbprint',
      OpenIDConnectProviderArn: arn,
      ...listThumbprints(thumbprints),
    });
  }

  async addAudience(arn: string, audience: string): Promise<void> {
    await this.#iam.demand({
      Action: 'AddClientIDToOpenIDConnectProvider',
      OpenIDConnectProviderArn: arn,
      ClientID: audience,
    });
  }

  /** Whether a provider can be changed at all. Changes nothing. */
  async canChange(): Promise<boolean> {
    const answer = await this.#iam.send({ Action: 'AddClientIDToOpenIDConnectProvider' });
    return errorCode(answer) !== 'MethodNotAllowed';
  }

  async delete(arn: string): Promise<void> {
    const form = { Action: 'DeleteOpenIDConnectProvider', OpenIDConnectProviderArn: arn };
    await this.#iam.ask(form, 'NoSuchEntity');
  }

  /**
   * Whether the server may read keys without certificates: 19.2.4 and newer do. Those that can change a provider are newer.
   * Of the others, an RGW 16 has no UpdateRole, and 18 looks for a role without a name, where 19 misses the name. Changes
   * nothing.
   */
  async mayReadPlainKeys(): Promise<boolean> {
    if (await this.canChange()) return true;
    const code = errorCode(await this.#iam.send({ Action: 'UpdateRole' }));
    return code !== 'MethodNotAllowed' && code !== 'NoSuchEntity';
  }
}

/** The first ones, where there are too many. */
function listThumbprints(thumbprints: readonly string[]): Record<string, string> {
  const members = thumbprints
    .slice(0, MOST_THUMBPRINTS)
    .map((thumbprint, index) => [`ThumbprintList.member.${index + 1}`, thumbprint]);
  return Object.fromEntries(members);
}
