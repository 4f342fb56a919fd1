/** The examples of docs/clients.md and gitlab/examples/ that use a client: their scripts, under `otter-sts exec`. */
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';
import type { Sandbox } from '../../sandbox/index.ts';
import { projectFolder, run } from './command.ts';
import { loadCiFile } from './gitlab-template.ts';

export interface Script {
  readonly text: string;
  readonly shell: readonly string[];
  readonly prefix: string;
}

export function onGitHub(snippet: string): Script {
  const [step] = load(snippet) as { with: { run: string; prefix?: string; shell?: string } }[];
  if (step === undefined) throw new Error('The snippet has no step.');
  const { run: text, prefix = '', shell } = step.with;
  return { text, prefix, shell: shell === 'python' ? ['python', '-c'] : ['bash', '-eo', 'pipefail', '-c'] };
}

export function onGitLab(name: string, job: string): Script {
  const [document] = loadCiFile(`gitlab/examples/${name}.yml`) as Record<string, { script: string[] }>[];
  const [included] = (document as unknown as { include: { inputs: { prefix?: string } }[] }).include;
  const text = document?.[job]?.script.join('\n') ?? '';
  const prefix = included?.inputs.prefix ?? '';
  return { text, prefix, shell: ['bash', '-eo', 'pipefail', '-c'] };
}

/** Runs one in the folder, whose `bin/` is on the PATH, with the sandbox's first bucket. */
export function runUnderExec(
  { text, shell, prefix }: Script,
  { endpoint, buckets: [bucket] }: Sandbox,
  { folder, env }: { folder: string; env: Readonly<Record<string, string>> },
) {
  const path = [join(folder, 'bin'), dirname(process.execPath), process.env.PATH];
  const variables = {
    PATH: path.join(':'),
    OTTER_SERVICE_ACCESS_KEY: bucket?.serviceAccessKey,
    OTTER_SERVICE_SECRET_KEY: bucket?.serviceSecretKey,
    OTTER_ROLE_ARN: bucket?.roleArn,
    OTTER_BUCKET: bucket?.bucket,
    OTTER_ENDPOINT: endpoint,
    OTTER_PREFIX: prefix,
    ...env,
  };
  const exec = [join(projectFolder, 'cli/main.ts'), 'exec', '--', ...shell, text];
  return run(process.execPath, exec, { env: variables, cwd: folder });
}
