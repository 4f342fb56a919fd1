/** The entry of the single-file executable. */

// It has no script: what it starts itself as, in the background, is the executable alone.
(process.argv as (string | undefined)[])[1] = undefined;

await import('./main.ts');
