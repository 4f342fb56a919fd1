/**
 * A path as a user wrote it, with the home folder in the place of `~`: a shell puts it in for a word of its own, and not in
 * `--directory=~/x`, in a variable's value or in an action's input. A folder that has this name is `./~`.
 *
 * @param input the input that the path is of
 * @throws InputError when there is no home folder
 */
export declare function expandHome(input: string, path: string): string;
