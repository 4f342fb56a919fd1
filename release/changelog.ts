/** CHANGELOG.md: `## X.Y.Z`, followed by the changes of this version. */

/** Returns the text of a version's section without its heading, or undefined if there is none or it is empty. */
export function sectionOf(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.split('\n', 1)[0]?.trim() === version);
  const text = section?.slice(section.indexOf('\n')).trim();
  return text === '' ? undefined : text;
}
