import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { rootCertificates } from 'node:tls';

/** What a connection takes from its surroundings. */
export interface ConnectionSurroundings {
  /** Certificates in PEM that are trusted beside the usual ones. */
  readonly caBundle?: string | undefined;
  /** Where `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are read (Node ≥ 24.5; an older one goes direct). */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}

export interface HttpAgents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

/**
 * Node's own agents, which trust the bundle and go through the environment's proxies. Who makes them destroys them.
 *
 * @param keepAlive whether the next request may use the connection of the one before
 */
export function createAgents(
  { caBundle, environment }: ConnectionSurroundings,
  keepAlive: boolean,
): HttpAgents {
  const options = {
    keepAlive,
    ...(environment === undefined ? {} : { proxyEnv: proxyVariables(environment) }),
  };
  const ca = caBundle === undefined ? {} : { ca: [...rootCertificates, caBundle] };
  return { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent({ ...options, ...ca }) };
}

/** Only what the agent may use of an environment, so that nothing else of it is kept. */
function proxyVariables(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
}
