export declare function agentEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string>;
