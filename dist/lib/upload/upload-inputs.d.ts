/** What the user wrote, by the names of the inputs. Empty and missing mean the same. */
export type UploadInputs = Readonly<Partial<Record<InputName, string | undefined>>>;
type InputName = 'ifNoFilesFound' | 'includeHiddenFiles' | 'followSymlinks' | 'overwrite' | 'retentionDays' | 'metadata' | 'cacheControl' | 'contentType' | 'acl' | 'concurrency' | 'partSize' | 'skipUnchanged' | 'delete' | 'dryRun' | 'presign' | 'subjectChecksums';
/** How an upload is to be made: inputs that have been checked. */
export interface UploadChoices {
    readonly ifNoFilesFound: 'warn' | 'error' | 'ignore';
    readonly includeHiddenFiles: boolean;
    readonly followSymlinks: boolean;
    /** Whether an object with other content may be replaced. */
    readonly overwrite: boolean;
    readonly skipUnchanged: boolean;
    readonly delete: boolean;
    readonly dryRun: boolean;
    readonly retentionDays?: number | undefined;
    /** Names in lower case, without `x-amz-meta-`. */
    readonly metadata: Readonly<Record<string, string>>;
    readonly cacheControl?: string | undefined;
    /** For all files; otherwise by each file's name. */
    readonly contentType?: string | undefined;
    /** A canned ACL; undefined for none. */
    readonly acl?: string | undefined;
    /** Requests at once. */
    readonly concurrency: number;
    /** Bytes. */
    readonly partSize: number;
    /** Seconds that links are to work; undefined for no links. */
    readonly presignSeconds?: number | undefined;
    /** The file to write. */
    readonly subjectChecksums?: string | undefined;
}
/** What of the choices each file's upload depends on. */
export type FileChoices = Omit<UploadChoices, 'ifNoFilesFound' | 'includeHiddenFiles' | 'followSymlinks' | 'subjectChecksums'>;
/**
 * Checks what does not depend on the files.
 *
 * @throws InputError for the first input that is wrong, by its name as users type it
 */
export declare function checkUploadInputs(inputs: UploadInputs): UploadChoices;
export {};
