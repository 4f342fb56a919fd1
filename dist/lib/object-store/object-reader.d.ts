import type { Requester } from './requester.ts';
import type { GetOptions, OpenObject } from './store-types.ts';
/** Opens an object. Where the connection breaks, what is still missing is asked for, of the same version of the object. */
export declare function readObject(requester: Requester, key: string, { range, ifMatch, signal }: GetOptions): Promise<OpenObject>;
