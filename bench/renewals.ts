import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceCredential } from '../src/credentials/service-credential.ts';
import { formatTime, type Session } from '../src/credentials/session.ts';
import { checkRequest, type SessionRequest } from '../src/credentials/session-request.ts';
import { Renewal } from '../src/refresh/renewal.ts';
import { exchange } from '../src/sts/exchange.ts';
import { judge, type Row } from './row.ts';
import { spreadOf } from './spread.ts';

const AGENTS = 1_000;
const SESSION_SECONDS = 60;
/** The window for a renewal, as shares of a session's lifetime, plus time for the exchanges. */
const WINDOW = [0.38, 0.46] as const;
const SLACK_SECONDS = 3;
/** The number of equal parts into which the window is divided. */
const PARTS = 8;

/** A server with one bucket for which sessions are requested. */
export interface Storage {
  readonly name: string;
  readonly endpoint: string;
  readonly bucket: string;
  readonly roleArn: string;
  readonly serviceAccessKey: string;
  readonly serviceSecretKey: string;
}

interface Renewed {
  /** Seconds since the start. */
  readonly times: readonly number[];
  readonly failures: readonly string[];
}

/** Agents that start at the same moment, as after an outage, and renew their sessions with real exchanges. */
export async function benchRenewals(storage: Storage): Promise<Row[]> {
  const { times, failures } = await renewOnce(storage);
  const counts = countParts(times);
  const spread = spreadOf(counts);
  const even = AGENTS / PARTS;
  const what = `${AGENTS.toLocaleString('en')} agents that started at the same moment and renew`;
  const measured = `${failures.length} failures; ${spread.least} to ${spread.most} in each eighth of the jitter window (even: ${even})`;
  const met = failures.length === 0 && times.length === AGENTS && spread.most < 1.5 * even;
  for (const message of new Set(failures)) console.error(message);
  const target = judge(met, 'no failure, spread over the window');
  return [{ what, beside: `one ${storage.name}`, measured, target }];
}

async function renewOnce(storage: Storage): Promise<Renewed> {
  const request = requestFor(storage);
  const credential = new ServiceCredential(storage.serviceAccessKey, storage.serviceSecretKey);
  const times: number[] = [];
  const failures: string[] = [];
  const start = performance.now();
  const renewals = Array.from({ length: AGENTS }, () => {
    let sessions = 0;
    return new Renewal({
      obtain: async (signal): Promise<Session> => {
        if (sessions++ > 0) times.push((performance.now() - start) / 1000);
        return (await exchange(credential, request, { signal, mostAttempts: 1 })).session;
      },
      onFailure: (error) => failures.push(`${formatTime(new Date())} ${String(error)}`),
    });
  });
  await Promise.all(
    renewals.map((renewal) => renewal.start().catch((error) => failures.push(String(error)))),
  );
  const begun = (performance.now() - start) / 1000;
  await sleep((WINDOW[1] * SESSION_SECONDS + begun + SLACK_SECONDS) * 1000 - (performance.now() - start));
  for (const renewal of renewals) renewal.stop();
  return { times, failures };
}

function requestFor({ endpoint, bucket, roleArn }: Storage): SessionRequest {
  const inputs = { endpoint, bucket, roleArn, duration: `${SESSION_SECONDS}s` };
  return checkRequest(inputs, { sessionName: 'bench', renewed: true }).request;
}

/** Counts the renewals in each part of the actual window. */
function countParts(times: readonly number[]): number[] {
  const { least, most } = spreadOf(times);
  const counts = new Array<number>(PARTS).fill(0);
  for (const time of times) {
    const part = Math.min(Math.floor(((time - least) / (most - least)) * PARTS), PARTS - 1);
    counts[part] = (counts[part] ?? 0) + 1;
  }
  return counts;
}
