import { WireError } from '../error.ts';
import { authenticateForm, policyValues } from '../principal.ts';
import type { FormCall, TokenService } from '../sts.ts';
import { branch, leaf } from '../xml.ts';
import { checkMayCall } from './call-permission.ts';
import { type OidcProvider, providerArn, providerName } from './identity-store.ts';

const IAM_NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/';

/** RGW's limits. Lengths are in characters. */
const LONGEST_URL = 255;
const LONGEST_CLIENT_ID = 255;
const MOST_CLIENT_IDS = 100;
const MOST_THUMBPRINTS = 5;

interface ProviderCall extends TokenService {
  readonly parameters: ReadonlyMap<string, string>;
  readonly requestId: string;
  /** The name of the provider that the call is about. */
  readonly name: string;
}

interface ProviderAction {
  readonly cap: 'oidc-provider';
  readonly use: 'read' | 'write';
  /** Its name in policies. */
  readonly name: string;
  /** Reads the name of the provider. RGW checks it before the caller's permission. */
  readonly nameOf: (parameters: ReadonlyMap<string, string>) => string;
  /** @returns the response. */
  readonly answer: (call: ProviderCall) => Promise<string> | string;
}

const cap = 'oidc-provider';

const ACTIONS: Readonly<Record<string, ProviderAction>> = {
  CreateOpenIDConnectProvider: {
    ...{ cap, use: 'write', name: 'iam:CreateOIDCProvider' },
    nameOf: (parameters) => providerName(readNewProvider(parameters, 0).url),
    answer: createProvider,
  },
  ListOpenIDConnectProviders: {
    ...{ cap, use: 'read', name: 'iam:ListOIDCProviders' },
    nameOf: () => '*',
    answer: listProviders,
  },
  GetOpenIDConnectProvider: {
    ...{ cap, use: 'read', name: 'iam:GetOIDCProvider' },
    nameOf: nameInArn,
    answer: getProvider,
  },
  DeleteOpenIDConnectProvider: {
    ...{ cap, use: 'write', name: 'iam:DeleteOIDCProvider' },
    nameOf: nameInArn,
    answer: deleteProvider,
  },
  AddClientIDToOpenIDConnectProvider: {
    ...{ cap, use: 'write', name: 'iam:AddClientIdToOIDCProvider' },
    nameOf: nameInArn,
    answer: addClientId,
  },
  RemoveClientIDFromOpenIDConnectProvider: {
    ...{ cap, use: 'write', name: 'iam:RemoveClientIdFromOIDCProvider' },
    nameOf: nameInArn,
    answer: removeClientId,
  },
  UpdateOpenIDConnectProviderThumbprint: {
    ...{ cap, use: 'write', name: 'iam:UpdateOIDCProviderThumbprint' },
    nameOf: nameInArn,
    answer: updateThumbprints,
  },
};

export const PROVIDER_ACTIONS: readonly string[] = Object.keys(ACTIONS);

/**
 * Answers a call about the providers of identity tokens, as RGW 20 does.
 * @returns the XML of the response.
 * @throws WireError in the envelope of IAM
 */
export async function answerProviders(call: FormCall, service: TokenService): Promise<string> {
  const { request, form, parameters, requestId } = call;
  const action = ACTIONS[parameters.get('Action') ?? ''] as ProviderAction;
  try {
    const principal = authenticateForm(request, form, service);
    const name = action.nameOf(parameters);
    const permission = { principal, values: policyValues(request, principal, service.now()) };
    checkMayCall(permission, action, providerArn(name));
    return await action.answer({ ...service, parameters, requestId, name });
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    throw new WireError(error.code, error.message, { namespace: IAM_NAMESPACE });
  }
}

async function createProvider(call: ProviderCall): Promise<string> {
  const { identities, parameters, now, name } = call;
  if (identities.provider(name)) {
    throw new WireError('EntityAlreadyExists', 'The provider already exists.');
  }
  await identities.putProvider(readNewProvider(parameters, now()));
  const result = leaf('OpenIDConnectProviderArn', providerArn(name));
  return respond(call, branch('CreateOpenIDConnectProviderResult', result), metadata(call));
}

function listProviders(call: ProviderCall): string {
  const members = call.identities
    .providerNames()
    .map((name) => branch('member', leaf('Arn', providerArn(name))));
  const list = branch('OpenIDConnectProviderList', ...members);
  return respond(call, metadata(call), branch('ListOpenIDConnectProvidersResult', list));
}

function getProvider(call: ProviderCall): string {
  return respond(call, metadata(call), branch('GetOpenIDConnectProviderResult', describe(find(call))));
}

