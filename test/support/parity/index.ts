import { administrationCases } from './administration-cases.ts';
import { identityCases } from './identity-cases.ts';
import { objectCases } from './object-cases.ts';
import type { ParityCase } from './parity-case.ts';
import { policyCases } from './policy-cases.ts';
import { tokenCases } from './token-cases.ts';

/** The cases for both sides, in this order. */
export const parityCases: readonly ParityCase[] = [
  ...tokenCases,
  ...objectCases,
  ...policyCases,
  ...identityCases,
  ...administrationCases,
];
