import { parseXML, XmlNode, XmlText } from '@aws-sdk/xml-builder';

/** An element of an answer: its children by name. */
export interface Element {
  readonly [name: string]: unknown;
}

/**
 * The root of an XML document.
 *
 * @returns undefined when it is none, or was cut off
 */
export function readXml(text: string): { readonly name: string; readonly content: Element } | undefined {
  try {
    const [root] = Object.entries(parseXML(text) as Record<string, unknown>);
    return root === undefined ? undefined : { name: root[0], content: asElement(root[1]) };
  } catch {
    // A parse error, or more levels than a stack has.
    return undefined;
  }
}

/** An element's text; empty when there is none. */
export function textOf(element: Element, name: string): string {
  const value = Object.hasOwn(element, name) ? element[name] : undefined;
  if (typeof value === 'string') return value;
  // An attribute beside the text makes it one of several children.
  const text = asElement(value)['#text'];
  return typeof text === 'string' ? text : '';
}

/** All children of a name, none included. */
export function elementsOf(element: Element, name: string): Element[] {
  const value = Object.hasOwn(element, name) ? element[name] : undefined;
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(asElement);
}

/** The first child of a name; an empty one when there is none. */
export function childOf(element: Element, name: string): Element {
  return elementsOf(element, name)[0] ?? {};
}

/** The texts of all elements of a name, however deep they stand. */
export function findTexts(element: Element, name: string): string[] {
  return Object.entries(element).flatMap(([child, value]) => [
    ...(child === name ? textsOf(element, name) : []),
    ...[value].flat().flatMap((nested) => findTexts(asElement(nested), name)),
  ]);
}

/** The texts of all children of a name that have no children of their own, none included. */
export function textsOf(element: Element, name: string): string[] {
  const value = Object.hasOwn(element, name) ? element[name] : undefined;
  return [value].flat().filter((text) => typeof text === 'string');
}

function asElement(value: unknown): Element {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Element) : {};
}

/** An element with children or with text. */
export function writeElement(name: string, content: string | readonly XmlNode[]): XmlNode {
  return new XmlNode(name, typeof content === 'string' ? [new XmlText(content)] : [...content]);
}
