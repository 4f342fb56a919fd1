import type { Agent as HttpAgent } from 'node:http';
/** What a connection takes from its surroundings. */
export interface ConnectionSurroundings {
    /** Certificates in PEM that are trusted beside the usual ones. */
    readonly caBundle?: string | undefined;
    /** Where `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are read (Node ≥ 24.5; an older one goes direct). */
    readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}
/**
 * Node's own agent, which trusts the bundle and goes through the environment's proxies. Who makes it destroys it.
 * Only that of the endpoint's protocol is made: https alone takes 6 ms to load, and the root certificates as long.
 *
 * @param keepAlive whether the next request may use the connection of the one before
 * @throws InputError when the environment names a proxy that is no URL
 */
export declare function createAgent({ protocol }: Pick<URL, 'protocol'>, surroundings: ConnectionSurroundings, keepAlive: boolean): HttpAgent;
/** What TLS trusts: the bundle beside the usual certificates. */
export declare function trustBundle(caBundle: string | undefined): {
    ca?: string[];
};
/**
 * Only what a connection may use of an environment, so that nothing else of it is kept: the proxies' variables.
 *
 * @throws InputError when one names a proxy that is no URL
 */
export declare function readProxies(environment: ConnectionSurroundings['environment']): Record<string, string> | undefined;
