/** The entry of the single-file executable. */

// It has no script, so it starts itself without one in the background.
(process.argv as (string | undefined)[])[1] = undefined;

await import('./main.ts');
