import { covers, excludesSessions, listOf, type Statement } from '../credentials/policy-document.ts';
import { BARE_KEY_DENIAL, BARE_KEY_POLICY } from '../credentials/recommended-policies.ts';
import type { NamedPolicy } from './iam.ts';
import { OWN_POLICY } from './permissions.ts';
import type { ServiceUsers } from './service-users.ts';
import type { PlannedStep } from './step.ts';

const NAME = 'bare-key';

/**
 * Denies S3 to the key without a session, with a policy of its user. Otherwise the key could read what its sessions upload,
 * because that belongs to its user, and use whatever a bucket's policy allows to everybody.
 */
export function planBareKey(
  users: ServiceUsers,
  user: string,
  policies: readonly NamedPolicy[],
): PlannedStep[] {
  if (!users.takePolicies) {
    const detail =
      "this RGW accepts no policies of a tenant's users: the bucket's policy denies the key access instead";
    return [{ name: NAME, status: 'skip', detail }];
  }
  const others = policies.filter(
    ({ name, document }) => name !== OWN_POLICY && !document.Statement.some(shutsOut),
  );
  const kept = others.map(({ name }) => ({
    name: NAME,
    status: 'kept' as const,
    detail: `the user's policy '${name}', which otter-sts did not write`,
  }));
  const detail = 'the key alone, without a session, may do nothing on S3';
  if (policies.some(({ document }) => document.Statement.some(shutsOut))) {
    return [{ name: NAME, status: 'ok', detail }, ...kept];
  }
  const own = policies.find(({ name }) => name === OWN_POLICY)?.document;
  const document =
    own === undefined ? BARE_KEY_POLICY : { ...own, Statement: [...own.Statement, BARE_KEY_DENIAL] };
  const act = () => users.putPolicy(user, { name: OWN_POLICY, document });
  return [{ name: NAME, status: own === undefined ? 'make' : 'change', detail, act }, ...kept];
}

/** Whether a statement denies everything on S3 to a key without a session. */
function shutsOut({ Effect, Action, Resource, Condition }: Statement): boolean {
  return (
    Effect === 'Deny' &&
    listOf(Action).some((action) => action === 's3:*' || action === '*') &&
    listOf(Resource).some((resource) => covers(resource, 'arn:aws:s3:::*')) &&
    (Condition === undefined || (excludesSessions(Condition) && isAlone(Condition)))
  );
}

/** Whether a condition requires nothing else. */
function isAlone(condition: unknown): boolean {
  const tests = Object.values(condition as Readonly<Record<string, object>>);
  return tests.length === 1 && tests.every((test) => Object.keys(test).length === 1);
}
