/** What a keeper loads last, of all that it needs: asking for sessions takes most of its code. */

export { sessionSecrets } from '../credentials/session.ts';
export { obtainer, startFreshCredentials } from './fresh-credentials.ts';
