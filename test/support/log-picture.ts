/** A job's log as a picture, and the text of such a picture. */

const LINE = 19;
const TOP = 56;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** An SVG with the lines of a log. Commands after a `$` and masked values are colored. */
export function drawLog(title: string, log: string): string {
  const lines = log.split('\n');
  const width = 24 + 7.3 * Math.max(...lines.map((line) => line.length)) + 24;
  const height = TOP + LINE * lines.length + 12;
  const rows = lines.map((line, index) => {
    const kind = line.startsWith('$ ') ? ' class="command"' : '';
    return `<text x="24" y="${TOP + LINE * index}"${kind} xml:space="preserve">${escapeXml(line)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(width)} ${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="12">
<title>Log of the job ${escapeXml(title)}</title>
<style>text { fill: #d1d7e0 } .title { fill: #9198a1 } .command { fill: #78b4ff } tspan { fill: #f0b72f }</style>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<text class="title" x="24" y="28">${escapeXml(title)}</text>
${rows.join('\n')}
</svg>
`;
}

function escapeXml(text: string): string {
  return text
    .replace(/[&<>]/g, (character) => escapes[character] ?? character)
    .replaceAll('***', '<tspan>***</tspan>');
}

/** The log in a picture. */
export function readDrawnLog(svg: string): string {
  const rows = svg.matchAll(
    /^<text x="24" y="\d+"(?: class="command")? xml:space="preserve">(.*)<\/text>$/gm,
  );
  return Array.from(rows, ([, text = '']) =>
    text
      .replace(/<\/?tspan>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  ).join('\n');
}
