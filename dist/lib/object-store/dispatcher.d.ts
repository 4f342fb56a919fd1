import type { Dispatcher } from 'undici';
import { type ConnectionSurroundings } from '../http-agent.ts';
/**
 * The connections to one endpoint, kept open between requests.
 *
 * They are undici's: 5,000 files of 8 KiB to a loopback server, 32 at once, took 1.3 s with it and this signer, 1.5 s with
 * node:http, 4.4 s with the SDK's own client; a GiB in parts 2.0 s, and 4.7 s (Node 24). The SDK's client also opens a
 * connection for each body of 2 MiB, and hangs where no answer comes.
 *
 * @throws InputError when the environment names a proxy that is no URL
 */
export declare function createDispatcher(endpoint: URL, { caBundle, environment }: ConnectionSurroundings, connections: number): Dispatcher;
