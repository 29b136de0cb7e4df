/** Postage in cents: a base fee, and a fee for every started half kilogram. */
export function price(grams: number): number {
  return 299 + Math.ceil(grams / 500) * 80;
}
