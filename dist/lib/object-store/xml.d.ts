import { XmlNode } from '@aws-sdk/xml-builder';
/** An element of an answer: its children by name. */
export interface Element {
    readonly [name: string]: unknown;
}
/**
 * The root of an XML document.
 *
 * @returns undefined when it is none, or was cut off
 */
export declare function readXml(text: string): {
    readonly name: string;
    readonly content: Element;
} | undefined;
/** An element's text; empty when there is none. */
export declare function textOf(element: Element, name: string): string;
/** All children of a name, none included. */
export declare function elementsOf(element: Element, name: string): Element[];
/** The texts of all children of a name that have no children of their own, none included. */
export declare function textsOf(element: Element, name: string): string[];
/** An element with children or with text. */
export declare function writeElement(name: string, content: string | readonly XmlNode[]): XmlNode;
