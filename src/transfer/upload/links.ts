import { scopeRequest } from '../../credentials/scoped-request.ts';
import type { Session } from '../../credentials/session.ts';
import type { SessionRequest } from '../../credentials/session-request.ts';
import type { SessionSource } from '../../credentials/session-source.ts';
import { ExchangeFailure } from '../../failure.ts';
import { ObjectStore } from '../../s3/object-store.ts';
import { type ExchangeContext, exchange } from '../../sts/exchange.ts';
import { ArtifactFailure } from '../artifact/failure.ts';

/** A link to a file. Whoever has it can use it. */
export interface FileLink {
  readonly path: string;
  readonly url: string;
  /** When it stops working. */
  readonly endsAt: Date;
}

interface LinkTarget {
  readonly path: string;
  readonly key: string;
}

export interface LinkMakerOptions {
  readonly credential: SessionSource;
  /** The upload's request. The links' sessions may read below its prefix, and nothing else. */
  readonly request: SessionRequest;
  readonly context: ExchangeContext;
  /** How long the links work, in seconds. */
  readonly seconds: number;
  /** Receives each session. Its secret key must be masked, but the access key and the token are part of each link. */
  readonly onObtained?: ((session: Session) => void) | undefined;
}

/** AWS and a default RGW issue no shorter sessions. A link can expire before its session. */
const SHORTEST_SESSION_SECONDS = 900;

/**
 * Creates links to uploaded files. They are signed with a separate session: the upload's may not read, its token is masked
 * wherever it appears, and a link expires with the session that signed it.
 */
export class LinkMaker {
  readonly #options: LinkMakerOptions;

  private constructor(options: LinkMakerOptions) {
    this.#options = options;
  }

  /**
   * Makes sure before the upload that a session of this length can be obtained. The role may not allow it.
   *
   * @throws ExchangeFailure if it cannot
   */
  static async prepare(options: LinkMakerOptions): Promise<LinkMaker> {
    const maker = new LinkMaker(options);
    await maker.#obtain();
    return maker;
  }

  /** @throws ArtifactFailure if no session can be obtained any more, although the upload is complete */
  async make(entries: readonly LinkTarget[]): Promise<FileLink[]> {
    try {
      return await this.#sign(await this.#obtain(), entries);
    } catch (error) {
      if (!(error instanceof ExchangeFailure)) throw error;
      throw new ArtifactFailure(
        'failed',
        `All files are uploaded, but creating the links failed. ${error.message}`,
        { cause: error },
      );
    }
  }

  async #sign(session: Session, entries: readonly LinkTarget[]): Promise<FileLink[]> {
    const { request, context, seconds } = this.#options;
    const keys = {
      current: async () => session,
      renewed: async () => undefined,
      close: () => undefined,
    };
    const store = new ObjectStore({ ...request, keys, concurrency: 1, context });
    try {
      const links: FileLink[] = [];
      for (const { path, key } of entries) links.push({ path, ...(await store.presignGet(key, seconds)) });
      return links;
    } finally {
      await store.close();
    }
  }

  async #obtain(): Promise<Session> {
    const { credential, request, context, seconds, onObtained } = this.#options;
    const { session } = await exchange(
      credential,
      {
        ...scopeRequest(request, 'read', request.prefix),
        durationSeconds: Math.max(seconds, SHORTEST_SESSION_SECONDS),
      },
      context,
    );
    onObtained?.(session);
    return session;
  }
}
