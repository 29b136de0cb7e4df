import type { Outcome, NextStep, ReportStage } from './types.js';

/** Where the Dockerfile and its context are, as a command line names them. */
export interface NextPlace {
  readonly file: string;
  /** Null when there is none to name. */
  readonly context: string | null;
  /** The options that this result needs again, one word each. */
  readonly options: readonly string[];
  /** Where the result was written: `itself`, another file, or null for nowhere. */
  readonly written: { readonly to: string; readonly itself: boolean } | null;
}

/** What the core knows of it: the file's name. */
export function knownPlace(file: string): NextPlace {
  return { file, context: null, options: [], written: null };
}

function quoted(word: string): string {
  return /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function build(place: NextPlace, name: string, options: string): string {
  const context = place.context ?? (/^(.*)\/[^/]*$/.exec(place.file)?.[1] || '.');
  const usual = name === (context === '.' ? 'Dockerfile' : `${context}/Dockerfile`);
  return `docker build${usual ? '' : ` -f ${quoted(name)}`}${options} ${quoted(context)}`;
}

function command(name: string, place: NextPlace): string {
  return ['dockopt', ...name.split(' '), ...place.options, place.file].map(quoted).join(' ');
}

/** Is there a shell in the image to look around with? */
function hasShell(base: string): boolean {
  return base !== 'scratch' && !/distroless/.test(base);
}

/** What to do with a result: write it, compare it with the old image, get at the tools that are gone from it. */
export function nextSteps(
  outcome: Outcome,
  stages: readonly ReportStage[],
  place: NextPlace,
): readonly NextStep[] {
  if (outcome === 'refused' || outcome === 'unchanged') {
    return [
      {
        why: 'what every line is for, and every plan that was tried',
        command: command('explain', place),
      },
    ];
  }
  if (outcome === 'invalid') return [];
  const tools = stages.find((stage) => stage.role === 'build');
  const final = stages.find((stage) => stage.role === 'runtime');
  const { written } = place;
  const file = written?.to ?? place.file;
  const steps: NextStep[] = [];
  if (!written?.itself)
    steps.push({
      why: 'keep the old image to compare with',
      command: build(place, place.file, ' -t before'),
    });
  if (!written) steps.push({ why: 'write the new file', command: command('rewrite --write', place) });
  steps.push({
    why: 'build it; start both and compare what they do',
    command: build(place, file, ' -t after'),
  });
  if (tools) {
    const shell = final && !hasShell(final.base) ? ' (the final image has no shell)' : '';
    steps.push({
      why: `get the tools back, for debugging${shell}`,
      command: `${build(place, file, ` --target ${tools.name} -t tools`)} && docker run --rm -it tools sh`,
    });
  }
  return steps;
}
