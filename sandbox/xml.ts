import { WireError } from './error.ts';

/** Enough for any S3 request body, and too little to exhaust the stack. */
const MAXIMUM_DEPTH = 12;

export interface XmlElement {
  /** The local name, because S3 clients send the same body with and without a namespace prefix. */
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const NAMED_ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Control characters are sent as references, as S3 does for keys that XML 1.0 cannot contain. */
export function escapeText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must be escaped
  return text.replace(/[&<>"\u0000-\u001f\u007f]/g, (character) => {
    return ESCAPES[character] ?? `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
  });
}

/** An element that contains text. */
export function leaf(name: string, text: string | number | boolean): string {
  return `<${name}>${escapeText(String(text))}</${name}>`;
}

/** An element that contains elements. `undefined` parts are omitted. */
export function branch(name: string, ...parts: (string | undefined)[]): string {
  return `<${name}>${parts.join('')}</${name}>`;
}

/** A whole document, with the default namespace on its root. */
export function xmlDocument(root: string, namespace: string, ...parts: (string | undefined)[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">${parts.join('')}</${root}>`;
}

export const S3_NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/**
 * Parses a request body with elements, text, CDATA, comments, the five named references and numeric ones.
 * It supports no document type, so no entity expansion and no external reference.
 * @throws WireError MalformedXML, with the problem and its position.
 */
export function parseXml(source: string): XmlElement {
  const reader = new XmlReader(source.startsWith('\uFEFF') ? source.slice(1) : source);
  reader.skipProlog();
  const root = reader.readElement(0);
  reader.skipMiscellany();
  reader.expectEnd();
  return root;
}

/** The child with this name, or `undefined`. More than one is MalformedXML. */
export function childText(element: XmlElement, name: string): string | undefined {
  const found = element.children.filter((child) => child.name === name);
  if (found.length > 1)
    throw new WireError('MalformedXML', `<${element.name}> contains <${name}> more than once.`);
  return found[0]?.text;
}

class XmlReader {
  readonly #source: string;
  #position = 0;

  constructor(source: string) {
    this.#source = source;
  }

  skipProlog(): void {
    if (this.#source.startsWith('<?xml')) this.#skipPast('?>');
    this.skipMiscellany();
  }

  skipMiscellany(): void {
    for (;;) {
      this.#match(/\s+/y);
      if (!this.#source.startsWith('<!--', this.#position)) return;
      this.#skipPast('-->');
    }
  }

  expectEnd(): void {
    if (this.#position < this.#source.length) this.#fail('something follows the root element');
  }

  readElement(depth: number): XmlElement {
    if (depth >= MAXIMUM_DEPTH) this.#fail(`elements are nested deeper than ${MAXIMUM_DEPTH}`);
    const name = this.#match(/<([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)/y)?.[1];
    if (name === undefined) return this.#fail('an element was expected');
    this.#skipAttributes();
    const empty = this.#match(/\s*(\/?)>/y)?.[1];
    if (empty === undefined) return this.#fail(`the tag <${name}> does not end`);
    const content = empty === '/' ? { text: '', children: [] } : this.#readContent(name, depth);
    return { name: name.slice(name.indexOf(':') + 1), ...content };
  }

  #readContent(name: string, depth: number): { text: string; children: XmlElement[] } {
    const children: XmlElement[] = [];
    let text = '';
    for (;;) {
      text += this.#match(/[^<]+/y)?.[0].replace(/&([^;&]*);?/g, this.#decodeReference) ?? '';
      if (this.#source.startsWith('</', this.#position)) break;
      if (this.#source.startsWith('<!--', this.#position)) this.#skipPast('-->');
      else if (this.#source.startsWith('<![CDATA[', this.#position))
        text += this.#skipPast(']]>').slice(9, -3);
      else children.push(this.readElement(depth + 1));
    }
    const closing = this.#match(/<\/([^\s>]+)\s*>/y)?.[1];
    if (closing !== name) this.#fail(`<${name}> is not closed`);
    return { text, children };
  }

  readonly #decodeReference = (whole: string, body: string): string => {
    const named = NAMED_ENTITIES[body];
    if (named !== undefined && whole.endsWith(';')) return named;
    const digits = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/.exec(body);
    const code = digits?.[1] ? Number.parseInt(digits[1], 16) : Number(digits?.[2] ?? Number.NaN);
    const scalar = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    if (!scalar || !whole.endsWith(';')) return this.#fail('an unknown reference');
    return String.fromCodePoint(code);
  };

  #skipAttributes(): void {
    while (this.#match(/\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*')/y)) {
      // S3 clients send only namespaces and xsi:type, which do not change the meaning.
    }
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#source);
    if (found) this.#position = pattern.lastIndex;
    return found;
  }

  #skipPast(marker: string): string {
    const end = this.#source.indexOf(marker, this.#position);
    if (end < 0) return this.#fail(`'${marker}' was expected`);
    const skipped = this.#source.slice(this.#position, end + marker.length);
    this.#position = end + marker.length;
    return skipped;
  }

  #fail(reason: string): never {
    throw new WireError(
      'MalformedXML',
      `The XML in the body cannot be read: ${reason}, at ${this.#position}.`,
    );
  }
}
