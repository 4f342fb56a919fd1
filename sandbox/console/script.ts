/**
 * The one script: buttons that copy. Everything else works without it, and without it the buttons do not appear.
 * It runs in the browser, so the compiler does not see it; the tests press every button.
 */
export const SCRIPT = `'use strict';
const status = document.getElementById('copied');

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.textContent);
    status.textContent = button.dataset.name + ' copied';
    button.textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren(source);
    status.textContent = 'The browser did not copy it. It is selected: press Ctrl+C or Command+C.';
    button.textContent = 'Press Ctrl+C';
  }
  setTimeout(() => { button.textContent = 'Copy'; }, 2500);
}

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', () => copy(button));
}
`;
