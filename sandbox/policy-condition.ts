import { BlockList, isIP } from 'node:net';
import { matchesWildcard } from './wildcard.ts';

/** The values of a request. A key exists only if the request has it, and compares case-sensitively. */
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

/** The operators of RGW 16. Each holds when it does for any one of the values, the negated ones too. */
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
 * Whether a condition holds. As RGW 16 has it: `Null` asks for absence whatever its value says, and a value that
 * the request does not have satisfies no other operator but `…IfExists` and `ForAllValues:…`, not even a negated one.
 */
export function holds(operator: string, wanted: readonly string[], value: string | undefined): boolean {
  if (operator === 'Null') return value === undefined;
  if (value === undefined) return operator.endsWith('IfExists') || operator.startsWith('ForAllValues:');
  const compare = OPERATORS[operator.replace(/IfExists$/, '')];
  return compare !== undefined && wanted.some((one) => compare(one, value));
}

/**
 * Whether a condition holds for a claim, which may have several values. These are RGW 20's rules: `Null` with `false` requires
 * presence, and a negated operator requires that no value matches.
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
