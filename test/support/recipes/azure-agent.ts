/**
 * What the agent of Azure Pipelines does with the output of a step: it executes commands anywhere in a line,
 * and masks the rest. Source: Command.cs and SecretMasker of microsoft/azure-pipelines-agent.
 */
export class AzureAgent {
  /** What later steps find in their environment. */
  readonly environment: Record<string, string> = {};
  readonly #decodesPercents: boolean;
  readonly #secrets: string[] = [];

  /** @param options.decodesPercents the pipeline's variable DECODE_PERCENTS */
  constructor({ decodesPercents }: { decodesPercents: boolean }) {
    this.#decodesPercents = decodesPercents;
  }

  /** Adds a secret variable of the pipeline: its exact value is masked. */
  addSecret(value: string): void {
    this.#secrets.push(value);
  }

  /** @returns what the log shows */
  read(output: string): string {
    return output
      .split(/(?<=\n)/)
      .filter((line) => !this.#obey(line.replace(/\r?\n$/, '')))
      .map((line) => this.#mask(line))
      .join('');
  }

  /** The data of a command. */
  decode(data: string): string {
    const decoded = data
      .replaceAll('%3B', ';')
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%5D', ']');
    return this.#decodesPercents ? decoded.replaceAll('%AZP25', '%') : decoded;
  }

  #obey(line: string): boolean {
    const [, command = '', properties = '', data = ''] =
      /##vso\[([\w.]+)(?: ([^\]]*))?\](.*)$/s.exec(line) ?? [];
    if (command === 'task.setsecret') this.addSecret(this.decode(data));
    if (command === 'task.setvariable') {
      const name = /variable=([^;]+)/.exec(properties)?.[1] ?? '';
      this.environment[name.replaceAll('.', '_').toUpperCase()] = this.decode(data);
    }
    return command !== '';
  }

  /** All places of all secrets at once, so that the order of the secrets does not matter. */
  #mask(line: string): string {
    const hidden = new Set<number>();
    for (const secret of this.#secrets) {
      for (let at = line.indexOf(secret); at !== -1; at = line.indexOf(secret, at + 1)) {
        for (let index = at; index < at + secret.length; index += 1) hidden.add(index);
      }
    }
    return Array.from({ length: line.length }, (_, index) => {
      if (!hidden.has(index)) return line[index];
      return hidden.has(index - 1) ? '' : '***';
    }).join('');
  }
}
