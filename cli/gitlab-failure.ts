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
  if (!(error instanceof InputError) || !/^[a-z-]+$/.test(error.input)) return error;
  const { CommandFailure } = await import(/* webpackMode: "eager" */ './command-end.ts');
  const { input, message } = error;
  const name = input.replaceAll('-', '_');
  return new CommandFailure(
    `${name} (the input, or the variable ${variableOf(input)})${message.slice(input.length)}`,
    2,
  );
}
