/** Colors are chosen for a contrast of 4.5 and more, in the light and in the dark. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f3f6f8; --card: #fff; --text: #15202b; --quiet: #52606d; --line: #d5dde4; --well: #f0f4f7;
  --accent: #0b6e75; --on-accent: #fff; --accent-ground: #e3f3f3; --danger: #b3261e; --danger-ground: #fdecea;
  --warn: #5c4400; --warn-ground: #fff4d6; --warn-line: #e3c36b; --focus: #1a5fd0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f151b; --card: #18212a; --text: #e7edf3; --quiet: #a4b2c0; --line: #303d4a; --well: #101820;
    --accent: #5ccbcf; --on-accent: #062224; --accent-ground: #12343a; --danger: #ff9d94; --danger-ground: #3a1c1b;
    --warn: #f6dd9a; --warn-ground: #3a2f12; --warn-line: #7a6426; --focus: #8ab4ff;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
.frame { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
a { color: var(--accent); text-underline-offset: .2em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
main:focus, .news:focus { outline: none; }
.notice { scroll-margin: 7rem; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: .5rem 1rem; background: var(--card); z-index: 1; }
.skip:focus { top: .5rem; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.top { background: var(--card); border-bottom: 1px solid var(--line); }
.top .frame { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.75rem; padding-top: .7rem; padding-bottom: .7rem; }
.brand { display: flex; align-items: center; gap: .65rem; color: var(--text); text-decoration: none; font-size: 1.05rem; }
.brand b { font-weight: 650; color: var(--accent); }
.top nav { color: var(--quiet); overflow-wrap: anywhere; }
footer { color: var(--quiet); font-size: .875rem; padding-top: .5rem; padding-bottom: 2rem; }

h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -.015em; margin: 1.75rem 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 .35rem; }
h3 { font-size: 1.05rem; margin: 0 0 .5rem; }
h4 { font-size: .95rem; margin: 1.25rem 0 .5rem; }
p { margin: 0 0 .9rem; max-width: 70ch; }
.lead { color: var(--quiet); margin-bottom: 1.1rem; }
.quiet { color: var(--quiet); font-size: .9rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem 1.4rem; margin: 0 0 1.25rem;
  box-shadow: 0 1px 2px rgb(0 0 0 / .04); }
code, pre { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", monospace; font-size: .875rem; }

.rows { margin: 0 0 1.25rem; }
.rows.card { padding-top: .35rem; padding-bottom: .35rem; }
.row { display: grid; grid-template-columns: 10.5rem minmax(0, 1fr); gap: .25rem 1rem; align-items: start; padding: .55rem 0; border-top: 1px solid var(--line); }
.row:first-child { border-top: 0; }
dt { color: var(--quiet); font-size: .9rem; padding-top: .3rem; }
dd { margin: 0; display: flex; gap: .75rem; align-items: start; justify-content: space-between; min-width: 0; }
dd > code, dd > span { padding: .3rem 0; overflow-wrap: anywhere; min-width: 0; }

button { font: inherit; font-weight: 550; line-height: 1.3; padding: .5rem .95rem; border-radius: 8px; border: 1px solid var(--line);
  background: var(--card); color: var(--text); cursor: pointer; min-height: 2.5rem; white-space: nowrap; }
button:hover { border-color: var(--quiet); }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.primary:hover { filter: brightness(1.08); }
.danger { color: var(--danger); border-color: currentColor; background: transparent; }
.danger:hover { background: var(--danger-ground); border-color: currentColor; }
.copy { padding: .25rem .7rem; min-height: 2rem; min-width: 4.6rem; font-size: .85rem; flex: none; }

form { margin: 0; }
.line { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; margin: 0 0 1rem; }
.line label { flex-basis: 100%; font-size: .9rem; font-weight: 550; }
.line input { flex: 1 1 14rem; max-width: 26rem; }
input:not([type=radio]) { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--quiet); border-radius: 8px; padding: .45rem .7rem; min-height: 2.5rem; min-width: 0; }
input::placeholder { color: var(--quiet); opacity: 1; }
.choice { border: 0; margin: 0 0 1rem; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem; }
.choice legend { padding: 0; margin: 0 0 .4rem; font-size: .9rem; font-weight: 550; }
.choice label { position: relative; }
.choice input { position: absolute; inset: 0; opacity: 0; margin: 0; cursor: pointer; }
.choice span { display: block; padding: .5rem 1.1rem; border: 1px solid var(--quiet); border-radius: 8px; background: var(--card); }
.choice input:checked + span { background: var(--accent-ground); border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); font-weight: 600; }
.choice input:focus-visible + span { outline: 3px solid var(--focus); outline-offset: 2px; }

.notice { background: var(--warn-ground); color: var(--warn); border: 1px solid var(--warn-line); border-radius: 8px; padding: .65rem .9rem; max-width: none; }
.notice.good { background: var(--accent-ground); color: var(--text); border-color: var(--accent); }
.notice.bad { background: var(--danger-ground); color: var(--danger); border-color: currentColor; }
.news { border: 2px solid var(--accent); border-radius: 10px; padding: 1.1rem 1.2rem .4rem; margin: .75rem 0 1.25rem; scroll-margin: 1rem; }
.news .rows { margin-bottom: .5rem; }

.snippets { border: 1px solid var(--line); border-radius: 8px; margin-bottom: 1rem; overflow: hidden; }
.snippets details + details { border-top: 1px solid var(--line); }
summary { cursor: pointer; font-weight: 550; padding: .6rem .9rem; }
.snippets summary:focus-visible { outline-offset: -3px; }
.bar { display: flex; gap: 1rem; align-items: center; justify-content: space-between; padding: 0 .9rem .6rem; }
.bar p { margin: 0; color: var(--quiet); font-size: .9rem; }
pre { margin: 0; padding: .9rem; background: var(--well); border-top: 1px solid var(--line); overflow: auto; line-height: 1.5; tab-size: 2; }
pre:focus-visible { outline-offset: -3px; }

.sections ul { display: flex; flex-wrap: wrap; gap: .4rem; list-style: none; margin: 0 0 1.25rem; padding: 0; }
.sections a { display: block; padding: .35rem .8rem; border-radius: 999px; border: 1px solid var(--line); background: var(--card); text-decoration: none; font-size: .9rem; }
.sections a:hover { border-color: var(--accent); }
.buckets { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: 1rem; list-style: none; margin: 0 0 1.5rem; padding: 0; }
.buckets .card { margin: 0; position: relative; overflow-wrap: anywhere; }
.buckets .card:hover { border-color: var(--accent); }
.buckets a::after { content: ""; position: absolute; inset: 0; border-radius: 12px; }
.buckets p { margin: .15rem 0 0; }

.keys { list-style: none; margin: 0; padding: 0; }
.keys li { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; padding: .75rem 0; border-top: 1px solid var(--line); }
.key { flex: 1 1 18rem; min-width: 0; display: grid; gap: .1rem; overflow-wrap: anywhere; }
.key .label { font-weight: 550; }
.edit > summary { list-style: none; padding: .5rem .95rem; border: 1px solid var(--line); border-radius: 8px; line-height: 1.3; min-height: 2.5rem; }
.edit > summary::-webkit-details-marker { display: none; }
.edit > summary:hover { border-color: var(--quiet); }
.edit[open] { order: 1; flex-basis: 100%; }
.edit[open] > summary { display: inline-block; margin-bottom: .75rem; }
.edit .line { margin: 0; }

table { width: 100%; border-collapse: collapse; margin: .25rem 0 0; font-size: .95rem; }
thead th { color: var(--quiet); font-size: .85rem; font-weight: 550; }
th, td { text-align: left; padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--line); vertical-align: top; }
thead th { border-top: 0; }
thead th:first-child { width: 100%; }
tbody th { font-weight: 400; overflow-wrap: anywhere; white-space: pre-wrap; }
td, thead th { white-space: nowrap; }
td:nth-child(2), thead th:nth-child(2) { text-align: right; font-variant-numeric: tabular-nums; }
td:last-child, thead th:last-child { padding-right: 0; padding-left: 1rem; font-variant-numeric: tabular-nums; color: var(--quiet); }
.pages { display: flex; gap: 1.25rem; margin: 1rem 0 0; }
.card > :last-child, .keys li:last-child { margin-bottom: 0; }
.keys li:last-child { padding-bottom: 0; }

@media (max-width: 38rem) {
  .frame { padding-left: .9rem; padding-right: .9rem; }
  .card { padding: 1rem; }
  h1 { font-size: 1.45rem; margin-top: 1.25rem; }
  .row { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dt { padding-top: 0; }
  .news { padding: .9rem .9rem .3rem; }
  .primary { width: 100%; white-space: normal; }
  .line input { flex-basis: 100%; max-width: none; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .55rem 0; border-top: 1px solid var(--line); }
  tbody tr > * { border: 0; padding: 0; }
  tbody th { flex-basis: 100%; }
  td:last-child { padding-left: 0; }
}
@media (forced-colors: active) { .choice input:checked + span { border-width: 3px; } }
`;
