import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** How many sent forms are remembered. An older one would be accepted again, from the same browser. */
const REMEMBERED = 10_000;

/**
 * Tokens that prove that a form comes from a page of this process, was made for the browser that sends it, and is sent for
 * the first time. So reloading an answer does not repeat the action or show a secret again.
 */
export class FormTokens {
  readonly #key = randomBytes(32);
  readonly #sent = new Set<string>();

  /** @param browser the value of the browser's cookie. */
  make(browser: string): string {
    const nonce = randomBytes(16).toString('base64url');
    return `${nonce}.${this.#sign(nonce, browser)}`;
  }

  take(token: string, browser: string): 'first' | 'again' | 'foreign' {
    const [nonce = '', signature = ''] = token.split('.');
    const [given, right] = [Buffer.from(signature), Buffer.from(this.#sign(nonce, browser))];
    if (given.length !== right.length || !timingSafeEqual(given, right)) return 'foreign';
    if (this.#sent.has(nonce)) return 'again';
    this.#remember(nonce);
    return 'first';
  }

  #sign(nonce: string, browser: string): string {
    return createHmac('sha256', this.#key).update(`${nonce} ${browser}`).digest('base64url');
  }

  #remember(nonce: string): void {
    this.#sent.add(nonce);
    const [oldest] = this.#sent;
    if (this.#sent.size > REMEMBERED && oldest !== undefined) this.#sent.delete(oldest);
  }
}
