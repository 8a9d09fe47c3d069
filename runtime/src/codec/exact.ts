/** DynamoDB keeps 38 significant digits. Source: DynamoDB Developer Guide, "Data types: Number". */
export const DIGITS = 38;

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** A decimal number as its sign, its significant digits and the power of ten of the last one; undefined for no number. */
export interface Decimal {
  readonly negative: boolean;
  /** Without leading or trailing zeros; empty for zero. */
  readonly digits: string;
  readonly exponent: number;
}

export function parseDecimal(text: string): Decimal | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const all = (whole + fraction).replace(/^0+/, '');
  const digits = all.replace(/0+$/, '');
  if (digits === '') return { negative: false, digits, exponent: 0 };
  return { negative: sign === '-', digits, exponent: Number(power) - fraction.length + all.length - digits.length };
}

/** Returns whether DynamoDB can hold it: 38 digits, magnitude 1E-130 to 9.9…E+125. */
export function storable({ digits, exponent }: Decimal): boolean {
  if (digits === '') return true;
  const magnitude = exponent + digits.length - 1;
  return digits.length <= DIGITS && magnitude >= -130 && magnitude <= 125;
}

/** A stored number as a JavaScript number; undefined where the two are not the same number. */
export function exactNumber(text: string): number | undefined {
  const number = Number(text);
  // Up to 15 significant digits always survive the way through a double.
  if (text.length <= 15 && text.length > 0 && Number.isFinite(number)) return number;
  const stored = parseDecimal(text);
  const seen = Number.isFinite(number) ? parseDecimal(String(number)) : undefined;
  if (!stored || !seen) return undefined;
  const same = stored.negative === seen.negative && stored.digits === seen.digits && stored.exponent === seen.exponent;
  return same ? number : undefined;
}

/** The exact sum of two stored numbers, as DynamoDB's own ADD gives it. */
export function addExactly(a: string, b: string): string {
  const [x, y] = [parseDecimal(a), parseDecimal(b)];
  if (x === undefined || y === undefined) throw new Error('Not a stored number.');
  const exponent = Math.min(x.exponent, y.exponent);
  const scaled = ({ negative, digits, exponent: own }: Decimal): bigint =>
    BigInt(`${digits || '0'}${'0'.repeat(own - exponent)}`) * (negative ? -1n : 1n);
  const sum = scaled(x) + scaled(y);
  return exponent >= 0 ? `${sum}${sum === 0n ? '' : '0'.repeat(exponent)}` : withPoint(sum, -exponent);
}

/** The nearest number of at most 38 digits that is not above (`down`) or not below (`up`) this one. */
export function roundToStored(text: string, direction: 'down' | 'up'): string {
  const { negative, digits, exponent } = parseDecimal(text) ?? { negative: false, digits: '', exponent: 0 };
  if (digits.length <= DIGITS) return text;
  const isAway = negative === (direction === 'down');
  const rounded = BigInt(digits.slice(0, DIGITS)) + (isAway ? 1n : 0n);
  return `${negative ? '-' : ''}${rounded}E${exponent + digits.length - DIGITS}`;
}

function withPoint(value: bigint, places: number): string {
  const digits = String(value < 0n ? -value : value).padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -places)}${fraction && `.${fraction}`}`;
}
