/** JSON as the workspace keeps it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** No NUL and no unpaired surrogate: both are changed on the wire, and then people read different things for ever. */
export function isSafeText(text: string): boolean {
  return !text.includes('\u0000') && !LONE_SURROGATE.test(text);
}

/** The nearest safe text, for what a person types or pastes. */
export function toSafeText(text: string): string {
  return text.replaceAll('\u0000', '').replace(new RegExp(LONE_SURROGATE, 'g'), '\uFFFD');
}

/** A value that survives JSON unchanged: finite numbers, no -0, plain objects, safe text, at most `depth` levels. */
export function isJson(value: unknown, depth = 8): value is Json {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'string') return isSafeText(value);
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== 'object' || depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth - 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.entries(value).every(
    ([key, item]) => !RESERVED.has(key) && isSafeText(key) && isJson(item, depth - 1),
  );
}

export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a);
  const right = b as Record<string, unknown>;
  return (
    left.length === Object.keys(b).length &&
    left.every(([key, value]) => Object.hasOwn(b, key) && sameJson(value, right[key]))
  );
}
