import type { S3Answer } from '../s3/raw-connection.ts';

/** The code of an error answer, such as `AccessDenied`; a HEAD's answer has none. */
export function errorCode({ body }: S3Answer): string | undefined {
  return /<Error\b[^>]*>[\s\S]*?<Code>\s*([A-Za-z0-9.]{1,64})\s*<\/Code>/.exec(body)?.[1];
}

/** Such as `403 AccessDenied`. */
export function describeAnswer(answer: S3Answer): string {
  return [answer.status, errorCode(answer)].filter((part) => part !== undefined).join(' ');
}

export function isSuccess({ status }: S3Answer): boolean {
  return status >= 200 && status < 300;
}

/** The texts of all elements of a name that hold text alone, in the order in which they stand. */
export function textsOf(xml: string, element: string): string[] {
  const found = xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'));
  return [...found].map(([, text = '']) => unescapeXml(text));
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescapeXml(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name] ?? '');
}
