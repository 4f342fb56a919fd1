import { styleText } from 'node:util';
import type { CheckLine } from '../src/check/index.ts';
import { firstLine } from '../src/failure.ts';
import { LONGEST_TEXT, printable, printableJson, printableLines } from '../src/printable.ts';
import type { Step } from '../src/provision/index.ts';
import { countLines, formatCounts, formatLine } from './check-report.ts';
import { hideServiceSecret } from './command-end.ts';
import { type CredentialFormat, formatCredential, type Purpose } from './credential-format.ts';
import { takesColors } from './messages.ts';
import type { Context } from './request-options.ts';

const STATUS_WIDTH = 'would change'.length;
const NAME_WIDTH = 'role-policy'.length;

/**
 * Reports a run: each step as a line on standard error when it is done, and the new credential once on standard output.
 * With JSON, one document at the end instead.
 */
export class ProvisionReport {
  readonly #json: boolean;
  readonly #context: Context;
  readonly #colors: boolean;
  readonly #steps: Step[] = [];
  readonly #checks: CheckLine[] = [];
  #credential: Readonly<Record<string, string>> | undefined;
  #keyless: Readonly<Record<string, unknown>> | undefined;

  constructor(json: boolean, context: Context) {
    this.#json = json;
    this.#context = context;
    this.#colors = takesColors(process.stderr, context.environment);
  }

  readonly step = (step: Step): void => {
    this.#steps.push(step);
    if (!this.#json) process.stderr.write(formatStep(step, this.#colors));
  };

  readonly check = (line: CheckLine): void => {
    this.#checks.push(line);
    if (!this.#json) process.stderr.write(formatLine(line, this.#colors));
  };

  /** @param credential the `OTTER_*` variables */
  credential(credential: Readonly<Record<string, string>>, format: CredentialFormat, purpose: Purpose): void {
    this.#credential = credential;
    if (!this.#json) process.stdout.write(formatCredential(credential, format, purpose));
  }

  /** What is to be written into a workflow or job. @param facts the same, for JSON */
  instructions(text: string, facts: Readonly<Record<string, unknown>>): void {
    this.#keyless = facts;
    if (!this.#json) process.stdout.write(printableLines(text));
  }

  /** @returns the exit code */
  finish(facts: Readonly<Record<string, unknown>>, error?: unknown): number {
    const { failed } = countLines(this.#checks);
    if (this.#json) this.#writeDocument(facts, error);
    else if (this.#checks.length > 0) process.stderr.write(formatCounts(countLines(this.#checks)));
    return failed === 0 && error === undefined ? 0 : 1;
  }

  #writeDocument(facts: Readonly<Record<string, unknown>>, error: unknown): void {
    const document = {
      ...facts,
      steps: this.#steps,
      ...(this.#credential && { credential: this.#credential }),
      ...(this.#keyless && { keyless: this.#keyless }),
      ...(this.#checks.length > 0 && { checks: this.#checks, ...countLines(this.#checks) }),
      ...(error !== undefined && {
        error: hideServiceSecret(firstLine(error), this.#context.environment),
      }),
    };
    process.stdout.write(`${printableJson(document, 2)}\n`);
  }
}

function formatStep({ name, status, detail }: Step, colors: boolean): string {
  const label = status.padEnd(STATUS_WIDTH);
  const shown =
    colors && !['ok', 'kept', 'skip'].includes(status)
      ? styleText('green', label, { validateStream: false })
      : label;
  return `${shown}  ${name.padEnd(NAME_WIDTH)}  ${printable(detail, LONGEST_TEXT)}\n`;
}
