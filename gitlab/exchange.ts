/** What a keeper loads last, of all that it needs: asking for sessions takes most of its code. */
export { unpackHandover } from '../src/agent/process.ts';
export { sessionSecrets, startFreshCredentials } from '../src/index.ts';
