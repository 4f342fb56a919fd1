/** Whether an absolute path is `folder` or below it, by its text alone. */
export declare function isInside(folder: string, path: string): boolean;
