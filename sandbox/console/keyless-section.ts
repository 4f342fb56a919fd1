import { type Role, roleArn } from '../identity/identity-store.ts';
import { parsePolicy } from '../policy.ts';
import type { ConsoleServices } from './actions.ts';
import { type Html, html, visible } from './html.ts';
import { copyRow } from './layout.ts';

/** The roles that identity tokens may assume to use a bucket. It is absent if there are none. */
export function keylessSection(services: ConsoleServices, bucket: string): Html | undefined {
  const roles = services.identities.roles().filter((role) => isKeyless(role) && isFor(role, bucket));
  if (roles.length === 0) return undefined;
  return html`<section id="keyless" class="card" aria-labelledby="keyless-title">
<h2 id="keyless-title">Keyless access</h2>
<p>A CI job shows its identity token and gets a session. No key is stored. Each role trusts the tokens that meet its
conditions.</p>
${roles.map(describe)}
</section>`;
}

function isKeyless({ trustPolicy }: Role): boolean {
  return parsePolicy(trustPolicy).some(({ federated }) => federated.length > 0);
}

function isFor({ policies }: Role, bucket: string): boolean {
  const arn = `arn:aws:s3:::${bucket}`;
  return Object.values(policies)
    .flatMap((source) => parsePolicy(source))
    .some(({ resources }) => resources.some((one) => one === arn || one.startsWith(`${arn}/`)));
}

function describe(role: Role): Html {
  const trusting = parsePolicy(role.trustPolicy).filter(({ federated }) => federated.length > 0);
  const providers = trusting.flatMap(({ federated }) => federated);
  const conditions = trusting.flatMap((statement) => statement.conditions);
  return html`<dl class="rows">
${copyRow(`keyless-${role.name}`, 'Role ARN', roleArn(role))}
<div class="row"><dt>Provider</dt><dd><code>${visible(providers.join(', '))}</code></dd></div>
${conditions.map(({ operator, key, values }) => html`<div class="row"><dt>${operator}</dt><dd><code>${visible(`${key} = ${values.join(', ')}`)}</code></dd></div>`)}
${conditions.length === 0 ? html`<div class="row"><dt>Condition</dt><dd><span>none: every token of the provider is accepted</span></dd></div>` : undefined}
</dl>`;
}
