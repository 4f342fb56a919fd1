import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
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
export declare function createAgents(surroundings: ConnectionSurroundings, keepAlive: boolean): HttpAgents;
/** The one of these agents that an endpoint needs: https alone takes 6 ms to load, and the root certificates as long. */
export declare function createAgent({ protocol }: Pick<URL, 'protocol'>, surroundings: ConnectionSurroundings, keepAlive: boolean): HttpAgent;
