/** The GitLab job without a service credential from docs/keyless.md, on a real RGW. gitlab-ci-local issues no tokens. */
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { idTokenSecrets } from '../../src/credentials/id-token.ts';
import { encodings } from '../../src/masking/index.ts';
import { createKeylessRole, registerProvider } from '../support/ceph/web-identity.ts';
import { awsCli } from '../support/clients.ts';
import { describeVersions } from '../support/describe-versions.ts';
import { describeWith } from '../support/describe-with.ts';
import { snippetToRun } from '../support/documents.ts';
import { runPipeline } from '../support/gitlab-ci-local.ts';
import { NOTE, PRINT_ENCODED } from '../support/gitlab-job.ts';
import { gitlabClaims } from '../support/identity/claims.ts';
import { certificateOf, startIssuer } from '../support/identity/issuer.ts';

const AUDIENCE = '127.0.0.1';

/** What the job does after the document's commands. `$HIDDEN` contains the token. */
const MORE = [
  'aws s3 cp "s3://$OTTER_BUCKET/builds/$CI_COMMIT_REF_SLUG/app.txt" -',
  NOTE,
  'echo "token [$OTTER_ID_TOKEN] key [$AWS_ACCESS_KEY_ID]"',
  'export SHOWN="$(echo "$HIDDEN" | cut -c 2-)"',
  PRINT_ENCODED,
];

describeVersions(
  'the GitLab template without a service credential',
  (ceph) => {
    describeWith(['clients'], 'under gitlab-ci-local', () => {
      test('uploads, reads back, and masks the token and the session in every encoding', async () => {
        const issuer = await startIssuer(certificateOf(ceph));
        try {
          const { bucket } = await ceph.createBucketWithRole();
          const provider = await registerProvider(ceph, issuer, AUDIENCE);
          const { sub } = gitlabClaims();
          const condition = { [`${issuer.name}:aud`]: AUDIENCE, [`${issuer.name}:sub`]: String(sub) };
          const name = `gitlab-${bucket}`;
          const roleArn = await createKeylessRole(ceph, provider, { name, condition, bucket });
          const token = issuer.mintGitlab({ audience: AUDIENCE, expiresIn: 3_600 });
          const document = snippetToRun('docs/keyless.md', 'gitlab-keyless')
            .replace('bucket: my-bucket', `bucket: ${bucket}`)
            .replace('https://rgw.example.com', ceph.endpoint)
            .replace('audience: rgw.example.com', `audience: ${AUDIENCE}`);
          const job = await runPipeline({
            ci: `${document}${MORE.map((command) => `    - ${JSON.stringify(command)}\n`).join('')}`,
            files: { 'build/app.txt': 'what was built\n' },
            variables: { OTTER_ROLE_ARN: roleArn, OTTER_ID_TOKEN: token, HIDDEN: `x${token}` },
            path: [dirname(awsCli())],
          });
          expect(job.code, job.log).toBe(0);
          expect(job.log).toContain('what was built');
          expect(job.log).toContain('token [] key [***]');
          const session = job.notes.trim().split('\n');
          expect(session).toHaveLength(3);
          const secrets = [...idTokenSecrets(token), ...session].flatMap(encodings);
          expect(secrets.filter((secret) => job.log.includes(secret))).toEqual([]);
          expect({ left: job.left, processes: job.processes }).toEqual({ left: [], processes: [] });
        } finally {
          await issuer.close();
        }
      });
    });
  },
  [20],
);
