import type { Administration } from './administration.ts';
import type { OnKey, Provisioned } from './service-users.ts';
import { type PlannedStep, type ReportStep, type StepOptions } from './step.ts';
import type { Target } from './target.ts';
/**
 * Makes a second key beside the first one. Both work until {@link finishRotation}.
 *
 * @throws ProvisionFailure when there is no key yet, or there are two
 */
export declare function rotate(administration: Administration, target: Target, options: StepOptions, report: ReportStep, onKey: OnKey): Promise<Provisioned>;
/**
 * Removes every key but one. An RGW lists keys by name and without a date, so which one is new has to be said.
 *
 * @throws ProvisionFailure when the user does not have the key that is to stay
 */
export declare function finishRotation(administration: Administration, target: Target, keep: string, options: StepOptions, report: ReportStep): Promise<Provisioned>;
/** Steps that take keys away from the service user. */
export declare function removeKeys({ users }: Administration, { name }: Target, accessKeys: readonly string[]): PlannedStep[];
