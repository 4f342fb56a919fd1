/**
 * The entry of the bundle that all actions share. Each function is a chunk of it and starts one step, or the agent, by
 * itself; what several need is in the bundle once.
 */
export const main = () => import('./main.ts');
export const post = () => import('./post.ts');
export const agent = () => import('./agent.ts');
export const upload = () => import('./upload.ts');
export const download = () => import('./download.ts');
