import type { S3Answer } from '../s3-connection.ts';
/** The code of an error answer, such as `AccessDenied`; a HEAD's answer has none. */
export declare function errorCode({ body }: S3Answer): string | undefined;
/** Such as `403 AccessDenied`. */
export declare function describeAnswer(answer: S3Answer): string;
export declare function isSuccess({ status }: S3Answer): boolean;
/** The texts of all elements of a name that hold text alone, in the order in which they stand. */
export declare function textsOf(xml: string, element: string): string[];
