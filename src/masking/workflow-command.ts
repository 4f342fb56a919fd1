/** A text as the data of a workflow command of GitHub's runner, which escapes just this much. */
export function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
