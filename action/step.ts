import { checkRequest, exchange, readCaBundle, ServiceCredential, sessionSecrets } from '../src/index.ts';
import { checkCredentialPresent, readEvent, readInputs, requestContext } from './inputs.ts';
import type { Workflow } from './workflow.ts';

/**
 * The action's main: checks, exchanges, masks, delivers.
 *
 * @returns the step's exit code
 * @throws InputError, ExchangeFailure
 */
export async function runStep(workflow: Workflow): Promise<number> {
  const { commands, environment } = workflow;
  const inputs = readInputs(commands.getInput, workflow.platform);
  maskSecrets(workflow, [inputs.serviceSecretKey]);
  checkCredentialPresent(inputs, environment, readEvent(readEventFile(environment.GITHUB_EVENT_PATH)));
  const credential = new ServiceCredential(inputs.serviceAccessKey, inputs.serviceSecretKey);
  const renewed = inputs.mode !== 'session';
  const { request, warnings } = checkRequest(inputs.request, requestContext(environment, renewed));
  for (const warning of warnings) commands.warning(warning);
  const { session } = await exchange(credential, request, {
    caBundle: readCaBundle(environment.OTTER_CA_BUNDLE),
    environment,
    onRetry: (failure, waitMs) =>
      commands.info(`${failure.message.split('\n', 1)[0]} Trying again in ${waitMs} ms.`),
  });
  maskSecrets(workflow, sessionSecrets(session));
  deliverSession(workflow, inputs, request, session);
  return 0;
}
