/**
 * The entry of the bundle that the actions share. Each function starts one step, or the agent, from separate chunks.
 * Code that several steps need is in the bundle once. The post step has its own bundle.
 */
export const main = () => import('./main.ts');
export const agent = () => import('./agent.ts');
export const upload = () => import('./upload.ts');
export const download = () => import('./download.ts');
