/** Why the console refuses a request. The sentence is shown to the reader, so it must not contain a secret. */
export class ConsoleError extends Error {
  readonly status: number;

  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}
