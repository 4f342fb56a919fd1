import { parseXML, XmlNode, XmlText } from '@aws-sdk/xml-builder';

/** An element's children by name. */
export interface Element {
  readonly [name: string]: unknown;
}

/** Reads the root of an XML document. @returns undefined if it is not XML, or truncated */
export function readXml(text: string): { readonly name: string; readonly content: Element } | undefined {
  try {
    const [root] = Object.entries(parseXML(text) as Record<string, unknown>);
    return root === undefined ? undefined : { name: root[0], content: asElement(root[1]) };
  } catch {
    // A parse error, or deeper nesting than the stack allows.
    return undefined;
  }
}

/** The text of a child element, or an empty string. */
export function textOf(element: Element, name: string): string {
  const value = Object.hasOwn(element, name) ? element[name] : undefined;
  if (typeof value === 'string') return value;
  // If the element has attributes, its text is a child of its own.
  const text = asElement(value)['#text'];
  return typeof text === 'string' ? text : '';
}

/** All children with this name. */
export function elementsOf(element: Element, name: string): Element[] {
  const value = Object.hasOwn(element, name) ? element[name] : undefined;
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(asElement);
}

/** The first child with this name, or an empty element. */
export function childOf(element: Element, name: string): Element {
  return elementsOf(element, name)[0] ?? {};
}

/** The texts of all elements with this name, at any depth. */
export function findTexts(element: Element, name: string): string[] {
  return Object.entries(element).flatMap(([child, value]) => [
    ...(child === name ? textsOf(element, name) : []),
    ...[value].flat().flatMap((nested) => findTexts(asElement(nested), name)),
  ]);
}

/** The texts of all children with this name that have no children themselves. */
export function textsOf(element: Element, name: string): string[] {
  const value = Object.hasOwn(element, name) ? element[name] : undefined;
  return [value].flat().filter((text) => typeof text === 'string');
}

function asElement(value: unknown): Element {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Element) : {};
}

export function writeElement(name: string, content: string | readonly XmlNode[]): XmlNode {
  return new XmlNode(name, typeof content === 'string' ? [new XmlText(content)] : [...content]);
}
