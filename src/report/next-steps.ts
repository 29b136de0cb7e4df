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

/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The command that builds a file in its context. */
export function buildCommand(place: NextPlace, name: string, options: string): string {
  const context = place.context ?? (/^(.*)\/[^/]*$/.exec(place.file)?.[1] || '.');
  const usual = name === (context === '.' ? 'Dockerfile' : `${context}/Dockerfile`);
  return `docker build${usual ? '' : ` -f ${quoted(name)}`}${options} ${quoted(context)}`;
}

/** A command of dockopt about this file, with the options that the result needs. */
export function command(name: string, place: NextPlace): string {
  return ['dockopt', ...name.split(' '), ...place.options, place.file].map(quoted).join(' ');
}

/** Is there a shell in the image to look around with? */
function hasShell(base: string): boolean {
  return base !== 'scratch' && !/distroless/.test(base);
}

/** `--keep` is a switch of verify: what the final image must keep is named by `--pin` there. */
export function verifyOptions(options: readonly string[]): readonly string[] {
  return options.map((word) => (word === '--keep' ? '--pin' : word));
}

/** How to write the result; null when it is written. */
export function writeStep(place: NextPlace): NextStep | null {
  return place.written ? null : { why: 'write the new file', command: command('rewrite --write', place) };
}

/** How to get at the tools that are gone from the final image; null when there is no build stage. */
export function toolsStep(stages: readonly ReportStage[], place: NextPlace): NextStep | null {
  const tools = stages.find((stage) => stage.role === 'build');
  const final = stages.find((stage) => stage.role === 'runtime');
  if (!tools) return null;
  const file = place.written?.to ?? place.file;
  const shell = final && !hasShell(final.base) ? ' (the final image has no shell)' : '';
  return {
    why: `get the tools back, for debugging${shell}`,
    command: `${buildCommand(place, file, ` --target ${tools.name} -t tools`)} && docker run --rm -it tools sh`,
  };
}

/** How to compare the result with what was there: with dockopt as long as both files are there. */
function compareStep(place: NextPlace): NextStep {
  const { written } = place;
  if (written?.itself)
    return {
      why: 'build it, and compare what it does with the old image',
      command: buildCommand(place, written.to, ' -t after'),
    };
  const options = [...(written ? ['--candidate', written.to] : []), ...verifyOptions(place.options)];
  return {
    why: 'build both, start them and compare what they do',
    command: command('verify', { ...place, options }),
  };
}

/** What to do with a result: compare it with the old image, write it, get at the tools that are gone from it. */
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
  const steps: readonly (NextStep | null)[] = [
    compareStep(place),
    writeStep(place),
    toolsStep(stages, place),
  ];
  return steps.filter((step) => step !== null);
}
