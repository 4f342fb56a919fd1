import { inspect } from 'node:util';
import { idTokenSecrets } from './id-token.ts';
import type { Denial, PackedSource, Proof, ProofContext, Refusal, SessionSource } from './session-source.ts';
import { type TokenSupply, unpackSupply } from './token-supply.ts';
import { explainTokenDenial } from './web-identity-denial.ts';

/** The job's own identity: a token of its CI system, which the server verifies. No key is stored anywhere. */
export class WebIdentity implements SessionSource {
  readonly #supply: TokenSupply;
  /** The audience that the storage expects. */
  readonly audience: string;

  constructor(supply: TokenSupply, audience: string) {
    this.#supply = supply;
    this.audience = audience;
  }

  get secrets(): readonly string[] {
    return this.#supply.secrets.flatMap(idTokenSecrets);
  }

  get expiresAt(): Date | undefined {
    return this.#supply.expiresAt;
  }

  async prove(context: ProofContext): Promise<Proof> {
    return { token: await this.token(context) };
  }

  /** A token for one exchange. @throws InputError or ExchangeFailure if there is none */
  async token(context: ProofContext): Promise<string> {
    const token = await this.#supply.next(context);
    await context.onSecrets?.(idTokenSecrets(token));
    return token;
  }

  /**
   * A token of the same job for another audience.
   *
   * @returns undefined where the CI system makes none
   * @throws ExchangeFailure
   */
  tokenFor(audience: string, context: ProofContext): Promise<string | undefined> {
    return this.#supply.nextFor?.(audience, context) ?? Promise.resolve(undefined);
  }

  explainDenial(refusal: Refusal): Denial {
    return explainTokenDenial(refusal, this.audience, this.#supply.kind);
  }

  pack(): PackedSource {
    return { kind: 'web-identity', fields: { ...this.#supply.pack(), expectedAudience: this.audience } };
  }

  static unpack(fields: PackedSource['fields']): WebIdentity {
    return new WebIdentity(unpackSupply(fields), fields.expectedAudience ?? '');
  }

  toString(): string {
    return 'web identity (token not shown)';
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
