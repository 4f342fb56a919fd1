type Environment = Readonly<Record<string, string | undefined>>;
/**
 * The shared files whose default profile gives credentials: boto3 and the AWS CLI take these before they ask the
 * loopback endpoint. By the variables that name the files.
 */
export declare function findDefaultProfiles(environment: Environment): Record<string, string>;
/** The variables that hide such files from S3 clients; none where there is nothing to hide. */
export declare function hideDefaultProfiles(environment: Environment): Record<string, string>;
export {};
