export function bars(values) {
  return values.map((value) => '#'.repeat(value)).join('\n');
}
