const spec = /^(?:.*:)?(\d+)(?:-(\d+))?(?:\/(\w*))?$/;

/**
 * A word of EXPOSE as the image config holds it: `8080` is `8080/tcp`, a range is every port of it, host parts go. A word
 * that is no port stays as written.
 */
export function exposedPorts(word: string): readonly string[] {
  const match = spec.exec(word);
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  if (match === null || last > 65535 || first > last) return [word];
  const protocol = match[3]?.toLowerCase() || 'tcp';
  const ports: string[] = [];
  for (let port = first; port <= last; port++) ports.push(`${port}/${protocol}`);
  return ports;
}
