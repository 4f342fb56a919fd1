type Environment = Readonly<Record<string, string | undefined>>;
/**
 * Takes the secrets out of the environment of this process. Linux shows the environment with which a process was started
 * to every process of the same user, in `/proc/PID/environ`, and deleting a variable does not change that. So the values
 * are overwritten where they lie. Elsewhere, and where `/proc/self/mem` cannot be written, they stay.
 *
 * @returns the environment as it was, for those parts of the program that need the secrets
 */
export declare function takeEnvironment({ env, platform }: Pick<NodeJS.Process, 'env' | 'platform'>): Environment;
/** Whether a variable's value gives a secret away. */
export declare function holdsSecret(value: string, secret: string): boolean;
export {};
