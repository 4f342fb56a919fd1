/** The places that an agent uses in its directory. */
export interface AgentPlaces {
    readonly directory: string;
    /** A Unix socket; on Windows a named pipe, which is in no directory. */
    readonly control: string;
    readonly log: string;
    /** Exists for the moment in which an agent takes the directory. */
    readonly lock: string;
    /** The endpoint's token, for clients that read it from a file; most agents have none. */
    readonly token: string;
}
/**
 * `$XDG_RUNTIME_DIR/otter-sts-UID/NAME`, or the same in the temporary folder.
 *
 * @param name tells several agents of one user apart
 * @throws InputError when the name would lead elsewhere
 */
export declare function defaultAgentDirectory(env: Readonly<Record<string, string | undefined>>, name?: string): string;
/** @throws AgentFailure when the path is relative, or too long for the socket in it */
export declare function agentPlaces(directory: string): AgentPlaces;
/**
 * Makes the directory, its parent included, for the user alone. In a folder that all share, such as /tmp, somebody
 * else may have made it first, or have put a link there.
 *
 * @throws AgentFailure when the directory is not the user's own
 */
export declare function makePrivateDirectory(directory: string): void;
/**
 * Looks before anything in the directory is used or removed.
 *
 * @throws AgentFailure when it is there and not the user's own
 */
export declare function checkPrivateDirectory(directory: string): void;
/** Removes what an agent that has ended left in its directory, and the directory once it is empty. */
export declare function removeAgentFiles(directory: string): void;
