import { join } from 'node:path';
import { writePrivateFile } from '../whole-file.ts';
import type { Variables } from './environment.ts';
import { formatTime, type Session } from './session.ts';
import type { SessionRequest } from './session-request.ts';

/**
 * The AWS SDKs' shared files, for clients that do not use the loopback endpoint. They are replaced with each session. The
 * default profile uses a program, because SDKs run it again before a session ends, but read keys in a file only once.
 */
export class ClientProfile {
  readonly #folder: string;
  readonly #request: Pick<SessionRequest, 'region' | 'endpoint'>;
  readonly #platform: NodeJS.Platform;

  /** @param folder a folder that no other user can read */
  constructor(
    folder: string,
    request: Pick<SessionRequest, 'region' | 'endpoint'>,
    platform = process.platform,
  ) {
    this.#folder = folder;
    this.#request = request;
    this.#platform = platform;
  }

  /** Gives a session to clients that start from now on, and to those whose SDK asks again. */
  async write(session: Session): Promise<void> {
    const { region, endpoint } = this.#request;
    const keys = keysOf(session);
    const place = `region = ${region}\nendpoint_url = ${endpoint}\n`;
    const byProgram = `${OWN_LINE}\n[default]\ncredential_process = ${this.#program()}\n`;
    await this.#write(SESSION, processAnswer(session));
    await this.#write(KEYS, `[default]\n${keys}`);
    // The minio clients look for the program only in the first, and DuckDB only in the second.
    await this.#write(CREDENTIALS, `${byProgram}\n[otter]\n${keys}`);
    await this.#write(CONFIG, `${byProgram}${place}\n[profile otter]\n${place}`);
  }

  /** @param first the session for clients that read only a variable */
  variables(first: Session): Variables {
    return {
      AWS_CONFIG_FILE: this.#path(CONFIG),
      AWS_SHARED_CREDENTIALS_FILE: this.#path(CREDENTIALS),
      AWS_CREDENTIAL_FILE: this.#path(KEYS),
      MC_HOST_otter: minioAlias(this.#request.endpoint, first),
    };
  }

  /**
   * The minio clients split it at each space and do not support quotes. The others split it like a shell, and on Windows as
   * Windows does, where an apostrophe does not quote.
   */
  #program(): string {
    const path = this.#path(SESSION);
    if (this.#platform === 'win32') return `cmd /c type ${/^[\w\\/:.~-]+$/.test(path) ? path : `"${path}"`}`;
    return /^[\w/.-]+$/.test(path) ? `cat ${path}` : `cat '${path.replaceAll("'", `'\\''`)}'`;
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  /** On Windows, a client that reads the file at this moment has it open. */
  async #write(name: string, text: string): Promise<void> {
    await writePrivateFile(this.#path(name), text, { platform: this.#platform });
  }
}

/** The first line of the shared files, by which a check knows them. */
const OWN_LINE = '# otter-sts exec --profile replaces this file with each session.';

const CONFIG = 'config';
const CREDENTIALS = 'credentials';
/** For clients that support only keys in a default profile, such as s3cmd. No SDK reads its variable. */
const KEYS = 'keys';
const SESSION = 'session.json';

/** Whether a shared file gives out the sessions of `exec --profile`. */
export function isClientProfile(text: string): boolean {
  return text.startsWith(`${OWN_LINE}\n`);
}

function keysOf({ accessKeyId, secretAccessKey, sessionToken }: Session): string {
  return (
    `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n` +
    `aws_session_token = ${sessionToken}\n`
  );
}

/** What the AWS SDKs read of a program. Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html */
export function processAnswer({ accessKeyId, secretAccessKey, sessionToken, expiration }: Session): string {
  const answer = {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: formatTime(expiration),
  };
  return `${JSON.stringify(answer)}\n`;
}

/** Source: https://github.com/minio/mc, cmd/config.go: no part of it is decoded. */
function minioAlias(endpoint: string, { accessKeyId, secretAccessKey, sessionToken }: Session): string {
  return endpoint.replace('://', `://${accessKeyId}:${secretAccessKey}:${sessionToken}@`);
}
