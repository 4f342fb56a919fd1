/** A text as the data of a workflow command. GitHub's runner escapes only these characters. */
export function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