async function deleteProvider(call: ProviderCall): Promise<string> {
  find(call);
  await call.identities.removeProvider(call.name);
  return respond(call, metadata(call));
}

async function addClientId(call: ProviderCall): Promise<string> {
  const provider = find(call);
  const clientIds = [...new Set([...provider.clientIds, readClientId(call.parameters)])];
  return change(call, { ...provider, clientIds }, 'AddClientIDToOpenIDConnectProviderResponse');
}

async function removeClientId(call: ProviderCall): Promise<string> {
  const provider = find(call);
  const removed = readClientId(call.parameters);
  const clientIds = provider.clientIds.filter((one) => one !== removed);
  return change(call, { ...provider, clientIds }, 'RemoveClientIDFromOpenIDConnectProviderResponse');
}

/** RGW's answer has the name of another call. */
async function updateThumbprints(call: ProviderCall): Promise<string> {
  const changed = { ...find(call), thumbprints: readThumbprints(call.parameters) };
  return change(call, changed, 'AddClientIDToOpenIDConnectProviderResponse');
}

/** RGW repeats the response's name around the provider, and omits the namespace. */
async function change(call: ProviderCall, changed: OidcProvider, name: string): Promise<string> {
  await call.identities.putProvider(changed);
  return branch(name, metadata(call), branch(name, describe(changed)));
}

function respond({ parameters }: ProviderCall, ...elements: string[]): string {
  const name = `${parameters.get('Action')}Response`;
  return `<${name} xmlns="${IAM_NAMESPACE}">${elements.join('')}</${name}>`;
}

function readNewProvider(parameters: ReadonlyMap<string, string>, now: number): OidcProvider {
  const url = readText(parameters, 'Url', LONGEST_URL);
  const clientIds = members(parameters, 'ClientIDList');
  if (clientIds.length > MOST_CLIENT_IDS || clientIds.some((one) => one.length > LONGEST_CLIENT_ID)) {
    throw invalid(`ClientIDList can have at most ${MOST_CLIENT_IDS} IDs of ${LONGEST_CLIENT_ID} characters.`);
  }
  const createdAt = new Date(now).toISOString();
  return { url, clientIds, thumbprints: readThumbprints(parameters), createdAt };
}

/** RGW accepts any text of up to 40 characters. The sandbox accepts only a SHA-1, because nothing else can match. */
function readThumbprints(parameters: ReadonlyMap<string, string>): readonly string[] {
  const thumbprints = members(parameters, 'ThumbprintList');
  if (thumbprints.length === 0) throw invalid('ThumbprintList is missing.');
  if (thumbprints.length > MOST_THUMBPRINTS || !thumbprints.every((one) => /^[0-9a-f]{40}$/i.test(one))) {
    throw invalid(`ThumbprintList has 1 to ${MOST_THUMBPRINTS} of exactly 40 hexadecimal digits (SHA-1).`);
  }
  return thumbprints;
}

function readClientId(parameters: ReadonlyMap<string, string>): string {
  return readText(parameters, 'ClientID', LONGEST_CLIENT_ID);
}

function readText(parameters: ReadonlyMap<string, string>, name: string, longest: number): string {
  const text = parameters.get(name) ?? '';
  if (text === '' || text.length > longest) throw invalid(`${name} needs 1 to ${longest} characters.`);
  return text;
}

function members(parameters: ReadonlyMap<string, string>, list: string): string[] {
  return [...parameters].filter(([name]) => name.startsWith(`${list}.member.`)).map(([, value]) => value);
}

function nameInArn(parameters: ReadonlyMap<string, string>): string {
  const arn = parameters.get('OpenIDConnectProviderArn') ?? '';
  const [, name] = /^arn:aws:iam:::oidc-provider\/(.*)$/s.exec(arn) ?? [];
  if (name === undefined) {
    throw invalid('OpenIDConnectProviderArn must be arn:aws:iam:::oidc-provider/HOST/PATH.');
  }
  return name;
}

function find({ identities, name }: ProviderCall): OidcProvider {
  const provider = identities.provider(name);
  if (!provider) throw new WireError('NoSuchEntity', 'There is no such provider.');
  return provider;
}

function describe({ url, clientIds, thumbprints, createdAt }: OidcProvider): string {
  const list = (name: string, values: readonly string[]) =>
    branch(name, ...values.map((value) => leaf('member', value)));
  return [
    list('ClientIDList', clientIds),
    leaf('CreateDate', createdAt),
    list('ThumbprintList', thumbprints),
    leaf('Url', url),
  ].join('');
}

function metadata({ requestId }: ProviderCall): string {
  return branch('ResponseMetadata', leaf('RequestId', requestId));
}

function invalid(message: string): WireError {
  return new WireError('InvalidInput', message);
}
