import type { IssuedCredentials, Place } from './actions.ts';
import { type Html, html } from './html.ts';
import { copyRow } from './layout.ts';
import { snippetList } from './snippet-list.ts';
import { sessionSnippets } from './snippets.ts';

/** The durations that the console offers, in hours. The first is the default. */
const HOURS = [1, 4, 12];

export function sessionSection(bucket: string, formToken: string, news: Html | undefined): Html {
  return html`<section id="temporary-credentials" class="card" aria-labelledby="temporary-credentials-title">
<h2 id="temporary-credentials-title">Temporary credentials (STS)</h2>
<p>An access key, a secret key and a session token for this bucket only, which expire on their own. For a script, a
colleague or a job of a few hours.</p>
${news}
<form method="post" action="/buckets/${bucket}/sessions">
<input type="hidden" name="token" value="${formToken}">
<fieldset class="choice"><legend>Duration</legend>
${HOURS.map(durationChoice)}
</fieldset>
<button type="submit" class="primary">Generate temporary credentials</button>
</form>
</section>`;
}

function durationChoice(hours: number, index: number): Html {
  return html`<label><input type="radio" name="durationSeconds" value="${hours * 3600}"${index === 0 ? html` checked` : undefined}><span>${describeHours(hours)}</span></label>`;
}

function describeHours(hours: number): string {
  return `${hours} hour${hours === 1 ? '' : 's'}`;
}

/** Shows the secrets of a new session, once. */
export function sessionNews(place: Place, credentials: IssuedCredentials, seconds: number): Html {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
  const length = seconds % 3600 === 0 ? describeHours(seconds / 3600) : `${seconds} seconds`;
  return html`<div class="news" role="region" aria-labelledby="issued-title" tabindex="-1" autofocus data-news>
<h3 id="issued-title">Your temporary credentials</h3>
<p class="notice">Copy them now: they will not be shown again. There is no need to revoke them: they expire on their own.</p>
<dl class="rows">
${copyRow('access-key-id', 'Access key ID', accessKeyId)}
${copyRow('secret-access-key', 'Secret access key', secretAccessKey)}
${copyRow('session-token', 'Session token', sessionToken)}
${copyRow('session-bucket', 'Bucket', place.bucket)}
${copyRow('session-endpoint', 'Endpoint', place.endpoint)}
<div class="row"><dt>Expires</dt><dd><span>in ${length}, at <time id="expires" datetime="${expiration}">${expiration.replace('T', ' ').replace('Z', ' UTC')}</time></span></dd></div>
</dl>
${snippetList('Use them', sessionSnippets(place, credentials))}
</div>`;
}
