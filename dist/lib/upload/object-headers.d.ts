import type { FileChoices } from './upload-inputs.ts';
type HeaderChoices = Pick<FileChoices, 'contentType' | 'cacheControl' | 'metadata' | 'acl' | 'retentionDays'>;
/** What a bucket's lifecycle rule can choose objects by. */
export declare function tagsOf({ retentionDays }: Pick<FileChoices, 'retentionDays'>): Record<string, string>;
/** The headers of an object of a file, in lower case. Its tags are not among them: an RGW loses those of multipart uploads. */
export declare function headersOf(path: string, choices: HeaderChoices): Record<string, string>;
/** The same for an object that is put at once, with its tags. */
export declare function headersOfPut(path: string, choices: HeaderChoices): Record<string, string>;
export {};
