import { describe, expect, test } from 'vitest';
import { formatInstructions } from '../../../cli/keyless-instructions.ts';
import { isLoose } from '../../../src/credentials/trusted-tokens.ts';
import {
  githubIdentity,
  gitlabIdentity,
  type Identity,
  identityOf,
  keylessTargetOf,
} from '../../../src/provision/index.ts';
import { CIRCLECI } from '../../support/identity/claims.ts';

describe('the subject of a token', () => {
  test.each<[string, () => Identity, readonly string[], boolean]>([
    ['all jobs of a repository', () => githubIdentity({ repository: 'octo/app' }), ['repo:octo/app:*'], true],
    [
      'a branch',
      () => githubIdentity({ repository: 'octo/app', ref: 'main' }),
      ['repo:octo/app:ref:refs/heads/main'],
      false,
    ],
    [
      'tags',
      () => githubIdentity({ repository: 'octo/app', ref: 'refs/tags/v*' }),
      ['repo:octo/app:ref:refs/tags/v*'],
      true,
    ],
    [
      'an environment, without wildcards',
      () => githubIdentity({ repository: 'octo/app', environment: 'a*: b' }),
      ['repo:octo/app:environment:a*%3A b'],
      false,
    ],
    [
      'a repository with its IDs, in both forms',
      () => githubIdentity({ repository: 'octo@1/app@2', ref: 'main' }),
      ['repo:octo/app:ref:refs/heads/main', 'repo:octo@1/app@2:ref:refs/heads/main'],
      false,
    ],
    [
      'all jobs of a project',
      () => gitlabIdentity({ project: 'g/sub/app' }),
      ['project_path:g/sub/app:*'],
      true,
    ],
    [
      'a branch of a project',
      () => gitlabIdentity({ project: 'g/app', ref: 'main' }),
      ['project_path:g/app:ref_type:branch:ref:main'],
      false,
    ],
    [
      'a tag of a project',
      () => gitlabIdentity({ project: 'g/app', ref: 'refs/tags/v1' }),
      ['project_path:g/app:ref_type:tag:ref:v1'],
      false,
    ],
  ])('%s', (_, identity, subjects, hasWildcard) => {
    expect(identity()).toMatchObject({ subjects, hasWildcard });
  });

  test.each([
    ['repo:octo/app:ref:refs/heads/main', false],
    ['repo:octo/*', false],
    ['project_path:group/*:ref_type:branch:ref:main', false],
    ['*', true],
    ['repo:*', true],
    ['repo:octo*', true],
    ['repo:oct?/app:ref:refs/heads/main', true],
    ['repo::*', true],
    ['organization:acme*', true],
    ['organization:acme:*', false],
    ['{b5f17b36-9c2f-4f6a-8f5e-9d5f7c1b2a3d}:*', false],
    ['{b5f17b36-9c2f-4f6a-8f5e-9d5f7c1b2a3d}*', true],
    ['{*}:{b5f17b36-9c2f-4f6a-8f5e-9d5f7c1b2a3d}:*', true],
    ['{b5f17b36}:*', true],
  ])('%s accepts strangers: %s', (subject, loose) => {
    expect(isLoose(subject)).toBe(loose);
  });
});

test('a star instead of CircleCI’s user is refused if it could match a branch’s name', () => {
  const [before] = CIRCLECI.trusted.split('????');
  const accepted = [CIRCLECI.trusted, `${before}*`, CIRCLECI.subject];
  for (const subject of accepted) {
    expect(identityOf('https://id.example.com', subject).subjects).toEqual([subject]);
  }
  const loose = CIRCLECI.trusted.replace(/\?[?-]+\?/, '*');
  expect(() => identityOf('https://id.example.com', loose)).toThrow(
    /^subject is '.*', whose '\*' also matches a part/,
  );
});

