import { type CheckLine } from './line.ts';
/** Is told each line as it is known. */
export type Report = (line: CheckLine) => void;
/** Reports what was found; when the server stops answering in the middle of it, that. */
export declare function look(names: readonly string[], report: Report, find: () => Promise<readonly CheckLine[]>): Promise<void>;
export declare function skipAll(names: readonly string[], reason: string, report: Report): void;
