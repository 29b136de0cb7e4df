export const quotes: readonly string[] = [
  'What is simple is always wrong. What is not is unusable.',
  'Make it work, make it right, make it fast.',
];
