import { InputError } from '../src/failure.ts';
import { variableOf } from '../src/inputs.ts';
import type { Context } from './request-options.ts';

/** Reports an error with the names that the templates use, and returns the exit code. */
export async function reportInJob(error: unknown, context: Context): Promise<number> {
  const { report } = await import(/* webpackMode: "eager" */ './program.ts');
  return report(await explainInput(error), context);
}

/** Names an input as the templates do, and the variable that overrides it. */
async function explainInput(error: unknown): Promise<unknown> {
  if (!(error instanceof InputError)) return error;
  const { CommandFailure } = await import(/* webpackMode: "eager" */ './command-end.ts');
  return new CommandFailure(error.messageWith(nameInput), 2);
}

function nameInput(input: string): string {
  if (!/^[a-z-]+$/.test(input)) return input;
  return `${input.replaceAll('-', '_')} (the input, or the variable ${variableOf(input)})`;
}
