import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError when an option's text is not up to nine digits */
export function readNumber(digits: string): number {
  if (!/^\d{1,9}$/.test(digits)) throw new InvalidArgumentError('It is a whole number.');
  return Number(digits);
}
