/** The code that a keeper loads last, because requesting sessions needs most of its code. */

export { sessionSecrets } from '../credentials/session.ts';
export { obtainer, startFreshCredentials } from './fresh-credentials.ts';
