/** The clients of the suite `clients-more`. They work like those of `clients.ts`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MoreClient, moreClients } from '../../setup/more-clients.ts';
import { runOrThrow } from '../command.ts';
import { programPath } from '../requirements.ts';
import { longProcess, rounds, type StartLoad } from './clients.ts';

const program = (name: MoreClient) => () => {
  const [first = ''] = moreClients.find((requirement) => requirement.name === name)?.programs ?? [];
  return programPath(name, first);
};

/** Java reads certificates from no variable, so they go into a key store. */
const java: StartLoad = async (options) => {
  const { AWS_CA_BUNDLE: bundle } = options.env;
  if (bundle === undefined) return longProcess(program('java-sdk'))(options);
  const store = join(options.folder, 'trust.p12');
  const own = join(options.folder, 'authority.pem');
  // keytool takes only the first certificate of a file, and the bundle's own is the last.
  writeFileSync(own, `-----BEGIN${readFileSync(bundle, 'utf8').split('-----BEGIN').at(-1)}`);
  const at = ['-keystore', store, '-storetype', 'PKCS12', '-storepass', 'changeit'];
  await runOrThrow('keytool', ['-importcert', '-noprompt', '-file', own, ...at]);
  const JAVA_TRUST = `-Djavax.net.ssl.trustStore=${store} -Djavax.net.ssl.trustStorePassword=changeit`;
  return longProcess(program('java-sdk'))({ ...options, env: { ...options.env, JAVA_TRUST } });
};

const STATE = `
terraform {
  backend "s3" {
    key                         = "tofu/terraform.tfstate"
    use_path_style              = true
    skip_credentials_validation = true
    skip_requesting_account_id  = true
    skip_region_validation      = true
  }
}
resource "terraform_data" "round" {
  input = timestamp()
}
`;

function makeProject(folder: string): string {
  const project = join(folder, 'project');
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, 'main.tf'), STATE);
  return project;
}

const DVC_ROUND = `
mkdir -p "$1/project"
cd "$1/project"
[ -d .dvc ] || { "$0" init -q --no-scm; "$0" remote add -q --default otter "s3://$OTTER_BUCKET/dvc"; }
date +%s%N >data
"$0" add -q data
"$0" push -q
rm -r .dvc/cache data
"$0" pull -q
test -s data`;

/** By their usual names. */
export const MORE_CLIENTS: Readonly<Record<string, StartLoad>> = {
  'AWS SDK for Go 2': longProcess(program('go-sdk')),
  'AWS SDK for Java 2': java,
  OpenTofu: rounds(({ bucket, folder }) => ({
    command: 'sh',
    args: [
      '-ec',
      'cd "$1"; "$0" init -input=false -backend-config="bucket=$2" >/dev/null; "$0" apply -auto-approve -input=false >/dev/null',
      ...[program('opentofu')(), makeProject(folder), bucket],
    ],
  })),
  s3fs: longProcess(() => programPath('dvc', 'bin/python'), 's3fs_load.py'),
  DVC: rounds(({ folder }) => ({
    command: 'sh',
    args: ['-ec', DVC_ROUND, program('dvc')(), folder],
    env: { DVC_NO_ANALYTICS: '1', DVC_SITE_CACHE_DIR: join(folder, 'site') },
  })),
  mc: rounds(({ bucket, folder, env }) => ({
    command: program('mc')(),
    args: ['--quiet', 'cp', join(makeProject(folder), 'main.tf'), `otter/${bucket}/mc/main.tf`],
    env: { MC_HOST_otter: env.MC_HOST_otter ?? minioAlias(env) },
  })),
  'minio-js': longProcess(program('minio-js')),
};

/** What a user of `mc` sets for a plain session. */
function minioAlias(env: Readonly<Record<string, string>>): string {
  const keys = [env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY, env.AWS_SESSION_TOKEN].join(':');
  return env.AWS_ENDPOINT_URL?.replace('://', `://${keys}@`) ?? '';
}
