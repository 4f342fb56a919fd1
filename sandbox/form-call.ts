import { WireError } from './error.ts';
import { decodeUri, type WireRequest } from './wire-request.ts';

/**
 * The parameters of an STS or IAM call: all from the query if Action is there, or else all from the form.
 * As on RGW, `+` does not mean a space here.
 */
export function readParameters(request: WireRequest, form: string): ReadonlyMap<string, string> {
  return request.query.has('Action') ? request.query : parseForm(form);
}

function parseForm(form: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const pair of form.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodeUri(equals < 0 ? pair : pair.slice(0, equals));
    if (parameters.has(name)) throw new WireError('InvalidArgument', `The form has ${name} more than once.`);
    parameters.set(name, equals < 0 ? '' : decodeUri(pair.slice(equals + 1)));
  }
  return parameters;
}
