import { WireError } from './error.ts';
import { decodeUri, type WireRequest } from './wire-request.ts';

/**
 * The parameters of a call of STS or IAM: all from the query when its Action is there, and else all from the form.
 * RGW does not read `+` as a space here, so neither does this: a client that sends it would fail there.
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
    if (parameters.has(name)) throw new WireError('InvalidArgument', `The form names ${name} twice.`);
    parameters.set(name, equals < 0 ? '' : decodeUri(pair.slice(equals + 1)));
  }
  return parameters;
}
