import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError when the text is not a port; 0 is one, for any free port */
export function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return port;
}
