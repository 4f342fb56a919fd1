/** What a keeper loads last, of all that it needs: asking for sessions takes most of its code. */

export { sessionSecrets, startFreshCredentials } from '../src/index.ts';
export { obtainHandedOver } from '../src/refresh/agent/process.ts';
