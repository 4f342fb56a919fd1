/** The job that identity tokens describe. */
export interface CiJob {
  readonly system: 'github' | 'gitlab';
  /** `OWNER/NAME`, or `GROUP/PROJECT`, where a group may contain groups. */
  readonly repository: string;
  /** `refs/heads/…` or `refs/tags/…` */
  readonly ref: string;
}

const NAME = '[A-Za-z0-9_][\\w.-]*';
const REPOSITORIES: Readonly<Record<CiJob['system'], RegExp>> = {
  github: new RegExp(`^${NAME}/${NAME}$`),
  gitlab: new RegExp(`^${NAME}(/${NAME})+$`),
};

/** Printable ASCII, except the characters that git does not allow in a reference. */
const REF = /^(?!\/)[!"#$%&'()+,\-./0-9;<=>@A-Z_a-z{|}]{1,200}$/;

/**
 * Reads `github:OWNER/NAME[@REF]` or `gitlab:GROUP/PROJECT[@REF]`. REF is a branch, `main` by default, or begins with `refs/`.
 * @throws Error with a sentence for the user.
 */
export function readCiJob(text: string): CiJob {
  const [, system, repository = '', ref = 'main'] = /^(github|gitlab):([^@]*)(?:@(.*))?$/s.exec(text) ?? [];
  if (system !== 'github' && system !== 'gitlab') throw wrong(text);
  if (!REPOSITORIES[system].test(repository) || !REF.test(ref)) throw wrong(text);
  const isWhole = /^refs\/(heads|tags)\/./.test(ref);
  if (ref.startsWith('refs/') && !isWhole) throw wrong(text);
  return { system, repository, ref: isWhole ? ref : `refs/heads/${ref}` };
}

function wrong(text: string): Error {
  const shown = text.replace(/\p{C}/gu, '?');
  return new Error(
    `Invalid job '${shown}': write github:OWNER/NAME or gitlab:GROUP/PROJECT, with @BRANCH or @refs/tags/TAG if it is not for main.`,
  );
}