describe('the name of a keyless role', () => {
  const main = githubIdentity({ repository: 'octo/app', ref: 'main' });

  test('differs for each bucket, issuer and subject', () => {
    const enterprise = githubIdentity({
      repository: 'octo/app',
      ref: 'main',
      issuer: 'https://github.example.com/_services/token',
    });
    const names = [
      keylessTargetOf('builds', main),
      keylessTargetOf('builds2', main),
      keylessTargetOf('builds', githubIdentity({ repository: 'octo/app' })),
      keylessTargetOf('builds', enterprise),
      keylessTargetOf('builds', identityOf(main.issuer, 'repo:octo/app2:ref:refs/heads/main')),
    ].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names[0]).toMatch(/^otter-ci-builds-github-[0-9a-f]{8}$/);
  });

  test('is short enough, and the user’s choice if there is one', () => {
    const { name } = keylessTargetOf('b'.repeat(63), main);
    expect(name).toMatch(/^[\w.-]{64}$/);
    expect(keylessTargetOf('builds', main, 'mine').name).toBe('mine');
  });
});

describe('the text for the job', () => {
  const facts = {
    roleArn: 'arn:aws:iam:::role/otter-ci-builds-github-12345678',
    audience: 'rgw.example.com',
    bucket: 'builds',
    endpoint: 'https://rgw.example.com',
    region: 'eu-mad',
  };

  test('GitHub: the permission and the step, and how to get the IDs', () => {
    const text = formatInstructions({ ...facts, identity: githubIdentity({ repository: 'octo/app' }) });
    expect(text).toContain('permissions:\n  contents: read\n  id-token: write\n');
    expect(text).toContain(`          role-arn: ${facts.roleArn}\n          bucket: builds\n`);
    expect(text).not.toContain('audience');
    expect(text).toContain('gh api repos/octo/app');
  });

  test('GitLab: the audience, which its template cannot derive from the endpoint', () => {
    const identity = gitlabIdentity({ project: 'group/app' });
    const text = formatInstructions({ ...facts, audience: 'storage', identity });
    expect(text).toContain('      audience: storage\n');
    expect(formatInstructions({ ...facts, identity })).toContain('      audience: rgw.example.com\n');
    expect(text).toContain('  extends: .otter-sts-keyless\n');
  });

  test('values that YAML would misread are quoted', () => {
    const identity = githubIdentity({ repository: 'octo@1/app@2' });
    const text = formatInstructions({ ...facts, bucket: '123', audience: 'yes', identity });
    expect(text).toContain('bucket: "123"\n');
    expect(text).toContain('audience: "yes"\n');
    expect(text).not.toContain('gh api');
  });

  test('Forgejo: its own key instead of the permission, and the address of the action', () => {
    const issuer = 'https://codeberg.org/api/actions';
    const text = formatInstructions({
      ...facts,
      identity: githubIdentity({ repository: 'octo/app', issuer }),
    });
    expect(text).toMatch(/^# Forgejo: .*\nenable-openid-connect: true\n/);
    expect(text).toContain('uses: https://github.com/otter/sts-credentials@v1\n');
    expect(text).not.toMatch(/permissions|gh api/);
  });

  test('any other issuer: variables', () => {
    const identity = identityOf('https://id.example.com', 'organization:acme:app');
    const text = formatInstructions({ ...facts, identity });
    expect(text).toContain(`OTTER_ROLE_ARN=${facts.roleArn}\n`);
    expect(text).toContain("with a token of https://id.example.com for 'rgw.example.com' in OTTER_ID_TOKEN:");
  });

  test.each([
    'https://agent.buildkite.com',
    'https://oidc.circleci.com/org/1c8f3c1e-5b8e-4c43-a6a1-3f0f0c3b7f11',
  ])('%s: variables, and no token to pass in', (issuer) => {
    const identity = identityOf(issuer, 'organization:acme:app');
    const text = formatInstructions({ ...facts, identity });
    expect(text).toMatch(/^# In the job, where otter-sts requests the tokens itself:\n/);
  });
});
