/**
 * The only script: it makes the copy buttons work, and scrolls to the result of an action. Without it, everything else
 * works, and the buttons do not appear.
 * It runs in the browser, so the compiler does not check it. The tests press every button.
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
    status.textContent = 'The browser did not copy it. The text is selected: press Ctrl+C or Command+C.';
    button.textContent = 'Press Ctrl+C';
  }
  setTimeout(() => { button.textContent = 'Copy'; }, 2500);
}

// The browser's own autofocus scrolls only to the edge of the result.
const news = document.querySelector('[data-news]');
if (news) {
  news.focus({ preventScroll: true });
  news.scrollIntoView();
}

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', () => copy(button));
}
`;
