/** A text as the data of a workflow command. GitHub's runner escapes only these characters. */
export function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/**
 * The same with a percent sign as it is wherever GitHub's runner leaves it. Forgejo's runner, and Gitea's before August 2026,
 * replace nothing, and would look for `%252F` where `%2F` is meant.
 */
export function escapeMask(text: string): string {
  return text
    .replace(/%(?=25|0D|0A)/g, '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');
}

/**
 * A text as the data of a command to the agent of Azure Pipelines, which undoes these four, and `%AZP25` unless the variable
 * DECODE_PERCENTS forbids it. So a percent sign stays as it is wherever the agent leaves it.
 */
export function escapeForAzure(text: string): string {
  return text
    .replace(/%(?=AZP25|3B|5D|0D|0A)/g, '%AZP25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');
}
