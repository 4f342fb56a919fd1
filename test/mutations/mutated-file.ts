import type { Mutation } from './mutations.ts';

/** @throws Error when the text to replace is not there, or there twice: the table is to be mended then */
export function mutate(text: string, { name, file, from, to }: Mutation): string {
  const places = text.split(from).length - 1;
  if (places !== 1)
    throw new Error(`'${name}': the text to replace stands in ${file} ${places} times, and not once.`);
  return text.replace(from, () => to);
}
