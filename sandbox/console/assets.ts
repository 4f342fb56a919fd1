/** The files that pages load. They are part of the program, so that a bundle or an executable needs no other files. */
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

export interface Asset {
  readonly type: string;
  readonly content: string;
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="8" fill="#0b6e75"/>
<path d="M6 12c3.3 0 3.3-3 6.7-3s3.3 3 6.6 3 3.4-3 6.7-3" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/>
<path d="M6 18c3.3 0 3.3-3 6.7-3s3.3 3 6.6 3 3.4-3 6.7-3" fill="none" stroke="#a9e4e3" stroke-width="2.6" stroke-linecap="round"/>
<path d="M6 24c3.3 0 3.3-3 6.7-3s3.3 3 6.6 3 3.4-3 6.7-3" fill="none" stroke="#63c5c6" stroke-width="2.6" stroke-linecap="round"/>
</svg>
`;

export const ASSETS: Readonly<Record<string, Asset>> = {
  '/style.css': { type: 'text/css; charset=utf-8', content: STYLE },
  '/script.js': { type: 'text/javascript; charset=utf-8', content: SCRIPT },
  '/icon.svg': { type: 'image/svg+xml', content: ICON },
};
