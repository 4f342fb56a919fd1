import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError unless the text has one to nine digits */
export function readNumber(digits: string): number {
  if (!/^\d{1,9}$/.test(digits)) throw new InvalidArgumentError('It is a whole number.');
  return Number(digits);
}
