import { errorCode } from '../http/error-answer.ts';
import { childOf, textsOf } from '../s3/xml.ts';
import type { Administration } from './administration.ts';
import type { Iam } from './iam.ts';
import { type Identity, providerName } from './identity.ts';

/** A registered issuer. */
export interface Provider {
  readonly audiences: readonly string[];
  /** In lower case. */
  readonly thumbprints: readonly string[];
}

/** The maximum number of thumbprints of a provider. */
const MOST_THUMBPRINTS = 5;

/**
 * The issuers whose identity tokens a server verifies, through IAM.
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

  /** @returns undefined if the server does not know the issuer */
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

  /** Replaces the existing ones. */
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

  /** Whether providers can be changed on this server. Changes nothing. */
  async canChange(): Promise<boolean> {
    const answer = await this.#iam.send({ Action: 'AddClientIDToOpenIDConnectProvider' });
    return errorCode(answer) !== 'MethodNotAllowed';
  }

  async delete(arn: string): Promise<void> {
    const form = { Action: 'DeleteOpenIDConnectProvider', OpenIDConnectProviderArn: arn };
    await this.#iam.ask(form, 'NoSuchEntity');
  }

  /**
   * Whether the server may be able to read keys without certificates, as 19.2.4 and newer can. Those that can change a
   * provider are newer. Of the others, an RGW 16 has no UpdateRole, and 18 looks for a role without a name, where 19
   * complains about the missing name. Changes nothing.
   */
  async mayReadPlainKeys(): Promise<boolean> {
    if (await this.canChange()) return true;
    const code = errorCode(await this.#iam.send({ Action: 'UpdateRole' }));
    return code !== 'MethodNotAllowed' && code !== 'NoSuchEntity';
  }
}

/** Only the first ones, if there are too many. */
function listThumbprints(thumbprints: readonly string[]): Record<string, string> {
  const members = thumbprints
    .slice(0, MOST_THUMBPRINTS)
    .map((thumbprint, index) => [`ThumbprintList.member.${index + 1}`, thumbprint]);
  return Object.fromEntries(members);
}
