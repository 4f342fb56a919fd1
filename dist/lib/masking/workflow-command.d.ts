/** A text as the data of a workflow command of GitHub's runner, which escapes just this much. */
export declare function escapeData(text: string): string;
