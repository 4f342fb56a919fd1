import { BlockList, isIP } from 'node:net';
import { matchesWildcard } from './wildcard.ts';

/** The condition keys of a request with their values. Keys are case-sensitive. */
export type PolicyValues = Readonly<Record<string, string | undefined>>;

type Comparison = (wanted: string, value: string) => boolean;

const number: (compare: (value: number, wanted: number) => boolean) => Comparison =
  (compare) => (wanted, value) =>
    compare(Number(value), Number(wanted));

const date: (compare: (value: number, wanted: number) => boolean) => Comparison =
  (compare) => (wanted, value) =>
    compare(Date.parse(value), Date.parse(wanted));

const not: (comparison: Comparison) => Comparison = (comparison) => (wanted, value) =>
  !comparison(wanted, value);

const equals: Comparison = (wanted, value) => wanted === value;
const equalsIgnoringCase: Comparison = (wanted, value) => wanted.toLowerCase() === value.toLowerCase();
const like: Comparison = matchesWildcard;

/** The operators of RGW 16. Each is true if it is true for any of the values, even a negated one. */
const OPERATORS: Readonly<Record<string, Comparison>> = {
  StringEquals: equals,
  StringNotEquals: not(equals),
  StringEqualsIgnoreCase: equalsIgnoringCase,
  StringNotEqualsIgnoreCase: not(equalsIgnoringCase),
  StringLike: like,
  StringNotLike: not(like),
  NumericEquals: number((value, wanted) => value === wanted),
  NumericNotEquals: number((value, wanted) => value !== wanted),
  NumericLessThan: number((value, wanted) => value < wanted),
  NumericLessThanEquals: number((value, wanted) => value <= wanted),
  NumericGreaterThan: number((value, wanted) => value > wanted),
  NumericGreaterThanEquals: number((value, wanted) => value >= wanted),
  DateEquals: date((value, wanted) => value === wanted),
  DateNotEquals: date((value, wanted) => value !== wanted),
  DateLessThan: date((value, wanted) => value < wanted),
  DateLessThanEquals: date((value, wanted) => value <= wanted),
  DateGreaterThan: date((value, wanted) => value > wanted),
  DateGreaterThanEquals: date((value, wanted) => value >= wanted),
  Bool: equalsIgnoringCase,
  BinaryEquals: equals,
  IpAddress: isAddressIn,
  NotIpAddress: not(isAddressIn),
  ArnEquals: like,
  ArnNotEquals: not(like),
  ArnLike: like,
  ArnNotLike: not(like),
  'ForAnyValue:StringEquals': equals,
  'ForAnyValue:StringLike': like,
  'ForAnyValue:StringEqualsIgnoreCase': equalsIgnoringCase,
  'ForAllValues:StringEquals': equals,
  'ForAllValues:StringLike': like,
  'ForAllValues:StringEqualsIgnoreCase': equalsIgnoringCase,
};

const NEGATED = /^(?:String|Numeric|Date|Arn)Not|^NotIpAddress/;

export function isOperator(name: string): boolean {
  return name === 'Null' || Object.hasOwn(OPERATORS, name.replace(/IfExists$/, ''));
}

/**
 * Whether a condition is true by the rules of RGW 16: `Null` tests for absence, whatever its value is. If the request does
 * not have the key, all other operators are false, even negated ones, except `…IfExists` and `ForAllValues:…`.
 */
export function holds(operator: string, wanted: readonly string[], value: string | undefined): boolean {
  if (operator === 'Null') return value === undefined;
  if (value === undefined) return operator.endsWith('IfExists') || operator.startsWith('ForAllValues:');
  const compare = OPERATORS[operator.replace(/IfExists$/, '')];
  return compare !== undefined && wanted.some((one) => compare(one, value));
}

/**
 * Whether a condition is true for a claim, which may have several values, by the rules of RGW 20: `Null` with `false` tests
 * for presence, and a negated operator requires that no value matches.
 */
export function holdsForAll(operator: string, wanted: readonly string[], values: readonly string[]): boolean {
  if (operator === 'Null') return (values.length === 0) === (wanted[0] === 'true');
  const everyValue = operator.startsWith('ForAllValues:');
  if (values.length === 0) return everyValue || operator.endsWith('IfExists');
  const compare = OPERATORS[operator.replace(/IfExists$/, '')];
  if (compare === undefined) return false;
  if (NEGATED.test(operator)) return values.every((value) => wanted.every((one) => compare(one, value)));
  const matches = (value: string) => wanted.some((one) => compare(one, value));
  return everyValue ? values.every(matches) : values.some(matches);
}

function isAddressIn(network: string, address: string): boolean {
  const [base = '', length] = network.split('/');
  const family = isIP(base);
  if (family === 0 || family !== isIP(address)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const bits = length === undefined ? (family === 4 ? 32 : 128) : Number(length);
  if (!Number.isInteger(bits) || bits < 0 || bits > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(base, bits, type);
  return list.check(address, type);
}
