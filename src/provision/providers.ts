import { errorCode } from '../http/error-answer.ts';
import { childOf, textsOf } from '../s3/xml.ts';
import type { Administration } from './administration.ts';
import type { Iam } from './iam.ts';
import { type Identity, providerName } from './identity.ts';

/** An issuer that the server knows. */
export interface Provider {
  readonly audiences: readonly string[];
}

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
    return { audiences: textsOf(childOf(result, 'ClientIDList'), 'member') };
  }

  async create(issuer: string, audience: string, thumbprints: readonly string[]): Promise<void> {
    const list = thumbprints.map((thumbprint, index) => [`ThumbprintList.member.${index + 1}`, thumbprint]);
    await this.#iam.demand({
      Action: 'CreateOpenIDConnectProvider',
      Url: issuer,
      'ClientIDList.member.1': audience,
      ...Object.fromEntries(list),
    });
  }

  async addAudience(arn: string, audience: string): Promise<void> {
    await this.#iam.demand({
      Action: 'AddClientIDToOpenIDConnectProvider',
      OpenIDConnectProviderArn: arn,
      ClientID: audience,
    });
  }

  /** Whether an audience can be added to a provider at all. Changes nothing. */
  async canAddAudiences(): Promise<boolean> {
    const answer = await this.#iam.send({ Action: 'AddClientIDToOpenIDConnectProvider' });
    return errorCode(answer) !== 'MethodNotAllowed';
  }

  async delete(arn: string): Promise<void> {
    const form = { Action: 'DeleteOpenIDConnectProvider', OpenIDConnectProviderArn: arn };
    await this.#iam.ask(form, 'NoSuchEntity');
  }

  /**
   * Whether the server may read keys without certificates: 19.2.4 and newer do. Those that can add an audience are newer.
   * Of the others, an RGW 16 has no UpdateRole, and 18 looks for a role without a name, where 19 misses the name. Changes
   * nothing.
   */
  async mayReadPlainKeys(): Promise<boolean> {
    if (await this.canAddAudiences()) return true;
    const code = errorCode(await this.#iam.send({ Action: 'UpdateRole' }));
    return code !== 'MethodNotAllowed' && code !== 'NoSuchEntity';
  }
}
