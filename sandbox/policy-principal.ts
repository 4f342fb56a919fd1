/** The requester, as policies that name principals see it. */
export type Identity =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'user'; readonly uid: string }
  | {
      readonly kind: 'session';
      /** The user who requested the session. Policies that name the user also apply to the session. */
      readonly uid: string;
      readonly roleName: string;
      readonly roleAccount: string;
      readonly sessionName: string;
    }
  | {
      /** The holder of an identity token who requests a session. */
      readonly kind: 'federated';
      /** The name of the issuer's provider. */
      readonly provider: string;
    };

/** RGW ignores the account here. */
export const PROVIDER_ARN = /^arn:aws:iam::[^:]*:oidc-provider\/(.+)$/;

/** Whether a Federated principal is the provider. RGW has no wildcards here, and a star matches nothing. */
export function isProvider(arn: string, { provider }: { readonly provider: string }): boolean {
  return PROVIDER_ARN.exec(arn)?.[1] === provider;
}

/** Whether a principal of a policy, `*` or an ARN, is this identity. Anything else matches nobody. */
export function isPrincipal(principal: string, identity: Identity): boolean {
  if (identity.kind === 'federated') return false;
  if (principal === '*') return true;
  const [, service, account = '', name = ''] = /^arn:aws:(iam|sts)::([^:]*):(.+)$/.exec(principal) ?? [];
  if (service === 'sts') return isSessionArn(name, account, identity);
  if (service !== 'iam') return false;
  // All users of the account without a name, including the anonymous one. A session is not a user.
  if (name === 'root') return account === '' && identity.kind !== 'session';
  const [, kind, path = ''] = /^(user|role)\/(.+)$/.exec(name) ?? [];
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (kind === 'user') return account === '' && identity.kind !== 'anonymous' && identity.uid === last;
  return (
    kind === 'role' &&
    identity.kind === 'session' &&
    identity.roleName === last &&
    identity.roleAccount === account
  );
}

function isSessionArn(name: string, account: string, identity: Identity): boolean {
  const [, roleName, sessionName] = /^assumed-role\/([^/]+)\/(.+)$/.exec(name) ?? [];
  return (
    identity.kind === 'session' &&
    identity.roleName === roleName &&
    identity.sessionName === sessionName &&
    (account === '' || account === identity.roleAccount)
  );
}
