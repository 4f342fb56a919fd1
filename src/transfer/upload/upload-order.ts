/** What names other files: pages, and the manifests of web applications. */
const PAGE = /\.(?:html?|xhtml|webmanifest)$|(?:^|[/.-])manifest\.json$/i;

/**
 * What names pages, or is the first that a visitor or a client asks for: start pages and indexes, feeds and site maps, and
 * service workers, which load all that they name.
 */
const ENTRANCE =
  /(?:^|\/)index\.(?:html?|xhtml|json|ya?ml)$|\.(?:xml|rss|atom)$|(?:^|\/)(?:sw|[\w.-]*service-?worker)\.m?js$/i;

/**
 * Files in waves. Each is sent when the one before it is complete, so that nothing names a file that is not there yet.
 */
export function wavesOf<Planned extends { readonly file: { readonly path: string } }>(
  planned: readonly Planned[],
): (readonly Planned[])[] {
  const waveOf = ({ file }: Planned) => (ENTRANCE.test(file.path) ? 2 : Number(PAGE.test(file.path)));
  return [0, 1, 2].map((wave) => planned.filter((one) => waveOf(one) === wave));
}
