/**
 * The core of OtterStorage's CI credentials: a stored service credential becomes a session for one bucket.
 *
 * ```ts
 * const credential = new ServiceCredential(accessKey, secretKey);
 * const { request } = checkRequest({ roleArn, bucket, duration: '1h' }, { sessionName: 'nightly', renewed: false });
 * const { session } = await exchange(credential, request);
 * ```
 */

export { parseDuration } from './credentials/duration.ts';
export {
  childEnvironment,
  type EndpointAddress,
  refreshVariables,
  SERVICE_VARIABLES,
  SHADOWS_OF_REFRESH,
  SHADOWS_OF_SESSION,
  sessionVariables,
  targetVariables,
  type Variables,
} from './credentials/environment.ts';
export { ServiceCredential, secretParts } from './credentials/service-credential.ts';
export {
  describeSeconds,
  formatTime,
  remainingSeconds,
  type Session,
  sessionSecrets,
} from './credentials/session.ts';
export {
  ACCESS_CHOICES,
  type Access,
  LARGEST_POLICY_BYTES,
  SessionPolicy,
} from './credentials/session-policy.ts';
export {
  checkRequest,
  DEFAULTS,
  type RequestContext,
  type RequestInputs,
  type SessionRequest,
} from './credentials/session-request.ts';
export { renewalWarnings, type SessionSource } from './credentials/session-source.ts';
export { namesSource, readSource } from './credentials/source-inputs.ts';
export { fixedToken, type TokenSupply, tokenFile } from './credentials/token-supply.ts';
export { WebIdentity } from './credentials/web-identity.ts';
export { ExchangeFailure, type FailureDetail, type FailureKind, firstLine, InputError } from './failure.ts';
export { readCaBundle } from './http/ca-bundle.ts';
export { writeTrustFiles } from './http/trust-files.ts';
export { encodings, MaskedOutputs, Masker, MaskingStream, redact } from './masking/index.ts';
export { makePrivateFolder } from './private-file.ts';
export { defaultAgentDirectory, removeAgentFiles } from './refresh/agent/directory.ts';
export { AgentFailure } from './refresh/agent/failure.ts';
export { packHandover } from './refresh/agent/handover.ts';
export { runAgentProcess } from './refresh/agent/process.ts';
export { startAgent } from './refresh/agent/start.ts';
export { type AgentStatus, agentStatus, stopAgent } from './refresh/agent/status.ts';
export { type FreshCredentials, obtainer, startFreshCredentials } from './refresh/fresh-credentials.ts';
export {
  type FailureOutlook,
  type Obtain,
  Renewal,
  type RenewalOptions,
  type RenewalStatus,
} from './refresh/renewal.ts';
export { type ExchangeContext, type Exchanged, exchange } from './sts/exchange.ts';
