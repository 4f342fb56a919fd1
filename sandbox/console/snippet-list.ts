import { type Html, html } from './html.ts';
import { copyButton } from './layout.ts';
import type { Snippet } from './snippets.ts';

/** Texts to copy, of which one is open. */
export function snippetList(title: string, snippets: readonly Snippet[]): Html {
  return html`<h4>${title}</h4>
<div class="snippets">${snippets.map(describe)}</div>`;
}

function describe({ title, hint, text }: Snippet, index: number): Html {
  const id = `snippet-${index}`;
  return html`<details name="snippets"${index === 0 ? html` open` : undefined}>
<summary>${title}</summary>
<div class="bar"><p>${hint}</p>${copyButton(id, title)}</div>
<pre tabindex="0" role="group" aria-label="${title}"><code id="${id}">${text}</code></pre>
</details>`;
}
