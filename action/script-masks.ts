import { EOL } from 'node:os';
import type { MaskedOutputs, MaskingStream } from '../src/masking/index.ts';
import { maskSecrets } from './masks.ts';
import type { Workflow } from './workflow.ts';

/** Characters of a line that are looked at: a command that stops commands has fewer. */
const LONGEST_COMMAND = 1_024;

/**
 * Masks for a script's step. The script's own output is masked on its way at once. The runner is told of a session that
 * is renewed while the script runs only afterwards: an add-mask in the middle of a line that the script has begun, or
 * after it has stopped commands, would be no command but the secret itself in the log.
 */
export class ScriptMasks {
  readonly #commands: Workflow['commands'];
  readonly #outputs: MaskedOutputs;
  readonly #heldBack: string[] = [];
  #holding = false;
  /** The token with which the script has stopped the runner's commands. */
  #stoppedBy: string | undefined;

  constructor(commands: Workflow['commands'], outputs: MaskedOutputs) {
    this.#commands = commands;
    this.#outputs = outputs;
    for (const output of [outputs.stdout, outputs.stderr]) this.#watch(output);
  }

  add(secrets: readonly string[]): void {
    this.#outputs.learn(secrets);
    if (this.#holding) this.#heldBack.push(...secrets);
    else maskSecrets(this.#commands, secrets);
  }

  /** From here on the script writes. */
  holdBack(): void {
    this.#holding = true;
  }

  /** The script's last line is out. */
  release(): void {
    this.#holding = false;
    if (this.#heldBack.length === 0 || this.#stoppedBy !== undefined) return;
    process.stdout.write(EOL);
    maskSecrets(this.#commands, this.#heldBack.splice(0));
  }

  #watch(output: MaskingStream): void {
    let line = '';
    output.on('data', (chunk: Buffer) => {
      const [first = '', ...rest] = chunk.toString('latin1').split(/\r?\n/);
      const lines = [line + first, ...rest];
      line = lines.pop()?.slice(0, LONGEST_COMMAND) ?? '';
      for (const whole of lines) this.#read(whole.trim());
    });
  }

  #read(line: string): void {
    const token = /^::stop-commands::(.+)$/.exec(line)?.[1];
    if (token !== undefined) this.#stoppedBy ??= token;
    else if (line === `::${this.#stoppedBy}::`) this.#stoppedBy = undefined;
  }
}
