/** Why the console does not do what it was asked. The sentence goes to the reader, so it never holds a secret. */
export class ConsoleError extends Error {
  readonly status: number;

  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}
