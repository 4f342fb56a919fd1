import { type ExchangeSurroundings } from '../exchange.ts';
import type { ServiceCredential } from '../service-credential.ts';
import type { Session } from '../session.ts';
import type { SessionRequest } from '../session-request.ts';
/** A link to a file, for whoever has it. */
export interface FileLink {
    readonly path: string;
    readonly url: string;
    /** When it stops working. */
    readonly endsAt: Date;
}
/** What a link leads to. */
interface LinkTarget {
    readonly path: string;
    readonly key: string;
}
export interface LinkMakerOptions {
    readonly credential: ServiceCredential;
    /** The upload's: the links' sessions may read below its prefix, and nothing else. */
    readonly request: SessionRequest;
    readonly surroundings: ExchangeSurroundings;
    /** How long the links are to work. */
    readonly seconds: number;
    /** Told of each session. Its secret key is as secret as any, but key and token are a part of each link. */
    readonly onObtained?: ((session: Session) => void) | undefined;
}
/**
 * Makes links to uploaded files. They are signed with a session of their own: the upload's may not read, its token is
 * masked wherever it is shown, and a link ends with the session that has signed it.
 */
export declare class LinkMaker {
    #private;
    private constructor();
    /**
     * Sees to it that the session will be had, before anything is uploaded: a role may not allow one that long.
     *
     * @throws ExchangeFailure when it is not
     */
    static prepare(options: LinkMakerOptions): Promise<LinkMaker>;
    /** @throws ArtifactFailure when there is no session any more, although the upload is done */
    make(entries: readonly LinkTarget[]): Promise<FileLink[]>;
}
export {};
