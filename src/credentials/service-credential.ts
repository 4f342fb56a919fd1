import { inspect } from 'node:util';
import { InputError } from '../failure.ts';
import type { Denial, PackedSource, Proof, Refusal, SessionSource, SigningKey } from './session-source.ts';

/** The length of the access keys that Ceph and AWS create. */
const ACCESS_LENGTH = 20;
const SECRET_LENGTH = 40;
/** Servers create access keys only of capital letters and digits. */
const LOOKS_LIKE_ACCESS_KEY = /^[A-Z0-9]{12,32}$/;

/**
 * The long-lived key that can only request sessions. The secret is stored so that no `console.log`, `JSON.stringify` or
 * template string can show it.
 */
export class ServiceCredential implements SessionSource {
  readonly accessKey: string;
  readonly #secretKey: string;

  /**
   * Removes white space around each part, such as the line break of a file that was stored as a secret.
   *
   * @throws InputError if a part is empty or contains white space, quotes or control characters (it was then pasted with
   *   something around it), or if the two parts are exchanged
   */
  constructor(givenAccessKey: string, givenSecretKey: string) {
    const [accessKey, secretKey] = [givenAccessKey.trim(), givenSecretKey.trim()];
    checkKey('service-access-key', accessKey);
    checkKey('service-secret-key', secretKey);
    if (accessKey === secretKey) {
      throw new InputError(
        'service-secret-key',
        'is the same as the access key: one of the two was pasted twice.',
      );
    }
    this.accessKey = accessKey;
    this.#secretKey = secretKey;
    // The access key is sent in the clear: a secret in its place would appear in the server's log.
    if (areExchanged(accessKey, secretKey)) {
      throw new InputError(
        'service-access-key',
        'looks like a secret key, and service-secret-key looks like an access key: swap the two.',
      );
    }
  }

  get secrets(): readonly string[] {
    return secretParts(this.accessKey, this.#secretKey);
  }

  signingKey(): SigningKey {
    return { accessKeyId: this.accessKey, secretAccessKey: this.#secretKey };
  }

  async prove(): Promise<Proof> {
    return { key: this.signingKey() };
  }

  pack(): PackedSource {
    return {
      kind: 'service-credential',
      fields: { accessKey: this.accessKey, secretKey: this.#secretKey },
    };
  }

  explainDenial({ request, code }: Refusal): Denial {
    // Nothing of either is shown if each looks like the other.
    const exchanged = looksExchanged(this.accessKey, this.#secretKey);
    const key = exchanged
      ? 'the service access key'
      : `the service access key ending in ${this.accessKey.slice(-4)}`;
    const causes = [
      `${key} was revoked or replaced.`,
      'the secret key belongs to another access key, or lost a character when it was stored.',
      `the role ${request.roleArn} does not trust the user of this key, or belongs to another bucket.`,
      `the endpoint ${request.endpoint} is not the one that issued this key.`,
    ];
    if (code === 'SignatureDoesNotMatch') causes.unshift(...causes.splice(1, 1));
    if (exchanged) {
      causes.unshift('the access key and the secret key are swapped: each looks like the other.');
    }
    return {
      causes,
      remedy:
        'store the access key, the secret key and the role ARN again, all three from one service credential of this bucket; ' +
        'if it is no longer listed there, create a new one.',
    };
  }

  toString(): string {
    return 'service credential (secret not shown)';
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** Whether the two are certainly exchanged: each has the length of the other. */
export function areExchanged(accessKey: string, secretKey: string): boolean {
  return (
    looksExchanged(accessKey, secretKey) &&
    accessKey.length === SECRET_LENGTH &&
    secretKey.length === ACCESS_LENGTH
  );
}

function looksExchanged(accessKey: string, secretKey: string): boolean {
  return (
    accessKey.length > secretKey.length && /[a-z+/]/.test(accessKey) && LOOKS_LIKE_ACCESS_KEY.test(secretKey)
  );
}

/**
 * The parts of a service credential that must be masked: the secret, and also the access key if it does not look like one,
 * because the two may be exchanged. For masks that are needed before the credential has been checked.
 */
export function secretParts(accessKey: string, secretKey: string): string[] {
  const parts = LOOKS_LIKE_ACCESS_KEY.test(accessKey.trim()) ? [secretKey] : [secretKey, accessKey];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** @throws InputError if it is empty, or contains characters that no key of an RGW has */
export function checkKey(input: string, key: string): void {
  if (key === '')
    throw new InputError(input, 'is empty: store it as a secret of the CI system and pass it in.');
  if (/^\$\{?\{?|^%.*%$/.test(key)) {
    throw new InputError(
      input,
      'contains an unexpanded variable: check the name of the secret where it is passed in.',
    );
  }
  if (/[^\x21-\x7e]|["'`]/.test(key)) {
    throw new InputError(
      input,
      'contains white space, a quote or an invalid character: paste the key again, with nothing around it.',
    );
  }
  if (key.length > 256) throw new InputError(input, 'is longer than 256 characters: this is not an S3 key.');
}
