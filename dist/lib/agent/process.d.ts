import type { ExchangeSurroundings } from '../exchange.ts';
import type { Obtain } from '../renewal.ts';
import type { Handover } from './handover.ts';
/** Runs this process as the agent: its order comes on standard input. @returns the exit code */
export declare function runAgentProcess(process: NodeJS.Process): Promise<number>;
/** What asks for sessions, out of a hand-over. @throws InputError when a part of it is wrong */
export declare function unpackHandover({ accessKey, secretKey, request, caBundle }: Handover, environment: ExchangeSurroundings['environment']): Obtain;
