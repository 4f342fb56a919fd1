import { type Html, html } from './html.ts';

export interface Page {
  /** The title of the window, so it must not contain a secret. */
  readonly title: string;
  readonly trail: Html;
  readonly main: Html;
}

/** A whole document. It has no inline script or style, because the content security policy forbids them. */
export function renderDocument({ title, trail, main }: Page): string {
  const document = html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – OtterStorage sandbox</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
<script src="/script.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<div class="frame">
<a class="brand" href="/"><img src="/icon.svg" alt="" width="32" height="32"><span>OtterStorage <b>sandbox</b></span></a>
<nav aria-label="You are here">${trail}</nav>
</div>
</header>
<main id="main" class="frame" tabindex="-1">
${main}
</main>
<footer class="frame">
<p>A local stand-in for OtterStorage, only for this machine. It stores only the secrets with which it verifies
signatures, in a file that only its owner can read.</p>
</footer>
<p id="copied" class="unseen" role="status"></p>
</body>
</html>`;
  return `<!doctype html>\n${document.markup}\n`;
}

/** A page with only a message. */
export function renderMessage(title: string, sentence: string): string {
  return renderDocument({
    title,
    trail: html`<a href="/">Buckets</a>`,
    main: html`<h1>${title}</h1><p class="notice bad" role="alert">${sentence}</p><p><a href="/">To the buckets</a></p>`,
  });
}

/** A value with its name and a button that copies it. The button is hidden until its script runs. */
export function copyRow(id: string, name: string, value: string): Html {
  return html`<div class="row">
<dt>${name}</dt>
<dd><code id="${id}">${value}</code>${copyButton(id, name)}</dd>
</div>`;
}

export function copyButton(id: string, name: string): Html {
  return html`<button type="button" class="copy" data-copy="${id}" data-name="${name}" aria-label="Copy: ${name}" hidden>Copy</button>`;
}
