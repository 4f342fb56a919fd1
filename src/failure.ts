/**
 * A value that the user gave is missing or wrong. The message is one sentence that starts with the
 * input's name. Nothing has been sent. A program ends with exit code 2.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** The input's name as users type it, such as `role-arn`. If the sentence is about several, the first of them. */
  readonly input: string;
  /** The names of all inputs that the sentence is about. */
  readonly inputs: readonly string[];
  /** The message without the names. */
  readonly sentence: string;

  /** @param inputs one name or several, but not none */
  constructor(inputs: string | readonly string[], sentence: string) {
    const names = [inputs].flat();
    super(`${enumerate(names)} ${sentence}`);
    this.input = names[0] ?? '';
    this.inputs = names;
    this.sentence = sentence;
  }

  /** The message with other names. @param nameOf returns how users type an input in one place */
  messageWith(nameOf: (input: string) => string): string {
    return `${enumerate(this.inputs.map(nameOf))} ${this.sentence}`;
  }
}

/** Inputs are empty, and must not be. The message names all of them, so that the user needs only one more run. */
export class EmptyInputs extends InputError {
  readonly #remedy: string;

  /** @param remedy the end of the sentence, from its punctuation mark, which fits one input as well as several */
  constructor(inputs: readonly string[], remedy: string) {
    super(inputs, `${inputs.length === 1 ? 'is' : 'are'} empty${remedy}`);
    this.#remedy = remedy;
  }

  and(input: string): EmptyInputs {
    return new EmptyInputs([...this.inputs, input], this.#remedy);
  }
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`;
}

/**
 * Why an exchange yielded no session. `revoked` cannot be distinguished from `denied`, because an RGW gives the same
 * answer to both.
 */
export type FailureKind =
  | 'denied'
  | 'no-such-role'
  | 'invalid-request'
  | 'bad-policy'
  | 'clock-skew'
  | 'throttled'
  | 'server'
  | 'network'
  | 'proxy'
  | 'tls'
  | 'timeout'
  | 'not-sts';

const RETRYABLE: ReadonlySet<FailureKind> = new Set(['throttled', 'server', 'network', 'timeout']);

export interface FailureDetail {
  readonly kind: FailureKind;
  /** What was being tried, as the beginning of a sentence. */
  readonly tried: string;
  /** What came back. */
  readonly cameBack: string;
  /** The likely causes, the likeliest first. */
  readonly causes: readonly string[];
  /** What the reader does next. */
  readonly remedy: string;
  readonly httpStatus?: number;
  /** The server's error code, such as `AccessDenied`. */
  readonly code?: string;
  /** Seconds that the server asks to wait before the next try. */
  readonly retryAfterSeconds?: number | undefined;
}

/** What to say about a failure, whatever was being tried. */
export type Explanation = Omit<FailureDetail, 'tried'>;

/**
 * The exchange failed. The message says what was tried, what came back, the likely causes in order
 * and what to do, and never holds a secret. A program ends with exit code 1.
 */
export class ExchangeFailure extends Error {
  override readonly name = 'ExchangeFailure';
  readonly detail: FailureDetail;

  constructor(detail: FailureDetail) {
    super(formatFailure(detail));
    this.detail = detail;
  }

  get kind(): FailureKind {
    return this.detail.kind;
  }

  /** Whether the same request may succeed a little later. */
  get retryable(): boolean {
    return RETRYABLE.has(this.detail.kind);
  }
}

function formatFailure({ tried, cameBack, causes, remedy }: FailureDetail): string {
  const lines = [`${tried} failed: ${cameBack}.`];
  if (causes.length === 1) lines.push(`Likely cause: ${causes[0]}`);
  if (causes.length > 1) lines.push('Likely causes, the likeliest first:');
  if (causes.length > 1) lines.push(...causes.map((cause, index) => `  ${index + 1}. ${cause}`));
  lines.push(`What to do: ${remedy}`);
  return lines.join('\n');
}

/** A failure's first line, for a log line or an HTTP body that has room for one. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0] ?? '';
}
