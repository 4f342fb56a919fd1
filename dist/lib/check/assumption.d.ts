import { type Exchanged } from '../exchange.ts';
import { ExchangeFailure } from '../failure.ts';
import type { ServiceCredential } from '../service-credential.ts';
import { type Session } from '../session.ts';
import type { SessionRequest } from '../session-request.ts';
import { type DurationLimit } from './duration-limit.ts';
import { type CheckLine } from './line.ts';
import type { Place } from './party.ts';
export declare const EXCHANGE = "exchange";
/** What came of asking for a session. */
export type Assumption = {
    readonly session: Session;
    readonly seconds: number;
    readonly fits: boolean;
} | {
    readonly failure: ExchangeFailure;
};
/** Asks for sessions as the check needs them, of any duration. */
export type Assume = (durationSeconds: number) => Promise<Exchanged>;
/** @throws ExchangeFailure, from the function that is returned */
export declare function createAssume(credential: ServiceCredential, request: SessionRequest, place: Place): Assume;
/**
 * Asks for a session of the duration that the user wants; when the server does not take that, of one hour, so that
 * everything else can be looked at.
 */
export declare function assumeRole(assume: Assume, asked: number): Promise<Assumption>;
/** Says whether the service credential yields a session. */
export declare function judgeAssumption(assumption: Assumption): CheckLine;
/** Asks for longer and shorter sessions, to find the longest. */
export declare function measureDurationLimit(assume: Assume, asked: number, fits: boolean, now: () => number): Promise<DurationLimit>;
